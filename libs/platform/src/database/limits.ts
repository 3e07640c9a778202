import { Injectable } from '@nestjs/common';
import { Keyring } from '../crypto/keyring.js';
import { TimeSource } from '../time/time-source.js';
import { askWith } from './marks.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

/** At most `most` failures within `withinMs`; then none until `withinMs` after the last of them. */
export interface Limit {
  kind: string;
  most: number;
  withinMs: number;
}

/** Failures counted for one scope: how many, and the instant of the last one. */
export interface Counted {
  n: number;
  at: number;
}

/** The count starts again `withinMs` after the last failure, or after the first one where the limit was not reached. */
const OVER = '(failure.at <= $4 OR (failure.since <= $4 AND failure.n < $5))';
const ADD = `INSERT INTO failure (kind, scope, n, since, at) VALUES ($1, $2, 1, $3, $3)
  ON CONFLICT (kind, scope) DO UPDATE SET n = CASE WHEN ${OVER} THEN 1 ELSE failure.n + 1 END,
    since = CASE WHEN ${OVER} THEN $3 ELSE failure.since END, at = $3`;
const TAKE = `${ADD} WHERE ${OVER} OR failure.n < $5 RETURNING n`;
const COUNT = `${ADD} RETURNING n`;
const OF = 'WHERE kind = $1 AND scope = $2';

export const isFull = ({ most, withinMs }: Limit, { n, at }: Counted, now: number): boolean =>
  n >= most && at > now - withinMs;

/**
 * Limits on failures: wrong passwords, wrong codes. Each step is one statement that reads and changes the row at once,
 * so that a hundred concurrent requests get no further than a hundred consecutive ones. Counted in the database, so
 * that limits survive restarts and a lost Redis and cover several processes. `of`: what is limited (a login, a
 * network); stored as a keyed hash.
 */
@Injectable()
export class Limits {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
  ) {}

  /** Counts one attempt before it is made. Returns the new count, or undefined when the limit is reached. */
  take(limit: Limit, ...of: string[]): Promise<number | undefined> {
    return this.add(TAKE, limit, of);
  }

  /** Counts one failure, also past the limit. Returns the new count; concurrent calls get different numbers. */
  async count(limit: Limit, ...of: string[]): Promise<number> {
    return (await this.add(COUNT, limit, of))!;
  }

  /** Uncounts one attempt that was not a failure. */
  async release({ kind }: Limit, ...of: string[]): Promise<void> {
    await this.change(`UPDATE failure SET n = n - 1 ${OF} AND n > 0`, kind, of);
  }

  /** Resets the count: only consecutive failures count. */
  async clear({ kind }: Limit, ...of: string[]): Promise<void> {
    await this.change(`DELETE FROM failure ${OF}`, kind, of);
  }

  /** The stored count, however old; undefined where there is none. */
  async read({ kind }: Limit, ...of: string[]): Promise<Counted | undefined> {
    const row = await this.reader.row<Counted>(`SELECT n, at FROM failure ${OF}`, [kind, this.scope(of)]);
    return row && { n: Number(row.n), at: Number(row.at) };
  }

  private add(sql: string, limit: Limit, of: string[]): Promise<number | undefined> {
    const now = this.time.now();
    const values = [limit.kind, this.scope(of), now, now - limit.withinMs, limit.most];
    return this.work.run(async (manager) => {
      const [row] = await askWith<{ n: number }>(manager, sql, values);
      return row && Number(row.n);
    });
  }

  private async change(sql: string, kind: string, of: string[]): Promise<void> {
    await this.work.run((manager) => askWith(manager, sql, [kind, this.scope(of)]));
  }

  private scope(of: string[]): string {
    return this.keyring.hash('blind-address', 'limit', ...of);
  }
}
