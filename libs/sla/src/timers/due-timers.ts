import { TimeSource, Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Timer } from './timer.entity.js';

export type DueTimer = Pick<Timer, 'id' | 'generation'>;

export const BATCH = 256;
/** While more is late than a batch holds, this many of each batch are the latest due, so that they need not wait for all before. */
const NEWEST = 32;

const DUE = `FROM timer WHERE state = 'ARMED' AND "dueAt" <= $1 AND ("retryAt" IS NULL OR "retryAt" <= $1)`;

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
    const row = await this.reader.row<{ at: number | null }>(`SELECT MIN("dueAt") AS at ${DUE}`, [now]);
    return row?.at === null || row?.at === undefined ? null : now - Number(row.at);
  }

  private take(order: string, most: number): Promise<DueTimer[]> {
    const sql = `SELECT id, generation ${DUE} ORDER BY ${order} LIMIT ${most}`;
    return this.reader.rows<DueTimer>(sql, [this.time.now()]);
  }
}
