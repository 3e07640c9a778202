import type { ChildProcess } from 'node:child_process';
import { Floors } from './floors/floors.ts';
import { lookUps, someCases } from './known-cases.ts';
import { JSON_BODY, measure } from './load.ts';
import type { Options } from './options.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'look-up';
const CASES = 500;
const AT_LEAST: Record<number, number> = { 8: 2_500 };
const TO_SAME: Record<number, number> = { 1: 0.6, 8: 0.6, 32: 0.6 };

/** POST /progress of cases in all statuses, beside both floors. */
export async function benchLookUp(desk: RunningDesk, { clients: counts }: Options): Promise<void> {
  const typed = await lookUps(desk, await someCases(desk, CASES));
  const floors = await Floors.forLookUp(desk, typed);
  let n = 0;
  const post = { method: 'POST', headers: JSON_BODY } as const;
  const against = (next: () => string) => (url: string, server: ChildProcess) => (clients: number) =>
    measure({ ...post, clients, url: `${url}/progress`, server, next: () => ({ body: next() }) });
  try {
    await floors.compare(
      { bench, desk, counts, atLeast: AT_LEAST, toSame: TO_SAME },
      against(() => typed[n++ % typed.length]!)(desk.api, desk.web),
      against(() => JSON.stringify({ n: n++ })),
    );
  } finally {
    await floors.stop();
  }
}
