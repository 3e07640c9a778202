import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { bringForward } from './books.js';
import { post } from './client.js';
import type { House } from './house.js';
import { Journeys } from './journey.js';

const OPEN_CASES = 12;
/** One more than the ladder of the first step has rungs. */
const ROUNDS = 5;
const FIRING_MS = 1_500;

/** Promises break while people work on the cases; needs all workers running. Gives back how many cases must break one. */
export async function promisesBreak(house: House, seed: number): Promise<number> {
  const journeys = new Journeys(house, seed);
  await Promise.all(Array.from({ length: OPEN_CASES }, () => journeys.openOnly()));
  for (let round = 0; round < ROUNDS; round++)
    await Promise.all([journeys.run(4), bringForward(house.parts, Date.now() + 200), pause(FIRING_MS)]);
  return OPEN_CASES;
}

/** The same report reaches two web processes at once, again and again: one case, and both say which. */
async function reportsTwice(house: House, seed: number): Promise<string[]> {
  const port = String(await freePort());
  await house.start('web', { PORT: port });
  const urls = [house.url, `http://127.0.0.1:${port}`];
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
      if (status === 201) house.ledger.opened(key, told as { caseNumber: string; lookupCode: string });
      else differing.push(`${key} was answered ${status} ${JSON.stringify(told)}`);
  }
  return differing;
}

/** Two workers, two web processes, the same work at once. */
export async function twoOfEach(house: House, times: number, seed: number): Promise<string[]> {
  await house.start('worker');
  const faults = await reportsTwice(house, seed);
  for (let n = 0; n < times; n++) await promisesBreak(house, seed * 10 + n);
  return faults;
}
