import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { crashPoint } from '../crash-point.js';
import { Problem } from '../errors/problem.js';
import { askSqlite } from './sqlite-statements.js';
import type { Door, Unit } from './unit-of-work.js';

interface Waiting {
  work(unit: Unit): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  since: number;
}

/** Units waiting together share a commit, for at most this long, so that other processes are not blocked longer. */
const GROUP_MS = 20;
const GROUP_UNITS = 64;
const WAIT_FOR_LOCK_MS = 10_000;
const RETRY_MS = 5;

/**
 * SQLite has one writer. Units wait in a queue and run one after the other on one connection; those that wait together
 * are committed together (one fsync), each in its own savepoint, so that a failing one does not affect the others. The
 * first statement takes the write lock, because a transaction that reads first and writes later fails with BUSY
 * whatever the time-out.
 */
export class SqliteDoor implements Door {
  private readonly line: Waiting[] = [];
  private open = false;
  private readonly runner: QueryRunner;

  constructor(private readonly source: DataSource) {
    this.runner = source.createQueryRunner();
  }

  perform<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.line.push({
        work,
        resolve: resolve,
        reject,
        since: performance.now(),
      });
      if (!this.open) void this.serve();
    });
  }

  private async serve(): Promise<void> {
    this.open = true;
    while (this.line.length > 0) {
      if (await this.lock()) await this.group();
      else await this.turnAway();
    }
    this.open = false;
  }

  private async lock(): Promise<boolean> {
    try {
      await this.runner.startTransaction();
      this.say('UPDATE lock_row SET n = n');
      return true;
    } catch (error) {
      await this.abandon();
      if (!isBusy(error)) this.line.shift()?.reject(error);
      return false;
    }
  }

  private async turnAway(): Promise<void> {
    const now = performance.now();
    while (this.line[0] && now - this.line[0].since > WAIT_FOR_LOCK_MS) {
      this.line.shift()!.reject(new Problem('BUSY', 'busy', { retryAfterSeconds: 5 }));
    }
    if (this.line.length > 0) await pause(RETRY_MS);
  }

  private async group(): Promise<void> {
    const until = performance.now() + GROUP_MS;
    const done: (() => void)[] = [];
    const all: Waiting[] = [];
    while (all.length < GROUP_UNITS && performance.now() < until && (await this.someoneWaits())) {
      const waiting = this.line.shift()!;
      all.push(waiting);
      const finish = await this.one(waiting);
      if (finish) done.push(finish);
    }
    try {
      crashPoint('at-commit');
      await this.runner.commitTransaction();
      crashPoint('committed');
      done.forEach((finish) => finish());
    } catch (error) {
      await this.abandon();
      all.forEach((waiting) => waiting.reject(error));
    }
  }

  /**
   * Also lets requests join that have arrived but were not processed yet: a commit costs more than a turn of the
   * event loop.
   */
  private async someoneWaits(): Promise<boolean> {
    if (this.line.length === 0) await turn();
    return this.line.length > 0;
  }

  /** Runs one unit in a savepoint; returns a function that resolves its promise, called after the commit. */
  private async one(waiting: Waiting): Promise<(() => void) | undefined> {
    this.say('SAVEPOINT unit');
    try {
      const result = await waiting.work({ manager: this.runner.manager, afterCommit: [] });
      this.say('RELEASE unit');
      return () => waiting.resolve(result);
    } catch (error) {
      this.say('ROLLBACK TO unit');
      this.say('RELEASE unit');
      waiting.reject(error);
      return undefined;
    }
  }

  private say(statement: string): void {
    askSqlite(this.source, statement, []);
  }

  private async abandon(): Promise<void> {
    if (this.runner.isTransactionActive) await this.runner.rollbackTransaction().catch(() => undefined);
  }
}

function isBusy(error: unknown): boolean {
  const code =
    (error as { driverError?: { code?: string }; code?: string }).driverError?.code ??
    (error as { code?: string }).code;
  return code !== undefined && code.startsWith('SQLITE_BUSY');
}
