import { Catalogue } from '@app/catalogue';
import {
  CLOCK_DOUBTED,
  HOST_CLOCK_OFF,
  TimeSource,
  TimeWatch,
  Doorbell,
  Gauges,
  Heartbeats,
  inSeconds,
  SETTINGS,
  type Readings,
  type RedisState,
  type Settings,
} from '@app/platform';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { statfs } from 'node:fs/promises';

/** Health for operators. Ages in seconds; null where there is nothing to measure. */
export interface HealthReport {
  /** `failed`: requests cannot be answered. `degraded`: they can, but something is late or needs an operator. */
  status: 'ok' | 'degraded' | 'failed';
  /** Names of the problems; empty when ok. */
  troubles: string[];
  database: boolean;
  workerSweepAge: number | null;
  oldestDueTimerAge: number | null;
  oldestUnsentNoticeAge: number | null;
  /** Messages that wait for a gateway. */
  outboxDepth: number | null;
  timersQuarantined: number | null;
  noticesFailed: number | null;
  /** Of these, quarantined after five failures in a row on our own side. */
  noticesPutAside: number | null;
  /** Warnings and chases of the last seven days that had no recipient. */
  chasesUnheard: number | null;
  /** False: the clock of the web or a worker process jumped or differs, and no timer fires. */
  clockSane: boolean;
  /** False: the host's clock of some process is wrong, though the trusted time is right. */
  hostClockSane: boolean;
  /** This host's clock minus the trusted time, ms. */
  clockSkewMs: number;
  /** Null when no Redis is configured. */
  redis: RedisState | null;
  freeDiskBytes: number | null;
  /** Last day of the loaded office calendar. */
  calendarEnds: string;
  /** Promises that could no longer be counted if they began three months from now. */
  promisesBeyondCalendar: string[];
}

/** A mark of a doubted clock is renewed every ten seconds; it counts for this long. */
const DOUBT_LASTS_MS = 30_000;
const LITTLE_DISK_BYTES = 500 * 1024 * 1024;

/** Names of the gauges that rooms offer. */
const MEASURED = [
  'oldestDueTimerAge',
  'oldestUnsentNoticeAge',
  'outboxDepth',
  'timersQuarantined',
  'noticesFailed',
  'noticesPutAside',
  'chasesUnheard',
] as const;
type Measured = Record<(typeof MEASURED)[number], number | null>;

/** The readings that the report shows. Throws if no room offers one of them. */
function measured(readings: Readings): Measured {
  const missing = MEASURED.filter((name) => readings[name] === undefined);
  if (missing.length > 0) throw new Error(`no room offers the gauges ${missing.join(', ')}`);
  return Object.fromEntries(MEASURED.map((name) => [name, readings[name]])) as Measured;
}

const UNKNOWN = {
  workerSweepAge: null,
  ...(Object.fromEntries(MEASURED.map((name) => [name, null])) as Measured),
};

type Figures = Omit<HealthReport, 'status' | 'troubles'>;

@Injectable()
export class Health implements OnApplicationBootstrap {
  /** Two sweeps, s: a timer due for longer was missed by both. */
  private readonly twoSweeps: number;

  constructor(
    private readonly gauges: Gauges,
    private readonly heartbeats: Heartbeats,
    private readonly watch: TimeWatch,
    private readonly doorbell: Doorbell,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.twoSweeps = 2 * settings.SWEEP_SECONDS;
  }

  onApplicationBootstrap(): Promise<void> {
    return this.watch.start('web');
  }

  /**
   * Without Redis the desk is degraded, not failed, as the sweep does everything. So it is when late: requests are
   * answered.
   */
  async report(): Promise<HealthReport> {
    const [redis, freeDiskBytes] = await Promise.all([this.doorbell.state(), this.freeDisk()]);
    const outside = { ...this.watch.report(), redis: redis ?? null, freeDiskBytes, ...this.calendar() };
    try {
      const inside = await this.ofDatabase();
      const clockSane = outside.clockSane && !inside.doubted;
      const { doubted: _, ...figures } = inside;
      return this.judged({ database: true, ...outside, ...figures, clockSane });
    } catch {
      return this.judged({ database: false, ...outside, ...UNKNOWN, hostClockSane: true });
    }
  }

  private calendar(): Pick<HealthReport, 'calendarEnds' | 'promisesBeyondCalendar'> {
    return {
      calendarEnds: this.catalogue.calendarEnds(),
      promisesBeyondCalendar: this.catalogue.beyondCalendar(this.time.now()),
    };
  }

  private judged(figures: Figures): HealthReport {
    const troubles = TROUBLES.filter(({ is }) => is(figures, this.twoSweeps)).map(({ name }) => name);
    const status = !figures.database ? 'failed' : troubles.length > 0 ? 'degraded' : 'ok';
    return { status, troubles, ...figures };
  }

  private async ofDatabase() {
    const [sweep, doubt, hostOff, readings] = await Promise.all([
      this.heartbeats.age('sweep'),
      this.heartbeats.age(CLOCK_DOUBTED),
      this.heartbeats.age(HOST_CLOCK_OFF),
      this.gauges.read(),
    ]);
    return {
      workerSweepAge: inSeconds(sweep),
      ...measured(readings),
      doubted: doubt !== null && doubt < DOUBT_LASTS_MS,
      hostClockSane: hostOff === null || hostOff >= DOUBT_LASTS_MS,
    };
  }

  private async freeDisk(): Promise<number | null> {
    const free = statfs(this.settings.DATA_DIR).then(({ bavail, bsize }) => bavail * bsize);
    return free.catch(() => null);
  }
}

/** Any of these makes the desk degraded; `database` makes it failed. */
const TROUBLES: { name: string; is: (figures: Figures, twoSweeps: number) => boolean }[] = [
  { name: 'database', is: ({ database }) => !database },
  { name: 'clock', is: ({ clockSane }) => !clockSane },
  { name: 'host-clock', is: ({ hostClockSane }) => !hostClockSane },
  {
    name: 'worker',
    is: ({ database, workerSweepAge }, limit) =>
      database && (workerSweepAge === null || workerSweepAge > limit),
  },
  { name: 'timers', is: ({ oldestDueTimerAge }, limit) => (oldestDueTimerAge ?? 0) > limit },
  { name: 'notices', is: ({ oldestUnsentNoticeAge }, limit) => (oldestUnsentNoticeAge ?? 0) > limit },
  { name: 'quarantine', is: ({ timersQuarantined }) => (timersQuarantined ?? 0) > 0 },
  { name: 'notices-put-aside', is: ({ noticesPutAside }) => (noticesPutAside ?? 0) > 0 },
  { name: 'redis', is: ({ redis }) => redis !== null && !redis.up },
  { name: 'redis-evicts', is: ({ redis }) => redis?.evicts ?? false },
  { name: 'calendar-ends', is: ({ promisesBeyondCalendar }) => promisesBeyondCalendar.length > 0 },
  { name: 'disk', is: ({ freeDiskBytes }) => freeDiskBytes !== null && freeDiskBytes < LITTLE_DISK_BYTES },
];
