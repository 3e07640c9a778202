import { notFound, SETTINGS, type Settings } from '@app/platform';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '../api/described.js';
import { isOperator } from '../api/operator.js';
import type { FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { Health, type HealthReport } from './health.js';

/** Figures of the health report under their metric names. */
const FIGURES: { name: string; help: string; of: (report: HealthReport) => Record<string, number> }[] = [
  {
    name: 'desk_age_seconds',
    help: 'Age of the oldest due timer, unsent notice, worker sweep (-1: never made one)',
    of: (report) => ({
      due_timer: report.oldestDueTimerAge ?? 0,
      unsent_notice: report.oldestUnsentNoticeAge ?? 0,
      worker_sweep: report.workerSweepAge ?? -1,
    }),
  },
  {
    name: 'desk_count',
    help: 'Notices in the outbox, notices that failed, those of them quarantined, chases of a week that reached nobody, timers that wait for a person (-1: not known); promises that the loaded calendar will not reach',
    of: (report) => ({
      outbox: report.outboxDepth ?? -1,
      notices_failed: report.noticesFailed ?? -1,
      notices_put_aside: report.noticesPutAside ?? -1,
      chases_unheard: report.chasesUnheard ?? -1,
      timers_quarantined: report.timersQuarantined ?? -1,
      promises_beyond_calendar: report.promisesBeyondCalendar.length,
    }),
  },
  {
    name: 'desk_up',
    help: '1 when it is as it should be: database, Redis (1 where none is configured), clock',
    of: ({ database, redis, clockSane, hostClockSane }) => ({
      database: Number(database),
      redis: Number(redis?.up ?? true),
      clock: Number(clockSane),
      host_clock: Number(hostClockSane),
    }),
  },
  {
    name: 'desk_clock_skew_seconds',
    help: 'Clock of the host minus the time that is relied on',
    of: ({ clockSkewMs }) => ({ host: clockSkewMs / 1_000 }),
  },
  {
    name: 'desk_bytes',
    help: 'Free disk of the data folder, memory used by Redis (-1: not known)',
    of: ({ freeDiskBytes, redis }) => ({
      disk_free: freeDiskBytes ?? -1,
      redis_used: redis?.usedMemoryBytes ?? -1,
    }),
  },
];

interface Figures {
  registry: Registry;
  set(report: HealthReport): void;
}

/** Loaded at the first request: a desk that is not monitored need not measure its event loop. */
async function openFigures(): Promise<Figures> {
  const { collectDefaultMetrics, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = FIGURES.map(({ name, help, of }) => {
    const gauge = new Gauge({ name, help, labelNames: ['of'], registers: [registry] });
    return (report: HealthReport) =>
      Object.entries(of(report)).forEach(([label, value]) => gauge.set({ of: label }, value));
  });
  return { registry, set: (report) => gauges.forEach((take) => take(report)) };
}

@ApiExcludeController()
@Controller('metrics')
export class MetricsApi {
  private figures?: Promise<Figures>;

  constructor(
    private readonly health: Health,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async show(@Req() request: FastifyRequest): Promise<string> {
    if (!isOperator(request, this.settings)) throw notFound();
    const { registry, set } = await (this.figures ??= openFigures());
    set(await this.health.report());
    return registry.metrics();
  }
}
