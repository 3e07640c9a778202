import { notFound, sameSecret, SETTINGS, type Settings } from '@app/platform';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Health } from './health.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** From this machine, or with the operators' token. The socket's own address: a proxy header proves nothing here. */
export function isOperator(request: FastifyRequest, settings: Settings): boolean {
  const token = request.headers.authorization?.replace(/^Bearer /, '');
  const trusted =
    settings.METRICS_TOKEN !== undefined && token !== undefined && sameSecret(token, settings.METRICS_TOKEN);
  const proxied = request.headers['x-forwarded-for'] !== undefined;
  return trusted || (!proxied && LOOPBACK.has(request.socket.remoteAddress ?? ''));
}

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  private readonly registry = new Registry();
  private readonly age = new Gauge({
    name: 'desk_age_seconds',
    help: 'Age of the oldest due timer, unsent notice, worker sweep',
    labelNames: ['of'],
    registers: [this.registry],
  });

  constructor(
    private readonly health: Health,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    collectDefaultMetrics({ register: this.registry });
  }

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async show(@Req() request: FastifyRequest): Promise<string> {
    if (!isOperator(request, this.settings)) throw notFound();
    const report = await this.health.report();
    this.age.set({ of: 'due_timer' }, report.oldestDueTimerAge ?? 0);
    this.age.set({ of: 'unsent_notice' }, report.oldestUnsentNoticeAge ?? 0);
    this.age.set({ of: 'worker_sweep' }, report.workerSweepAge ?? -1);
    return this.registry.metrics();
  }
}
