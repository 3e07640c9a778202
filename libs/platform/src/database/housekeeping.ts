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
  // the empty row can still say that there was a draft and that it has expired
  { table: 'draft', column: 'expiresAt', days: 0, blank: 'body' },
  { table: 'draft', column: 'expiresAt', days: 7 },
];
const KEYS: Record<string, string> = {
  tally: 'kind, scope, since',
  failure: 'kind, scope',
  draft: 'owner, place',
};
const ROWS_AT_ONCE = 1_000;

/** Deletes old rows of short-lived tables, a few at a time. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  async sweep(): Promise<void> {
    for (const rows of [...FORGOTTEN, ...registered().forgotten]) await this.forget(rows);
  }

  private async forget({ table, column, days: age, blank }: Forgotten): Promise<void> {
    const key = KEYS[table] ?? 'id';
    const full = blank ? `AND "${blank}" IS NOT NULL` : '';
    const old = `SELECT ${key} FROM ${table} WHERE "${column}" < $1 ${full} LIMIT ${ROWS_AT_ONCE}`;
    const forget = blank ? `UPDATE ${table} SET "${blank}" = NULL` : `DELETE FROM ${table}`;
    const before = this.time.now() - days(age);
    await this.work.run((manager) => askWith(manager, `${forget} WHERE (${key}) IN (${old})`, [before]));
  }
}
