import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { Canary, CANARY, type CanaryJob, type Reception } from './canary.js';
import type { Ring } from './doorbell.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { QUEUE_NAME, redisConnection } from './redis.js';
import { within } from './within.js';

const PATIENCE_MS = 5_000;
/** A receiver that got nothing for this long, though rings were sent, has lost its connection. */
const CANARY_MS = 60_000;

/** A ring carries a row's id and generation; a canary its receiver. */
type Carried = Pick<Ring, 'id' | 'generation'> & CanaryJob;

export type RingHandler = (id: string, generation: number) => Promise<void>;

/** Receives rings in the worker: one handler for each kind, registered by the room that owns the kind. */
@Injectable()
export class Rings implements BeforeApplicationShutdown {
  private readonly log = new Logger('Rings');
  private readonly handlers = new Map<string, RingHandler>();
  private worker?: Worker;
  private readonly canary: Canary;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.canary = new Canary(settings);
  }

  /** Throws when a kind gets a second handler. */
  answer(kind: string, handler: RingHandler): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for rings of kind ${kind}`);
    this.handlers.set(kind, handler);
  }

  /** Starts receiving. Throws for a Redis that may evict jobs. */
  async listen(): Promise<void> {
    if (!this.settings.REDIS_URL) return;
    await this.refuseEviction();
    this.worker = await this.open();
  }

  /**
   * Sends a canary and tells whether this receiver got any ring since the last probe, which `isRunning()` and PING do
   * not show.
   */
  async probe(patienceMs = CANARY_MS): Promise<Reception> {
    if (!this.worker) return 'away';
    try {
      return await within(PATIENCE_MS, this.canary.probe(patienceMs));
    } catch {
      this.canary.forget();
      return 'away';
    }
  }

  /** Replaces a lost connection. No job is lost: those in progress are delivered again. */
  async reopen(): Promise<void> {
    if (!this.worker) return;
    await within(PATIENCE_MS, this.worker.close(true)).catch(() => undefined);
    this.worker = await this.open();
    this.canary.forget();
  }

  /** BullMQ is loaded only in the process that receives. */
  private async open(): Promise<Worker> {
    const { Worker } = await import('bullmq');
    const connection = redisConnection(this.settings, 'working');
    const worker = new Worker(QUEUE_NAME, (job) => this.handle(job.name, job.data), {
      connection,
      concurrency: 8,
      maxStalledCount: 10,
    });
    worker.on('error', (error) => this.log.debug(`Redis: ${error.message}`));
    worker.on('failed', (job, error) =>
      this.log.warn(`ring ${job?.name} ${job?.data?.id} failed: ${error.message}`),
    );
    return worker;
  }

  private async handle(kind: string, data: Carried): Promise<void> {
    this.canary.received();
    if (kind === CANARY) return this.canary.pass(data);
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`no handler for rings of kind ${kind}`);
    await handler(data.id, data.generation);
  }

  private async refuseEviction(): Promise<void> {
    const { Redis } = await import('ioredis');
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
          `Redis has maxmemory-policy ${policy}: set it to noeviction, or jobs are lost`,
        );
    } catch (error) {
      if (error instanceof EvictingRedisError) throw error;
      this.log.warn(
        `Redis does not report its maxmemory-policy; only the sweep works until it does (${String(error)})`,
      );
    } finally {
      redis.disconnect();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    // close() can hang when Redis is gone; rows are safe either way
    const closing = Promise.all([this.worker?.close(), this.canary.close()]);
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
  }
}

async function policyOf(redis: Redis): Promise<string | undefined> {
  await redis.connect();
  const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as [string, string | undefined];
  return policy;
}

class EvictingRedisError extends Error {}
