import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Settings } from '../settings/settings.js';
import { openQueue } from './queue.js';

/** The kind of ring that a receiver sends itself. */
export const CANARY = 'canary';

/** `unknown`: too early to say. `away`: Redis does not answer, which is no fault of the receiver. */
export type Reception = 'receives' | 'unknown' | 'lost' | 'away';

/** Whose canary it is, and how often other receivers may still pass it on, so that one of a dead process ends. */
export interface Flight {
  receiver: string;
  passes: number;
}

const PASS_MS = 500;
const MOST_PASSES = 120;

/**
 * Tells whether this receiver still gets rings. All workers take them from one queue, so a receiver that gets another's
 * canary passes it on; a receiver works when it took any ring itself.
 */
export class Canary {
  private readonly id = randomUUID();
  private queue?: Promise<Queue>;
  /** When this receiver last took a ring, and since when it is being asked; readings of `performance.now()`. */
  private took = -Infinity;
  private asked: number | undefined;

  constructor(private readonly settings: Settings) {}

  /** This receiver took a ring, of any kind. */
  received(): void {
    this.took = performance.now();
  }

  /** Rings once more, and tells whether anything was received since the last time. Throws when Redis is away. */
  async probe(patienceMs: number): Promise<Reception> {
    const { asked } = this;
    const received = asked !== undefined && this.took >= asked;
    if (asked === undefined || received) this.asked = performance.now();
    await this.fly({ receiver: this.id, passes: MOST_PASSES });
    if (received) return 'receives';
    return asked !== undefined && performance.now() - asked >= patienceMs ? 'lost' : 'unknown';
  }

  /** A new receiver, or a new Redis, is asked from the beginning. */
  forget(): void {
    this.asked = undefined;
  }

  /** Passes another receiver's canary on. Losing one does no harm: every probe rings again. */
  async pass({ receiver, passes }: Flight): Promise<void> {
    if (receiver === this.id || !(passes > 0)) return;
    await this.fly({ receiver, passes: passes - 1 }, PASS_MS).catch(() => undefined);
  }

  async close(): Promise<void> {
    await (await this.queue)?.close();
  }

  private async fly(flight: Flight, delay = 0): Promise<void> {
    const jobId = `${CANARY}-${randomUUID()}`;
    const queue = await (this.queue ??= openQueue(this.settings));
    await queue.add(CANARY, flight, { jobId, delay, removeOnComplete: true, removeOnFail: true });
  }
}
