import { crashDuring, crashesOf, nameOf, WEB_PASSES, WORKER_PASSES } from './crashes.js';
import type { House } from './house.js';
import { Journeys } from './journey.js';
import { between, chances } from './seed.js';

/** A process kills itself at a named point while journeys run; the points of both processes in turn. */
export async function crashPoints(house: House, times: number, seed: number): Promise<string[]> {
  const chance = chances(seed);
  const crashes = [...crashesOf('web', WEB_PASSES, chance), ...crashesOf('worker', WORKER_PASSES, chance)];
  const journeys = new Journeys(house, seed);
  const missed: string[] = [];
  const from = between(chance, 0, crashes.length - 1);
  for (let n = 0; n < times; n++) {
    const crash = crashes[(from + n) % crashes.length]!;
    if ((await crashDuring(house, journeys, crash)) !== 'SIGKILL')
      missed.push(`${nameOf(crash)} never came to its point`);
  }
  return missed;
}
