import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { QUEUE_NAME, redisConnection } from './redis.js';
import { within } from './within.js';

const PATIENCE_MS = 5_000;
const CANARY = 'canary';
/** A canary that nobody heard for so long: the ear is deaf. */
const CANARY_MS = 60_000;

/** `waits`: not known yet. `away`: Redis does not answer, which is no fault of the ear. */
export type Hearing = 'hears' | 'waits' | 'deaf' | 'away';

export type RingHandler = (id: string, generation: number) => Promise<void>;

/** The worker's ear: one handler per kind of ring, registered by the room that owns the kind. */
@Injectable()
export class Rings implements BeforeApplicationShutdown {
  private readonly log = new Logger('Rings');
  private readonly handlers = new Map<string, RingHandler>();
  private worker?: Worker;
  private probing?: Queue;
  private canary?: { id: string; since: number };

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
    this.worker = this.open();
  }

  /** Rings once for itself and tells whether the last such ring was heard. `isRunning()` and PING are no health. */
  async probe(patienceMs = CANARY_MS): Promise<Hearing> {
    if (!this.worker) return 'away';
    try {
      return await within(PATIENCE_MS, this.probed(patienceMs));
    } catch {
      this.canary = undefined;
      return 'away';
    }
  }

  /** A new ear instead of one that is deaf. Nothing is lost: what it held is taken up again. */
  async reopen(): Promise<void> {
    if (!this.worker) return;
    await within(PATIENCE_MS, this.worker.close(true)).catch(() => undefined);
    this.worker = this.open();
    // the old one may hang in the deaf ear until its lock runs out: the new ear is asked with a ring of its own
    this.canary = undefined;
  }

  private async probed(patienceMs: number): Promise<Hearing> {
    this.probing ??= this.openProbe();
    const waits = this.canary && (await this.probing.getJob(this.canary.id));
    if (waits) return performance.now() - this.canary!.since >= patienceMs ? 'deaf' : 'waits';
    const heard = this.canary !== undefined;
    const id = `${CANARY}-${randomUUID()}`;
    await this.probing.add(CANARY, {}, { jobId: id, removeOnComplete: true, removeOnFail: true });
    this.canary = { id, since: performance.now() };
    return heard ? 'hears' : 'waits';
  }

  private openProbe(): Queue {
    const queue = new Queue(QUEUE_NAME, { connection: redisConnection(this.settings, 'ringing') });
    queue.on('error', () => undefined);
    return queue;
  }

  private open(): Worker {
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

  private async handle(kind: string, data: { id: string; generation: number }): Promise<void> {
    if (kind === CANARY) return;
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
    const closing = Promise.all([this.worker?.close(), this.probing?.close()]);
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
  }
}

async function policyOf(redis: Redis): Promise<string | undefined> {
  await redis.connect();
  const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as [string, string | undefined];
  return policy;
}

export class EvictingRedisError extends Error {}
