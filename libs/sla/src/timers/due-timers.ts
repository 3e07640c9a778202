import { rawSql, Reader, sql, TimeSource, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Timer } from './timer.entity.js';

export type DueTimer = Pick<Timer, 'id' | 'generation'>;

export const BATCH = 256;
/** While more is late than a batch holds, this many of each batch are the latest due, so that they need not wait for all before. */
const NEWEST = 32;

const dueBy = (now: number): Sql =>
  sql`FROM timer WHERE state = 'ARMED' AND "dueAt" <= ${now} AND ("retryAt" IS NULL OR "retryAt" <= ${now})`;

/** What is due, asked of the index alone. */
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

  /** Milliseconds since the oldest timer that waits for nothing but being fired was due; null when none is. */
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
