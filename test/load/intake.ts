import type { ChildProcess } from 'node:child_process';
import { note } from './figures.ts';
import { Floors } from './floors/floors.ts';
import { measure, JSON_BODY } from './load.ts';
import type { Options } from './options.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'intake';
const AT_LEAST: Record<number, number> = { 32: 900 };
const TO_SAME: Record<number, number> = { 1: 0.6, 32: 1 };

let serial = 0;
/** A citizen's report: another person each time. */
export const report = () =>
  JSON.stringify({
    service: 'sme.consultation',
    subject: `詢問貸款條件 ${++serial}`,
    description: '想了解週轉金貸款需要哪些文件，以及是否有利息補貼。'.repeat(5),
    contact: {
      name: '王小明',
      email: `bench${serial}@example.tw`,
      phone: `0987${String(serial % 1_000_000).padStart(6, '0')}`,
    },
  });

/** POST /cases beside both floors, the same number of clients in turn. */
export async function benchIntake(desk: RunningDesk, { clients: counts }: Options): Promise<void> {
  const floors = await Floors.forIntake(desk);
  try {
    const post = { method: 'POST', headers: JSON_BODY, next: () => ({ body: report() }) } as const;
    const against = (url: string, server: ChildProcess) => (clients: number) =>
      measure({ ...post, clients, url: `${url}/cases`, server });
    await floors.compare(
      { bench, desk, counts, atLeast: AT_LEAST, toSame: TO_SAME },
      against(desk.api, desk.web),
      against,
    );
  } finally {
    await floors.stop();
  }
  note({ bench, what: `${desk.name}: rows of an intake`, value: floors.rows, unit: 'rows' });
}
