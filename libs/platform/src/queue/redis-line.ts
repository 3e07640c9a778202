import type { Redis } from 'ioredis';
import type { Settings } from '../settings/settings.js';
import { redisConnection } from './redis.js';
import { within } from './within.js';

const PATIENCE_MS = 1_000;
/** Holds the run id of the Redis whose rings are all there. Gone after FLUSHALL, different after a restart. */
const RUNG_FOR = 'desk:rung-for';

export interface RedisState {
  up: boolean;
  /** Null when it is away. */
  usedMemoryBytes: number | null;
  /** It may throw rings away when it is full: `maxmemory-policy` is not `noeviction`. */
  evicts: boolean;
}

/** A line to Redis beside the queue, for questions about Redis itself. Every question ends within a second. */
export class RedisLine {
  private redis?: Redis;

  constructor(private readonly settings: Settings) {}

  async state(): Promise<RedisState> {
    try {
      const memory = await this.info('memory');
      const evicts = field(memory, 'maxmemory_policy') !== 'noeviction';
      return { up: true, usedMemoryBytes: Number(field(memory, 'used_memory')), evicts };
    } catch {
      return { up: false, usedMemoryBytes: null, evicts: false };
    }
  }

  /** The Redis there is now, and whether `settle` was called for it since it started and was last emptied. Throws when it is away. */
  async rungFor(): Promise<{ run: string; settled: boolean }> {
    const run = field(await this.info('server'), 'run_id') ?? 'unknown';
    const marked = await this.ask((redis) => redis.get(RUNG_FOR));
    return { run, settled: marked === run };
  }

  async settle(run: string): Promise<void> {
    await this.ask((redis) => redis.set(RUNG_FOR, run));
  }

  close(): void {
    this.redis?.disconnect();
  }

  private info(section: string): Promise<string> {
    return this.ask((redis) => redis.info(section));
  }

  private ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    return within(
      PATIENCE_MS,
      this.connected().then((redis) => question(redis)),
    );
  }

  private async connected(): Promise<Redis> {
    const { Redis } = await import('ioredis');
    if (this.redis) return this.redis;
    const redis = new Redis({ ...redisConnection(this.settings, 'ringing'), lazyConnect: true });
    redis.on('error', () => undefined); // who asks is told
    this.redis = redis;
    await redis.connect();
    return redis;
  }
}

const field = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
