import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Keyring } from '../crypto/keyring.js';
import { Clock } from '../time/clock.js';
import { askWith } from './marks.js';
import { UnitOfWork } from './unit-of-work.js';

/** Counts per window of time in one statement, however many there were: caps that cost the same at the first and the millionth. */
@Injectable()
export class Tallies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** Adds one, or `by`, to this window's count and gives it back. A transaction that rolls back did not count. */
  add(kind: string, scope: string, windowMs: number, by = 1): Promise<number> {
    const since = Math.floor(this.clock.now() / windowMs) * windowMs;
    const hash = this.keyring.hash('blind-address', 'scope', scope);
    return this.work.run((manager) => this.count(manager, [kind, hash, since, by]));
  }

  private async count(manager: EntityManager, values: unknown[]): Promise<number> {
    const sql = `INSERT INTO tally (kind, scope, since, n) VALUES ($1, $2, $3, $4)
      ON CONFLICT (since, kind, scope) DO UPDATE SET n = tally.n + $4 RETURNING n`;
    return Number((await askWith<{ n: number }>(manager, sql, values))[0]!.n);
  }
}
