import { benchPostgres } from './living-desk/living-desk.ts';
import { benchActs } from './acts.ts';
import { noteGrowth } from './growth.ts';
import { benchIntake } from './intake.ts';
import { benchLookUp } from './look-up.ts';
import { memoryAfterLoad, memoryAtRest } from './memory.ts';
import type { Options } from './options.ts';
import { benchPages } from './pages.ts';
import { RunningDesk } from './running-desk.ts';
import { benchScreens } from './screens.ts';
import { benchUploads } from './uploads.ts';
import { benchWatchers } from './watchers.ts';

type DeskBench = (desk: RunningDesk, options: Options) => Promise<void>;

/** In this order on one desk: what only reads comes first, and last the floors, whose cases nobody could read. */
export const HTTP: [name: string, bench: DeskBench][] = [
  ['memory', memoryAtRest],
  ['screens', benchScreens],
  ['pages', benchPages],
  ['acts', benchActs],
  ['uploads', benchUploads],
  ['watchers', benchWatchers],
  ['memory', memoryAfterLoad],
  ['look-up', benchLookUp],
  ['intake', benchIntake],
];

/** Every desk of the options in turn, each a fresh copy; `http` is all of its benches. */
export async function benchHttp(options: Options): Promise<void> {
  const chosen = (name: string) => options.benches.includes('http') || options.benches.includes(name);
  for (const database of ['SQLite', 'PostgreSQL'] as const) {
    const kinds = options.desks.filter((kind) => kind.database === database);
    if (kinds.length === 0) continue;
    const server = database === 'PostgreSQL' ? await benchPostgres() : undefined;
    try {
      for (const kind of kinds) {
        const desk = await RunningDesk.start(kind, server?.url);
        try {
          for (const [name, bench] of HTTP) if (chosen(name)) await bench(desk, options);
        } finally {
          await desk.stop();
        }
      }
    } finally {
      await server?.stop();
    }
    noteGrowth(kinds);
  }
}
