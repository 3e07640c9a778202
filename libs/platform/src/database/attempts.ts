import { Injectable } from '@nestjs/common';
import { newId } from '../crypto/ids.js';
import { Keyring } from '../crypto/keyring.js';
import { networkOf } from '../network.js';
import { Clock } from '../time/clock.js';
import { Attempt } from './platform.entities.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

export interface Attempted {
  /** `lookup`, `sign-in`, `intake` … */
  kind: string;
  /** What is attempted: a case number, a login. Stored as a keyed hash. */
  scope: string;
  /** Where from. Stored as a keyed hash. */
  address: string;
}

/** Counts attempts in the database, so that limits hold over restarts, several processes and a lost Redis. */
@Injectable()
export class Attempts {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async note(attempted: Attempted): Promise<void> {
    const now = this.clock.now();
    const row = { id: newId(now), kind: attempted.kind, ...this.hashed(attempted), at: now };
    await this.work.run((manager) => manager.insert(Attempt, row));
  }

  /** How many of the last `withinMs` for this scope came from this address. */
  countHere(attempted: Attempted, withinMs: number): Promise<number> {
    const { scope, address } = this.hashed(attempted);
    return this.sum('AND address = $4', [attempted.kind, scope, this.clock.now() - withinMs, address]);
  }

  /** How many from all addresses. */
  countEverywhere(attempted: Attempted, withinMs: number): Promise<number> {
    return this.sum('', [attempted.kind, this.hashed(attempted).scope, this.clock.now() - withinMs]);
  }

  private async sum(narrower: string, values: unknown[]): Promise<number> {
    const sql = `SELECT COUNT(*) AS n FROM attempt WHERE kind = $1 AND scope = $2 AND at > $3 ${narrower}`;
    return Number((await this.reader.row<{ n: number }>(sql, values))!.n);
  }

  private hashed({ scope, address }: Attempted): { scope: string; address: string } {
    return {
      scope: this.keyring.hash('blind-address', 'scope', scope),
      address: this.keyring.hash('blind-address', networkOf(address)),
    };
  }
}
