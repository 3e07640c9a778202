import { Clock, Heartbeats, Reader, SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { statfs } from 'node:fs/promises';

/** Figures an operator looks at first. Ages in seconds; null where there is nothing to measure. */
export interface HealthReport {
  status: 'ok' | 'degraded' | 'failed';
  database: boolean;
  workerSweepAge: number | null;
  oldestDueTimerAge: number | null;
  oldestUnsentNoticeAge: number | null;
  freeDiskBytes: number | null;
}

/** Two sweeps: what is due longer than this was missed by both. */
const TWO_SWEEPS_MS = 120_000;

@Injectable()
export class Health {
  constructor(
    private readonly reader: Reader,
    private readonly heartbeats: Heartbeats,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Redis away is degraded, not failed: everything goes on at sweep pace. */
  async report(): Promise<HealthReport> {
    try {
      const [sweep, due, unsent, freeDiskBytes] = await Promise.all([
        this.heartbeats.age('worker'),
        this.oldestDue(),
        this.oldestUnsent(),
        this.freeDisk(),
      ]);
      const late = Math.max(due ?? 0, unsent ?? 0) > TWO_SWEEPS_MS || sweep === null || sweep > TWO_SWEEPS_MS;
      const figures = {
        workerSweepAge: seconds(sweep),
        oldestDueTimerAge: seconds(due),
        oldestUnsentNoticeAge: seconds(unsent),
        freeDiskBytes,
      };
      return { status: late ? 'degraded' : 'ok', database: true, ...figures };
    } catch {
      return {
        status: 'failed',
        database: false,
        workerSweepAge: null,
        oldestDueTimerAge: null,
        oldestUnsentNoticeAge: null,
        freeDiskBytes: null,
      };
    }
  }

  private async oldestDue(): Promise<number | null> {
    const row = await this.reader.row<{ at: number | null }>(
      `SELECT MIN("dueAt") AS at FROM timer WHERE state = 'ARMED' AND "dueAt" <= $1`,
      [this.clock.now()],
    );
    return age(row?.at, this.clock.now());
  }

  private async oldestUnsent(): Promise<number | null> {
    const row = await this.reader.row<{ at: number | null }>(
      `SELECT MIN("nextAttemptAt") AS at FROM notice WHERE state = 'PENDING' AND "nextAttemptAt" <= $1`,
      [this.clock.now()],
    );
    return age(row?.at, this.clock.now());
  }

  private async freeDisk(): Promise<number | null> {
    const { bavail, bsize } = await statfs(this.settings.DATA_DIR);
    return bavail * bsize;
  }
}

const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));

const age = (at: number | null | undefined, now: number) => (at === null || at === undefined ? null : now - Number(at));
