import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Keyring } from '../crypto/keyring.js';
import { Problem } from '../errors/problem.js';
import { TimeSource } from '../time/time-source.js';
import { IdempotencyKey } from './platform.entities.js';
import { findRows, insertRows } from './rows.js';
import { UnitOfWork } from './unit-of-work.js';

/** The caller and route within which a key is unique, the key itself and the whole body. */
export interface Repeatable {
  scope: string;
  key: string | undefined;
  body: unknown;
}

/**
 * One submit, one effect (promise P2). The key's row is written in the same transaction as the effect; a repeat gets
 * the stored outcome, another body with the same key a `CONFLICT`. Keys are kept 7 days.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
  ) {}

  /** The result of `effect` is stored: it must hold no personal data and no codes. */
  async once<T>(request: Repeatable, effect: () => Promise<T>): Promise<T> {
    if (!request.key) return this.work.run(effect);
    const id = this.keyring.hash('idempotency', request.scope, request.key);
    const bodyHash = this.keyring.hash('idempotency', JSON.stringify(request.body ?? null));
    try {
      return await this.first(id, bodyHash, effect);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'BUSY') throw error;
      // it may have been refused because of what a concurrent repeat just did
      const known = await this.work.run((manager) => this.known(manager, id));
      if (!known) throw error;
      return this.repeat<T>(known, bodyHash);
    }
  }

  private first<T>(id: string, bodyHash: string, effect: () => Promise<T>): Promise<T> {
    return this.work.run(async (manager) => {
      const known = await this.known(manager, id);
      if (known) return this.repeat<T>(known, bodyHash);
      const outcome = await effect();
      // a concurrent repeat on PostgreSQL fails here on the primary key; `PostgresDoor` runs it again and it finds
      // our row
      const row = { id, bodyHash, outcome, createdAt: this.time.now() };
      await insertRows(manager, IdempotencyKey, [row]);
      return outcome;
    });
  }

  private async known(manager: EntityManager, id: string): Promise<IdempotencyKey | undefined> {
    return (await findRows(manager, IdempotencyKey, 'WHERE id = $1', [id]))[0];
  }

  private repeat<T>(known: IdempotencyKey, bodyHash: string): T {
    if (known.bodyHash !== bodyHash) throw new Problem('CONFLICT', 'idempotency-key-reused');
    return known.outcome as T;
  }
}
