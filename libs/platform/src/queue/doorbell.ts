import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Queue, type JobsOptions } from 'bullmq';
import { crashPoint } from '../crash-point.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { QUEUE_NAME, redisConnection } from './redis.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { within } from './within.js';

/** What a job carries: which row to look at, and the generation it was rung for. Never more. */
export interface Ring {
  kind: string;
  id: string;
  generation: number;
}

const PATIENCE_MS = 2_000;
/** Rings that a silent Redis has not answered yet; beyond these the sweep is left to it, so that memory stays small. */
const MOST_UNANSWERED = 1_000;

/**
 * The doorbell: tells the worker that a row waits. It may fail silently, because the row is the truth and
 * a sweep finds what the bell forgot. Nothing is rung before its row is committed.
 */
@Injectable()
export class Doorbell implements OnApplicationShutdown {
  private readonly log = new Logger('Doorbell');
  private queue?: Queue;
  private unanswered = 0;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly work: UnitOfWork,
  ) {}

  /** Rings once the surrounding transaction is committed, `delayMs` later. `arm` tells re-arms apart. */
  ring(ring: Ring, delayMs = 0, arm = 0): void {
    if (!this.settings.REDIS_URL) return;
    this.work.afterCommit(() => void this.add(ring, delayMs, arm));
  }

  private async add(ring: Ring, delayMs: number, arm: number): Promise<void> {
    try {
      crashPoint('before-enqueue');
      const jobId = `${ring.kind}-${ring.id}-${ring.generation}-${arm}`.replaceAll(':', '.');
      const options = {
        jobId,
        delay: Math.max(0, delayMs),
        removeOnComplete: true,
        removeOnFail: 100,
        attempts: 3,
      };
      await within(PATIENCE_MS, this.added(ring, options));
      crashPoint('after-enqueue');
    } catch (error) {
      this.log.debug(`not rung, the sweep will find it: ${String(error)}`);
    }
  }

  private async added({ kind, id, generation }: Ring, options: JobsOptions): Promise<void> {
    if (this.unanswered >= MOST_UNANSWERED) throw new Error('Redis is silent');
    this.unanswered++;
    try {
      await this.open().add(kind, { id, generation }, options);
    } finally {
      this.unanswered--;
    }
  }

  /** Not with `skipWaitingForReady`: together with `enableOfflineQueue: false` such a queue never rings at all. */
  private open(): Queue {
    if (this.queue) return this.queue;
    this.queue = new Queue(QUEUE_NAME, {
      connection: redisConnection(this.settings, 'ringing'),
    });
    this.queue.on('error', () => undefined); // an absent Redis is reported by health, not by every call
    return this.queue;
  }

  async onApplicationShutdown(): Promise<void> {
    await within(PATIENCE_MS, this.queue?.close() ?? Promise.resolve()).catch(() => undefined);
  }
}
