import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Settings } from '../settings/settings.js';
import { openQueue } from './queue.js';

/** The kind of ring that a receiver sends itself. */
export const CANARY = 'canary';

/** `unknown`: too early to say. `away`: Redis does not answer, which is not the receiver's fault. */
export type Reception = 'receives' | 'unknown' | 'lost' | 'away';

/** The receiver that sent a canary, and how often others may still pass it on, so that those of dead processes end. */
export interface CanaryJob {
  receiver: string;
  passes: number;
}

const PASS_MS = 500;
const MOST_PASSES = 120;

/**
 * Tells whether this receiver still gets rings. All workers take them from one queue, so a receiver that gets the
 * canary of another puts it back; a receiver works if it got any ring.
 */
export class Canary {
  private readonly id = randomUUID();
  private queue?: Promise<Queue>;
  /** When this receiver last got a ring, and since when it has been probed without one (`performance.now()`). */
  private took = -Infinity;
  private asked: number | undefined;

  constructor(private readonly settings: Settings) {}

  /** Called for each ring of any kind. */
  received(): void {
    this.took = performance.now();
  }

  /** Sends a canary, and tells whether any ring was received since the last probe. Throws when Redis is unavailable. */
  async probe(patienceMs: number): Promise<Reception> {
    const { asked } = this;
    const received = asked !== undefined && this.took >= asked;
    if (asked === undefined || received) this.asked = performance.now();
    await this.send({ receiver: this.id, passes: MOST_PASSES });
    if (received) return 'receives';
    return asked !== undefined && performance.now() - asked >= patienceMs ? 'lost' : 'unknown';
  }

  /** Starts again, for a new receiver or a new Redis. */
  forget(): void {
    this.asked = undefined;
  }

  /** Puts the canary of another receiver back into the queue. Losing one does no harm: every probe sends another. */
  async pass({ receiver, passes }: CanaryJob): Promise<void> {
    if (receiver === this.id || !(passes > 0)) return;
    await this.send({ receiver, passes: passes - 1 }, PASS_MS).catch(() => undefined);
  }

  async close(): Promise<void> {
    await (await this.queue)?.close();
  }

  private async send(job: CanaryJob, delay = 0): Promise<void> {
    const jobId = `${CANARY}-${randomUUID()}`;
    const queue = await (this.queue ??= openQueue(this.settings));
    await queue.add(CANARY, job, { jobId, delay, removeOnComplete: true, removeOnFail: true });
  }
}
