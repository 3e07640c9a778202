import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { bringForward, reading } from './books.js';
import { post } from './client.js';
import type { System } from './system.js';
import { Journeys } from './journey.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';

const OPEN_CASES = 12;
const FIRING_MS = 1_500;
/** More than the number of rungs of any ladder here. */
const MOST_ROUNDS = 20;

/** Promises break while staff work on the cases; needs all workers running. Returns what did not happen. */
async function promisesBreak(system: System, seed: number): Promise<string[]> {
  const journeys = new Journeys(system, seed);
  const before = await broken(system);
  await Promise.all(Array.from({ length: OPEN_CASES }, () => journeys.openOnly()));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await Promise.all([journeys.run(4), bringForward(system.parts, system.now() + 200), pause(FIRING_MS)]);
    if ((await broken(system)) - before >= OPEN_CASES) return [];
  }
  return [`fewer than ${OPEN_CASES} promises broke in ${MOST_ROUNDS} rounds`];
}

const broken = ({ parts }: System): Promise<number> =>
  reading(parts, async ({ ask }) => (await ask(`SELECT 1 FROM history_event WHERE type = 'OVERDUE'`)).length);

/** Sends the same report to two web processes at once, repeatedly: both must return the same case. */
async function reportsTwice(system: System, seed: number): Promise<string[]> {
  const port = String(await freePort());
  await system.start('web', { PORT: port });
  const urls = [system.url, `http://127.0.0.1:${port}`];
  const differing: string[] = [];
  for (let n = 0; n < OPEN_CASES; n++) {
    const key = `${seed}-twice-${n}`;
    const body = {
      service: 'sme.consultation',
      subject: `詢問 ${key}`,
      description: '請問補助資格。',
      contact: { name: '陳小華', email: `t${key}@mail.example` },
    };
    const answers = await Promise.all(urls.map((url) => post(url, { path: '/cases', body, key })));
    for (const { status, body: told } of answers)
      if (status === 201) system.ledger.opened(key, told as { caseNumber: string; lookupCode: string });
      else differing.push(`${key} was answered ${status} ${JSON.stringify(told)}`);
  }
  return differing;
}

/** Four workers and two web processes do the same work at once. */
export async function fourAndTwo({ system, times, seed }: Run): Promise<Found> {
  const faults = await reportsTwice(system, seed);
  await underLoad(system, seed + 1, async () => {
    for (let n = 0; n < times; n++) faults.push(...(await promisesBreak(system, seed * 10 + n)));
  });
  return { faults };
}
