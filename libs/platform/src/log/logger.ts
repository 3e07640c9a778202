import type { LoggerService } from '@nestjs/common';
import pino from 'pino';

/** Field names that never reach a log, at any depth we log. */
const SECRET = [
  'password',
  'lookupCode',
  'token',
  'authorization',
  'cookie',
  'phone',
  'email',
  'name',
  'description',
  'text',
  'comment',
];

export const rootLogger = (level: string, role: string) =>
  pino({
    level,
    base: { role, pid: process.pid },
    redact: { paths: SECRET.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '…' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });

/** Nest's messages through pino, one JSON line each. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: pino.Logger) {}

  log(message: unknown, context?: string): void {
    this.pino.info({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ context: rest.at(-1), stack: rest.length > 1 ? rest[0] : undefined }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }
}
