import { setTimeout as pause } from 'node:timers/promises';
import { note } from './figures.ts';
import { report } from './intake.ts';
import { JSON_BODY, measure } from './load.ts';
import { megabytes, stop } from './processes.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'memory';
const SETTLED_MS = 4_000;
const CLIENTS = 32;
const BUSY_SECONDS = 10;
const AT_REST = { atMost: 130 };
const AFTER_LOAD = { atMost: 200 };

/** Web and worker as they are some seconds after their start. */
export async function memoryAtRest(desk: RunningDesk): Promise<void> {
  const worker = desk.worker();
  await pause(SETTLED_MS);
  const say = (who: string, value: number) =>
    note({ bench, what: `${desk.name}: ${who} at rest`, value, unit: 'MB', aim: AT_REST });
  say('web', megabytes(desk.web));
  say('worker', megabytes(worker));
  await stop(worker);
}

/** Web after many clients at once; worker while it sends what they caused. */
export async function memoryAfterLoad(desk: RunningDesk): Promise<void> {
  const say = (who: string, value: number) =>
    note({ bench, what: `${desk.name}: ${who} after load`, value, unit: 'MB', aim: AFTER_LOAD });
  const next = () => ({ body: report() });
  const post = { method: 'POST', headers: JSON_BODY, clients: CLIENTS, next } as const;
  await measure({ ...post, url: `${desk.api}/cases`, server: desk.web });
  say('web', megabytes(desk.web));
  const worker = desk.worker();
  let most = 0;
  for (let second = 0; second < BUSY_SECONDS; second++) {
    await pause(1_000);
    most = Math.max(most, megabytes(worker));
  }
  say('worker', most);
  await stop(worker);
}
