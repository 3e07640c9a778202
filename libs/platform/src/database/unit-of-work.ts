import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { forgetAnswers } from './asked-once.js';
import { crashPoint } from '../crash-point.js';

/** One transaction as the code inside it sees it. */
export interface Unit {
  manager: EntityManager;
  afterCommit: (() => void)[];
  /** The first error of any inner call: the whole is rolled back even if the caller catches it. */
  doomed?: Error;
}

/** How a database runs a unit: on SQLite one after the other, on PostgreSQL concurrently. */
export interface Door {
  perform<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
}

/**
 * The only way to write. `run` opens a transaction, inner calls join it, an inner error rolls back the whole, and
 * effects given to `afterCommit` run once it is committed. No network and no slow hashing inside.
 */
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Unit>();
  private readonly log = new Logger('UnitOfWork');

  constructor(private readonly door: Door) {}

  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const joined = this.current.getStore();
    if (joined) return this.join(joined, work);
    const opened: Unit[] = [];
    const result = await this.door.perform((unit) => {
      opened.push(unit);
      return this.current.run(unit, () => this.whole(unit, work));
    });
    crashPoint('after-commit');
    forgetAnswers();
    this.announce(opened.at(-1)!);
    return result;
  }

  /** Runs `effect` after the surrounding transaction is committed; at once when there is none. Must not throw. */
  afterCommit(effect: () => void): void {
    const unit = this.current.getStore();
    if (unit) unit.afterCommit.push(effect);
    else effect();
  }

  private async whole<T>(unit: Unit, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await work(unit.manager);
    if (unit.doomed) throw unit.doomed;
    crashPoint('before-commit');
    return result;
  }

  private async join<T>(unit: Unit, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(unit.manager);
    } catch (error) {
      unit.doomed ??= error as Error;
      throw error;
    }
  }

  private announce(unit: Unit): void {
    // outside the unit's context: an effect that writes opens its own transaction
    this.current.exit(() => {
      for (const effect of unit.afterCommit) {
        try {
          effect();
        } catch (error) {
          this.log.error(`an effect after commit failed: ${String(error)}`);
        }
      }
    });
  }
}
