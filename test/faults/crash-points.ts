import { ALL_PASSES, crashDuring, crashesOf, nameOf } from './crashes.js';
import { DESK_POINTS, importCrashes, migrationCrashes } from './desk-crashes.js';
import { Journeys } from './journey.js';
import type { Found, Run } from './rows.js';
import { chances } from './seed.js';

/** A process is killed at a named point while journeys run, all points in turn; then a migration and an import are. */
export async function crashPoints({ system, times, seed }: Run): Promise<Found> {
  const crashes = crashesOf(ALL_PASSES, chances(seed));
  const journeys = new Journeys(system, seed);
  const missed: string[] = [];
  const from = seed % crashes.length;
  for (let n = 0; n < times; n++) {
    const crash = crashes[(from + n) % crashes.length]!;
    if ((await crashDuring(system, journeys, crash)) !== 'SIGKILL')
      missed.push(`${nameOf(crash)} never came to its point`);
  }
  const desk = [await migrationCrashes(system, seed), await importCrashes(system, seed)];
  return {
    counts: { points: new Set(crashes.map(({ point }) => point)).size + DESK_POINTS.length },
    faults: [...missed, ...desk.flat()],
  };
}
