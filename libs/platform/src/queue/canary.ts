import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Settings } from '../settings/settings.js';
import { openQueue } from './queue.js';

/** The kind of ring that an ear sends itself. */
export const CANARY = 'canary';

/** `waits`: not known yet. `away`: Redis does not answer, which is no fault of the ear. */
export type Hearing = 'hears' | 'waits' | 'deaf' | 'away';

/** Whose canary it is, and how often other ears may still pass it on: that of a dead process must not fly for ever. */
export interface Flight {
  ear: string;
  passes: number;
}

const PASS_MS = 500;
const MOST_PASSES = 120;

/**
 * Tells whether this ear hears, however many others there are: all take their rings from one queue, so an ear that gets
 * another's canary passes it on, and only what an ear took itself says that it hears.
 */
export class Canary {
  private readonly ear = randomUUID();
  private queue?: Promise<Queue>;
  /** When this ear last took a ring, and since when it is being asked; readings of `performance.now()`. */
  private took = -Infinity;
  private asked: number | undefined;

  constructor(private readonly settings: Settings) {}

  /** This ear took a ring, whatever its kind. */
  heard(): void {
    this.took = performance.now();
  }

  /** Rings once more, and tells whether anything was heard since the last time. Throws when Redis is away. */
  async probe(patienceMs: number): Promise<Hearing> {
    const { asked } = this;
    const heard = asked !== undefined && this.took >= asked;
    if (asked === undefined || heard) this.asked = performance.now();
    await this.fly({ ear: this.ear, passes: MOST_PASSES });
    if (heard) return 'hears';
    return asked !== undefined && performance.now() - asked >= patienceMs ? 'deaf' : 'waits';
  }

  /** A new ear, or a new Redis, is asked anew. */
  forget(): void {
    this.asked = undefined;
  }

  /** Sends another ear's canary on. One that gets lost is no loss: every probe rings anew. */
  async pass({ ear, passes }: Flight): Promise<void> {
    if (ear === this.ear || !(passes > 0)) return;
    await this.fly({ ear, passes: passes - 1 }, PASS_MS).catch(() => undefined);
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
