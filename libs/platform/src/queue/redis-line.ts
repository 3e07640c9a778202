import type { Redis } from 'ioredis';
import type { Settings } from '../settings/settings.js';
import { redisConnection } from './redis.js';
import { within } from './within.js';

const PATIENCE_MS = 1_000;
/**
 * Key with the run id of the Redis that has all near rings. Gone after FLUSHALL; the run id differs after a restart.
 */
const RUNG_FOR = 'desk:rung-for';

export interface RedisState {
  up: boolean;
  /** Null when it is unavailable. */
  usedMemoryBytes: number | null;
  /** It may evict rings when it is full: `maxmemory-policy` is not `noeviction`. */
  evicts: boolean;
}

/** A connection to Redis besides the queue, for questions about Redis itself. Every call ends within a second. */
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

  /**
   * The run id of Redis, and whether `settle` was called since it was started and last emptied. Throws when it is
   * unavailable.
   */
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
    redis.on('error', () => undefined); // callers get the error
    this.redis = redis;
    await redis.connect();
    return redis;
  }
}

const field = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
