import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { crashPoint } from '../crash-point.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { openQueue } from './queue.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { RedisLine, type RedisState } from './redis-line.js';
import { within } from './within.js';

/** The data of a job: which row to look at, and its generation. Never more. */
export interface Ring {
  kind: string;
  id: string;
  generation: number;
}

/** A ring, and its delay in ms. */
export interface RingLater {
  ring: Ring;
  delayMs: number;
}

const PATIENCE_MS = 2_000;
const PATIENCE_FOR_MANY_MS = 5_000;
/**
 * Most rings that a frozen Redis may leave unanswered; further ones are left to the sweep, so that memory stays
 * small.
 */
const MOST_UNANSWERED = 1_000;

/**
 * Tells the worker, by a job in Redis, that a row is waiting. It may fail silently: the row is the truth, and the sweep
 * finds rows without a ring. A ring is sent only after its row is committed.
 */
@Injectable()
export class Doorbell implements OnApplicationShutdown {
  private readonly log = new Logger('Doorbell');
  private queue?: Promise<Queue>;
  private unanswered = 0;
  private readonly line?: RedisLine;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly work: UnitOfWork,
  ) {
    if (settings.REDIS_URL) this.line = new RedisLine(settings);
  }

  /**
   * Sends a ring after the surrounding transaction is committed, delayed by `delayMs`. `arm` distinguishes repeated
   * rings of one generation.
   */
  ring(ring: Ring, delayMs = 0, arm = 0): void {
    if (!this.settings.REDIS_URL) return;
    this.work.afterCommit(() => void this.add(ring, delayMs, arm));
  }

  /** Sends rings for committed rows in one call. False when Redis did not accept all of them. */
  async ringAll(rings: RingLater[]): Promise<boolean> {
    if (!this.settings.REDIS_URL) return false;
    const jobs = rings.map(({ ring, delayMs }) => jobOf(ring, delayMs, 0));
    try {
      await within(
        PATIENCE_FOR_MANY_MS,
        this.open().then((queue) => queue.addBulk(jobs)),
      );
      return true;
    } catch (error) {
      this.log.debug(`rings not sent, the sweep will find the rows: ${String(error)}`);
      return false;
    }
  }

  /**
   * True when Redis can be used. If Redis restarted or was emptied since the near timers were enqueued, first calls
   * `again` to enqueue them once more; false where that fails.
   */
  async ready(again: () => Promise<boolean>): Promise<boolean> {
    if (!this.line) return false;
    try {
      if ((await this.line.state()).evicts) throw new Error('it may evict rings (maxmemory-policy)');
      const { run, settled } = await this.line.rungFor();
      if (settled) return true;
      if (!(await again())) return false;
      await this.line.settle(run);
      return true;
    } catch (error) {
      this.log.debug(`Redis is unavailable or unusable: ${String(error)}`);
      return false;
    }
  }

  /** State of Redis, for health. Undefined where no Redis is configured. */
  async state(): Promise<RedisState | undefined> {
    return this.line?.state();
  }

  private async add(ring: Ring, delayMs: number, arm: number): Promise<void> {
    try {
      crashPoint('before-enqueue');
      await within(PATIENCE_MS, this.added(jobOf(ring, delayMs, arm)));
      crashPoint('after-enqueue');
    } catch (error) {
      this.log.debug(`ring not sent, the sweep will find the row: ${String(error)}`);
    }
  }

  private async added({ name, data, opts }: ReturnType<typeof jobOf>): Promise<void> {
    if (this.unanswered >= MOST_UNANSWERED) throw new Error('Redis does not answer');
    this.unanswered++;
    try {
      await (await this.open()).add(name, data, opts);
    } finally {
      this.unanswered--;
    }
  }

  private open(): Promise<Queue> {
    return (this.queue ??= openQueue(this.settings));
  }

  async onApplicationShutdown(): Promise<void> {
    this.line?.close();
    const closing = this.queue?.then((queue) => queue.close());
    await within(PATIENCE_MS, closing ?? Promise.resolve()).catch(() => undefined);
  }
}

/** The id prevents a ring from being enqueued twice; that a timer fires once is ensured by its row. */
function jobOf({ kind, id, generation }: Ring, delayMs: number, arm: number) {
  const jobId = `${kind}-${id}-${generation}-${arm}`.replaceAll(':', '.');
  const keep = { removeOnComplete: true, removeOnFail: 100, attempts: 3 };
  return { name: kind, data: { id, generation }, opts: { ...keep, jobId, delay: Math.max(0, delayMs) } };
}
