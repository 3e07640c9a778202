import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { QUEUE_NAME, redisConnection } from './redis.js';
import { within } from './within.js';

const PATIENCE_MS = 5_000;

export type RingHandler = (id: string, generation: number) => Promise<void>;

/** The worker's ear: one handler per kind of ring, registered by the room that owns the kind. */
@Injectable()
export class Rings implements BeforeApplicationShutdown {
  private readonly log = new Logger('Rings');
  private readonly handlers = new Map<string, RingHandler>();
  private worker?: Worker;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Throws when a kind gets a second handler. */
  answer(kind: string, handler: RingHandler): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for rings of kind ${kind}`);
    this.handlers.set(kind, handler);
  }

  /** Starts listening. Refuses a Redis that may throw jobs away. */
  async listen(): Promise<void> {
    if (!this.settings.REDIS_URL) return;
    await this.refuseEviction();
    const connection = redisConnection(this.settings, 'working');
    this.worker = new Worker(QUEUE_NAME, (job) => this.handle(job.name, job.data), {
      connection,
      concurrency: 8,
      maxStalledCount: 10,
    });
    this.worker.on('error', (error) => this.log.debug(`Redis: ${error.message}`));
    this.worker.on('failed', (job, error) =>
      this.log.warn(`ring ${job?.name} ${job?.data?.id} failed: ${error.message}`),
    );
  }

  private async handle(kind: string, data: { id: string; generation: number }): Promise<void> {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`no handler for rings of kind ${kind}`);
    await handler(data.id, data.generation);
  }

  private async refuseEviction(): Promise<void> {
    const redis = new Redis({
      ...redisConnection(this.settings, 'ringing'),
      lazyConnect: true,
      retryStrategy: () => null,
    });
    redis.on('error', () => undefined);
    try {
      const policy = await within(PATIENCE_MS, policyOf(redis));
      if (policy && policy !== 'noeviction')
        throw new EvictingRedisError(
          `Redis has maxmemory-policy ${policy}: set it to noeviction, or jobs vanish`,
        );
    } catch (error) {
      if (error instanceof EvictingRedisError) throw error;
      this.log.warn(
        `Redis does not tell its maxmemory-policy; working at sweep pace until it does (${String(error)})`,
      );
    } finally {
      redis.disconnect();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    // close() can hang when Redis went away meanwhile; rows are safe either way
    await Promise.race([this.worker?.close(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
  }
}

async function policyOf(redis: Redis): Promise<string | undefined> {
  await redis.connect();
  const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as [string, string | undefined];
  return policy;
}

export class EvictingRedisError extends Error {}
