import type { DataSource, QueryRunner } from 'typeorm';
import { crashPoint } from '../crash-point.js';
import { OUTDATED_PLAN } from './postgres-statements.js';
import type { Door, Unit } from './unit-of-work.js';

const TRIES = 5;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const AGAIN = new Set([SERIALIZATION_FAILURE, DEADLOCK, OUTDATED_PLAN]);
const UNIQUE_VIOLATION = '23505';
/**
 * Tables in which two concurrent units may insert the same row; the second one is run again and then reads the
 * first's row.
 */
const SHARED_INSERTS = new Set(['idempotency_key', 'history_event', 'draft']);

/** Runs units concurrently on PostgreSQL, each on its own connection, and runs one again that lost a race. */
export class PostgresDoor implements Door {
  constructor(private readonly source: DataSource) {}

  async perform<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === TRIES || !lostRace(error)) throw error;
      }
    }
  }

  private async once<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work({ manager: runner.manager, afterCommit: [] });
      crashPoint('at-commit');
      await runner.commitTransaction();
      crashPoint('committed');
      return result;
    } catch (error) {
      await this.rollback(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async rollback(runner: QueryRunner): Promise<void> {
    // the connection itself may have failed; its first error is the one to report
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
  }
}

function lostRace(error: unknown): boolean {
  const { code, table } = (error as { driverError?: { code?: string; table?: string } }).driverError ?? {};
  const inserted = code === UNIQUE_VIOLATION && SHARED_INSERTS.has(table ?? '');
  return inserted || AGAIN.has(code ?? '');
}
