import { Clock, Doorbell, minutes, Reader, Rings, UnitOfWork } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TIMER_KINDS, type TimerKind } from './kinds.js';
import { HORIZON_MS } from './timer-book.js';
import { Timer } from './timer.entity.js';

/** Takes effect in the transaction that marks the timer fired. Throws when it fails; must be idempotent. */
export type TimerHandler = (timer: Timer, now: number) => Promise<void>;

const BATCH = 200;
const ARM_AT_MOST = 20_000;
const FAILURES_ALLOWED = 5;

/** Fires timers: on a ring, and by the sweep that finds what the bell forgot. Late at worst, never early, once. */
@Injectable()
export class TimerRunner {
  private readonly log = new Logger('TimerRunner');
  private readonly handlers = new Map<TimerKind, TimerHandler>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly rings: Rings,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
  ) {}

  /** Registers the handler of a kind. Throws when it has one already. */
  handle(kind: TimerKind, handler: TimerHandler): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for timers of kind ${kind}`);
    this.handlers.set(kind, handler);
  }

  /** Called once by the worker, after all rooms registered. Throws when a kind has no handler. */
  start(): void {
    const missing = Object.entries(TIMER_KINDS).filter(([kind]) => !this.handlers.has(kind as TimerKind));
    if (missing.length > 0)
      throw new Error(
        `no handler for timers of kind ${missing.map(([k, room]) => `${k} (${room})`).join(', ')}`,
      );
    this.rings.answer('timer', async (id, generation) => void (await this.fire(id, generation)));
  }

  /** Fires what is due, oldest first, until nothing is; gives back how many took effect. */
  async sweep(): Promise<number> {
    let fired = 0;
    for (let batch = await this.due(); batch.length > 0; batch = await this.due()) {
      const before = fired;
      for (const timer of batch) if (await this.fire(timer.id, timer.generation)) fired++;
      if (fired === before) break; // all taken by others or put off; the next sweep looks again
    }
    await this.ringAhead();
    return fired;
  }

  /** Marks one timer fired and lets it take effect, in one transaction. False when another did, or it is not due. */
  async fire(id: string, generation: number): Promise<boolean> {
    try {
      return await this.work.run((manager) => this.claim(manager, id, generation));
    } catch (error) {
      this.log.error(`timer ${id} failed: ${String(error)}`);
      await this.putOff(id);
      return false;
    }
  }

  private async claim(manager: EntityManager, id: string, generation: number): Promise<boolean> {
    const now = this.clock.now();
    const claimed = await manager
      .createQueryBuilder()
      .update(Timer)
      .set({ state: 'FIRED', firedAt: now, liveKey: null })
      .where('id = :id AND generation = :generation AND state = :armed AND "dueAt" <= :now', {
        id,
        generation,
        armed: 'ARMED',
        now,
      })
      .execute();
    if (claimed.affected !== 1) return false;
    const timer = await manager.findOneByOrFail(Timer, { id });
    await this.handlers.get(timer.kind)!(timer, now);
    return true;
  }

  /** A timer that fails is tried again later; after five failures a person must look. */
  private async putOff(id: string): Promise<void> {
    await this.work.run(async (manager) => {
      const timer = await manager.findOneBy(Timer, { id, state: 'ARMED' });
      if (!timer) return;
      const failures = timer.failures + 1;
      const state = failures >= FAILURES_ALLOWED ? ('QUARANTINED' as const) : ('ARMED' as const);
      await manager.update(
        Timer,
        { id },
        { failures, state, retryAt: this.clock.now() + minutes(failures * failures) },
      );
    });
  }

  private due(): Promise<Pick<Timer, 'id' | 'generation'>[]> {
    const now = this.clock.now();
    return this.reader.rows(
      `SELECT id, generation FROM timer WHERE state = 'ARMED' AND "dueAt" <= $1 AND ("retryAt" IS NULL OR "retryAt" <= $1)
       ORDER BY "dueAt" LIMIT ${BATCH}`,
      [now],
    );
  }

  /** Rings for what comes within the horizon and has not been rung for yet. */
  private async ringAhead(): Promise<void> {
    const now = this.clock.now();
    const ahead = await this.reader.rows<Pick<Timer, 'id' | 'generation' | 'dueAt'>>(
      `SELECT id, generation, "dueAt" FROM timer WHERE state = 'ARMED' AND "dueAt" > $1 AND "dueAt" <= $2 AND "rungAt" IS NULL
       ORDER BY "dueAt" LIMIT ${ARM_AT_MOST}`,
      [now, now + HORIZON_MS],
    );
    for (let at = 0; at < ahead.length; at += BATCH) await this.ringFor(ahead.slice(at, at + BATCH), now);
  }

  private async ringFor(timers: Pick<Timer, 'id' | 'generation' | 'dueAt'>[], now: number): Promise<void> {
    await this.work.run(async (manager) => {
      await manager.update(
        Timer,
        timers.map((t) => t.id),
        { rungAt: now },
      );
      timers.forEach((t) =>
        this.doorbell.ring({ kind: 'timer', id: t.id, generation: t.generation }, Number(t.dueAt) - now),
      );
    });
  }
}
