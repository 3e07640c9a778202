import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { note } from '../figures.ts';
import type { Measured } from '../load.ts';
import { answers, freePort, start, stop } from '../processes.ts';
import type { RunningDesk } from '../running-desk.ts';
import { recordIntake, recordLookUps } from './recording.ts';

interface Floor {
  url: string;
  process: ChildProcess;
}

/** Sends its requests with N clients at once. */
type Against = (clients: number) => Promise<Measured>;

interface Comparison {
  bench: string;
  desk: RunningDesk;
  counts: number[];
  /** Aims by number of clients, on SQLite. */
  atLeast: Record<number, number>;
  toSame: Record<number, number>;
}

const WARM_UP_CLIENTS = 8;

/** Rows that a look-up of the bare floor reads. */
const READ = 4;

/**
 * Two servers beside the desk's own: `bare` writes and reads as many rows of one plain table, `same` runs the statements
 * of our request on the desk's own tables. Both a bare Fastify route and the raw driver, one commit a request.
 */
export class Floors {
  readonly bare: Floor;
  readonly same: Floor;
  readonly rows: number;

  private constructor(bare: Floor, same: Floor, rows: number) {
    [this.bare, this.same, this.rows] = [bare, same, rows];
  }

  static async forIntake(desk: RunningDesk): Promise<Floors> {
    const { pattern, rows } = await recordIntake(desk);
    return Floors.start(desk, { intake: pattern }, rows);
  }

  static async forLookUp(desk: RunningDesk, typed: string[]): Promise<Floors> {
    return Floors.start(desk, { lookUps: await recordLookUps(desk, typed) }, READ);
  }

  private static async start(desk: RunningDesk, recording: object, rows: number): Promise<Floors> {
    const folder = join(desk.env['DATA_DIR']!, `floor-${Date.now()}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'recording.json'), JSON.stringify(recording));
    const begin = async (file: string): Promise<Floor> => {
      const port = String(await freePort());
      const own = { FLOOR_PORT: port, FLOOR_FOLDER: folder, FLOOR_ROWS: String(rows) };
      const process = start(join(import.meta.dirname, file), { ...desk.env, ...own });
      await answers(`http://127.0.0.1:${port}/`);
      return { url: `http://127.0.0.1:${port}`, process };
    };
    return new Floors(await begin('bare.ts'), await begin('same-statements.ts'), rows);
  }

  /** Bare floor, same statements and ours in turn, for each number of clients, after a run that is not counted. */
  async compare(
    comparison: Comparison,
    ours: Against,
    floor: (url: string, server: ChildProcess) => Against,
  ): Promise<void> {
    const all = [floor(this.bare.url, this.bare.process), floor(this.same.url, this.same.process), ours];
    for (const each of all) await each(WARM_UP_CLIENTS);
    for (const clients of comparison.counts) {
      const measured: Measured[] = [];
      for (const each of all) measured.push(await each(clients));
      say(comparison, clients, measured as [Measured, Measured, Measured]);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([stop(this.bare.process), stop(this.same.process)]);
  }
}

function say(
  { bench, desk, atLeast, toSame }: Comparison,
  clients: number,
  [bare, same, ours]: [Measured, Measured, Measured],
): void {
  const sqlite = desk.kind.database === 'SQLite';
  const what = `${desk.name}: ${clients} ${clients === 1 ? 'client' : 'clients'}`;
  const [least, share] = sqlite ? [atLeast[clients], toSame[clients]] : [undefined, undefined];
  const aim = (value: number | undefined) => value !== undefined && { aim: { atLeast: value } };
  note({ bench, what, value: ours.perSecond, unit: 'a second', ...aim(least) });
  note({ bench, what: `${what}, p95`, value: ours.p95, unit: 'ms' });
  note({ bench, what: `${what}, web processor each`, value: ours.processorMs, unit: 'ms' });
  note({ bench, what: `${what}, floor of the same statements`, value: same.perSecond, unit: 'a second' });
  note({ bench, what: `${what}, bare floor`, value: bare.perSecond, unit: 'a second' });
  const ratio = ours.perSecond / same.perSecond;
  note({ bench, what: `${what}, to the same statements`, value: ratio, unit: 'times', ...aim(share) });
  note({
    ...{ bench, what: `${what}, to the bare floor` },
    ...{ value: ours.perSecond / bare.perSecond, unit: 'times' },
  });
}
