import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Client } from 'pg';

interface CaseRow {
  id: string;
  caseNumber: string;
  historyHead: string;
}
interface EventRow {
  caseId: string;
  seq: number;
  type: string;
  at: number;
  facts: Record<string, unknown>;
  hash: string;
  previousHash: string;
}
export interface TimerRow {
  id: string;
  kind: string;
  caseId: string;
  subjectId: string;
  occurrence: string;
  state: string;
  dueAt: number;
  firedAt: number | null;
}
export interface NoticeRow {
  id: string;
  caseId: string;
  kind: string;
  channel: 'EMAIL' | 'SMS';
  state: string;
  reason: string | null;
  attempts: number;
  ambiguous: boolean;
  mailId: string | null;
}

/** Everything that the verdict reads from the database. */
export interface Books {
  cases: CaseRow[];
  events: EventRow[];
  timers: TimerRow[];
  notices: NoticeRow[];
  clocks: { id: string; state: string }[];
}

/** Milliseconds from due to fired, and from owed to accepted by a gateway. */
export interface Lags {
  timers: number[];
  notices: number[];
}

/** Longer ahead than the load lets promises fall due. */
const SOON_MS = 45_000;

type Ask = <T>(sql: string) => Promise<T[]>;

const QUESTIONS = {
  cases: 'SELECT * FROM case_file',
  events: 'SELECT * FROM history_event ORDER BY "caseId", seq',
  timers: 'SELECT * FROM timer',
  notices: 'SELECT * FROM notice',
  clocks: 'SELECT id, state FROM clock',
};

/** Reads the database without the application: own connection, own SQL. */
export class Reading {
  private constructor(
    readonly ask: Ask,
    /** One statement that changes rows. */
    readonly tell: (sql: string) => Promise<unknown>,
    readonly close: () => Promise<void>,
  ) {}

  static async open(folder: string, databaseUrl?: string): Promise<Reading> {
    return databaseUrl ? this.ofPostgres(databaseUrl) : this.ofSqlite(folder);
  }

  private static async ofPostgres(connectionString: string): Promise<Reading> {
    const client = new Client({ connectionString });
    client.on('error', () => undefined); // the next query reports a broken connection
    await client.connect();
    return new Reading(
      async (sql) => (await client.query(sql)).rows as never,
      (sql) => client.query(sql),
      () => client.end(),
    );
  }

  private static ofSqlite(folder: string): Reading {
    const file = new Database(join(folder, 'desk.sqlite'), { timeout: 5_000 });
    return new Reading(
      async (sql) => file.prepare(sql).all() as never,
      async (sql) => file.prepare(sql).run(),
      async () => void file.close(),
    );
  }

  async books(): Promise<Books> {
    const events = await this.ask<EventRow & { facts: unknown }>(QUESTIONS.events);
    return {
      cases: await this.ask(QUESTIONS.cases),
      clocks: await this.ask(QUESTIONS.clocks),
      events: events.map((event) => ({ ...numbers(event), facts: parsed(event.facts) })) as EventRow[],
      timers: (await this.ask<TimerRow>(QUESTIONS.timers)).map(numbers),
      notices: (await this.ask<NoticeRow>(QUESTIONS.notices)).map((n) => ({
        ...n,
        ambiguous: Boolean(n.ambiguous),
      })),
    };
  }

  /** Lags of timers due and messages owed since `begun`; for those due before `back` counted from `back`. */
  async lagsSince(begun: number, back = 0): Promise<Lags> {
    const lags = async (sql: string) => (await this.ask<{ lag: number }>(sql)).map(({ lag }) => Number(lag));
    return {
      timers: await lags(
        `SELECT "firedAt" - CASE WHEN "dueAt" < ${back} THEN ${back} ELSE "dueAt" END AS lag FROM timer WHERE state = 'FIRED' AND "dueAt" >= ${begun}`,
      ),
      notices: await lags(
        `SELECT "sentAt" - "createdAt" AS lag FROM notice WHERE "createdAt" >= ${begun} AND "sentAt" IS NOT NULL`,
      ),
    };
  }

  /** Number of rows due now or in a moment: must be 0 when a run is judged. */
  async left(now: number): Promise<number> {
    const [row] = await this.ask<{ n: number | string }>(
      `SELECT (SELECT COUNT(*) FROM timer WHERE state = 'ARMED' AND "dueAt" <= ${now + SOON_MS})
        + (SELECT COUNT(*) FROM notice WHERE state IN ('PENDING', 'SENDING')) AS n`,
    );
    return Number(row!.n);
  }

  /** Waits until nothing is left to do, at most `withinMs`; returns how much is left. `now`: the time of the desk. */
  async settled(withinMs: number, now: () => number = Date.now): Promise<number> {
    const until = performance.now() + withinMs;
    for (;;) {
      const left = await this.left(now());
      if (left === 0 || performance.now() > until) return left;
      await pause(100);
    }
  }
}

const INSTANTS = ['at', 'dueAt', 'firedAt', 'position'];
/** PostgreSQL gives bigint as text. */
const numbers = <R extends object>(row: R): R =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      INSTANTS.includes(name) && value !== null ? Number(value) : value,
    ]),
  ) as R;
const parsed = (facts: unknown) => (typeof facts === 'string' ? JSON.parse(facts) : facts);

export interface Place {
  folder: string;
  database?: { url: string };
}

/** Runs `work` with a database connection of its own, closed afterwards. */
export async function reading<T>(
  { folder, database }: Place,
  work: (reading: Reading) => Promise<T>,
): Promise<T> {
  const open = await Reading.open(folder, database?.url);
  return work(open).finally(() => open.close());
}

/** Promises whose next rung or breach is days away. */
const FAR = (now: number) =>
  `state = 'ARMED' AND kind IN ('clock.rung', 'clock.due') AND "dueAt" > ${now + 60_000}`;

/** Moves the next rung (or breach) of up to `most` running promises to `at`, as the runner cannot wait for days. */
export function bringForward(place: Place, at: number, most = 1_000_000): Promise<unknown> {
  const some = `SELECT id FROM timer WHERE ${FAR(at)} LIMIT ${most}`;
  const sql = `UPDATE timer SET "dueAt" = ${at}, "rungAt" = NULL WHERE ${FAR(at)} AND id IN (${some})`;
  return reading(place, ({ tell }) => tell(sql));
}
