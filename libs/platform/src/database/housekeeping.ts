import { Injectable } from '@nestjs/common';
import { TimeSource } from '../time/time-source.js';
import { days } from '../time/taipei.js';
import { askWith } from './marks.js';
import { registered, type Forgotten } from './registry.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * Short-lived rows of this room; other rooms register theirs. Never cases, events or notices, which follow retention
 * rules.
 */
const FORGOTTEN: Forgotten[] = [
  { table: 'tally', column: 'since', days: 2 },
  { table: 'failure', column: 'at', days: 2 },
  { table: 'idempotency_key', column: 'createdAt', days: 7 },
];
const KEYS: Record<string, string> = { tally: 'kind, scope, since', failure: 'kind, scope' };
const ROWS_AT_ONCE = 1_000;

/** Deletes old rows of short-lived tables, a few at a time. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  async sweep(): Promise<void> {
    for (const { table, column, days: age } of [...FORGOTTEN, ...registered().forgotten])
      await this.forget(table, column, this.time.now() - days(age));
  }

  private async forget(table: string, column: string, before: number): Promise<void> {
    const key = KEYS[table] ?? 'id';
    const old = `SELECT ${key} FROM ${table} WHERE "${column}" < $1 LIMIT ${ROWS_AT_ONCE}`;
    const forget = `DELETE FROM ${table} WHERE (${key}) IN (${old})`;
    await this.work.run((manager) => askWith(manager, forget, [before]));
  }
}
