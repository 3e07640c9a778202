import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '../api/described.js';
import type { FastifyReply } from 'fastify';
import { Health } from './health.js';

@ApiExcludeController()
@Controller('health')
export class HealthApi {
  constructor(private readonly health: Health) {}

  /** The process runs. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live() {
    return { status: 'ok' };
  }

  /** Whether requests can be answered, and what is late. 503 only when the database does not answer. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const report = await this.health.report();
    if (report.status === 'failed') void reply.status(503);
    return report;
  }
}
