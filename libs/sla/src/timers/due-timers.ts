import { rawSql, Reader, sql, TimeSource, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Timer } from './timer.entity.js';

export type DueTimer = Pick<Timer, 'id' | 'generation'>;

export const BATCH = 256;
/**
 * When more timers are late than a batch holds, this many places go to the newest, so that they need not wait for the
 * rest.
 */
const NEWEST = 32;

const dueBy = (now: number): Sql =>
  sql`FROM timer WHERE state = 'ARMED' AND "dueAt" <= ${now} AND ("retryAt" IS NULL OR "retryAt" <= ${now})`;

/** The timers that are due, by queries answered from an index alone. */
@Injectable()
export class DueTimers {
  constructor(
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** The oldest first; behind them, when there is more than a batch, some of the newest. */
  async batch(): Promise<DueTimer[]> {
    const oldest = await this.take('"dueAt"', BATCH);
    if (oldest.length < BATCH) return oldest;
    const kept = oldest.slice(0, BATCH - NEWEST);
    const known = new Set(kept.map(({ id }) => id));
    const newest = await this.take('"dueAt" DESC', NEWEST);
    return [...kept, ...newest.filter(({ id }) => !known.has(id))];
  }

  /**
   * Milliseconds since the oldest timer that can fire now was due (not those waiting for a retry); null when there is
   * none.
   */
  async oldestAge(): Promise<number | null> {
    const now = this.time.now();
    const [row] = await this.reader.ask<{ at: number | null }>(sql`SELECT MIN("dueAt") AS at ${dueBy(now)}`);
    return row?.at === null || row?.at === undefined ? null : now - Number(row.at);
  }

  private take(order: string, most: number): Promise<DueTimer[]> {
    const end = rawSql(`ORDER BY ${order} LIMIT ${most}`);
    return this.reader.ask<DueTimer>(sql`SELECT id, generation ${dueBy(this.time.now())} ${end}`);
  }
}
