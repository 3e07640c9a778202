import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Keyring } from '../crypto/keyring.js';
import { TimeSource } from '../time/time-source.js';
import { askWith } from './marks.js';
import { UnitOfWork } from './unit-of-work.js';

/** Counts per time window, for caps: one statement, whose cost does not depend on the count. */
@Injectable()
export class Tallies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
  ) {}

  /** Adds one, or `by`, to the current window's count and returns it. A transaction that rolls back is not counted. */
  add(kind: string, scope: string, windowMs: number, by = 1): Promise<number> {
    const hash = this.hash(scope);
    return this.work.run((manager) => this.count(manager, [kind, hash, this.start(windowMs), by]));
  }

  /**
   * Counts `by` in the first window with room, the current or a later one. A window has room until it holds `most`;
   * `by` is never split, even if it exceeds that. Returns the start of the window, and whether it is a later one.
   */
  place(
    kind: string,
    scope: string,
    { windowMs, most }: { windowMs: number; most: number },
    by = 1,
  ): Promise<{ since: number; ahead: boolean }> {
    const [hash, now] = [this.hash(scope), this.start(windowMs)];
    return this.work.run(async (manager) => {
      if ((await this.count(manager, [kind, hash, now, by])) - by < most) return { since: now, ahead: false };
      // later windows fill in order, so only the last one may have room
      const last = `SELECT MAX(since) AS n FROM tally WHERE kind = $1 AND scope = $2`;
      const [found] = await askWith<{ n: number | null }>(manager, last, [kind, hash]);
      let since = Math.max(now + windowMs, Number(found?.n ?? 0));
      while ((await this.count(manager, [kind, hash, since, by])) - by >= most) since += windowMs;
      return { since, ahead: true };
    });
  }

  private hash(scope: string): string {
    return this.keyring.hash('blind-address', 'scope', scope);
  }

  private start(windowMs: number): number {
    return Math.floor(this.time.now() / windowMs) * windowMs;
  }

  private async count(manager: EntityManager, values: unknown[]): Promise<number> {
    const sql = `INSERT INTO tally (kind, scope, since, n) VALUES ($1, $2, $3, $4)
      ON CONFLICT (kind, scope, since) DO UPDATE SET n = tally.n + $4 RETURNING n`;
    return Number((await askWith<{ n: number }>(manager, sql, values))[0]!.n);
  }
}
