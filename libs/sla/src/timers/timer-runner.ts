import { setImmediate } from 'node:timers/promises';
import { TimeSource, crashPoint, Doorbell, Reader, Rings, SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DueTimers, type DueTimer } from './due-timers.js';
import { TIMER_KINDS, type TimerKind } from './kinds.js';
import { RingAhead } from './ring-ahead.js';
import { TimerClaims } from './timer-claims.js';
import type { Timer } from './timer.entity.js';

/** Runs in the transaction that marks the timer fired. Throws when it fails; must be idempotent. */
export type TimerHandler = (timer: Timer, now: number) => Promise<void>;

/**
 * Timers fired concurrently. On SQLite transactions waiting together share a commit; on PostgreSQL each uses one of
 * ten connections.
 */
const LANES = { sqlite: 32, postgres: 6 };
/** A sweep starts no new batch after this, so that messages and other work get their turn. */
const BUDGET_MS = 10_000;
/** For this long after a start each attempt is first committed, which identifies a timer that kills the process. */
const CAREFUL_MS = 30_000;
const AGAIN_AT_LEAST_MS = 1_000;

/**
 * Fires timers: on a ring, and by the sweep, which finds those whose ring was lost. Late at worst, never early, once.
 */
@Injectable()
export class TimerRunner {
  private readonly log = new Logger('TimerRunner');
  private readonly handlers = new Map<TimerKind, TimerHandler>();
  private readonly lanes: number;
  private readonly lateMs: number;
  private carefulUntil = 0;
  private firedLast = performance.now();
  private aloneTurn: Promise<unknown> = Promise.resolve();
  /** True when the last sweep ran out of time: sweep again soon. */
  behind = false;

  constructor(
    private readonly claims: TimerClaims,
    private readonly due: DueTimers,
    private readonly ahead: RingAhead,
    private readonly reader: Reader,
    private readonly rings: Rings,
    private readonly doorbell: Doorbell,
    private readonly time: TimeSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.lanes = settings.DATABASE_URL ? LANES.postgres : LANES.sqlite;
    this.lateMs = 2 * settings.SWEEP_SECONDS * 1_000;
  }

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
    this.carefulUntil = performance.now() + CAREFUL_MS;
    this.rings.answer('timer', (id, generation) => this.rung(id, generation));
  }

  /** Fires due timers, oldest first, until none is left or time is up; returns how many fired. */
  async sweep(): Promise<number> {
    const until = performance.now() + BUDGET_MS;
    let fired = 0;
    this.behind = false;
    while (this.time.sane) {
      const batch = await this.due.batch();
      const now = batch.length === 0 ? 0 : await this.together(batch);
      fired += now;
      if (now === 0) break; // nothing left, or all taken by others or put off; the next sweep looks again
      if ((this.behind = performance.now() >= until)) break;
      await setImmediate();
    }
    if (this.time.sane) await this.ahead.look();
    return fired;
  }

  /** Fires one timer. False when another process fired it, it is not due, it failed, or the time is not trusted. */
  async fire(id: string, generation: number): Promise<boolean> {
    if (!this.time.sane) return false;
    const careful = performance.now() < this.carefulUntil;
    const outcome = await this.tried(id, generation, false, () =>
      this.claims.take(id, generation, careful, this.act),
    );
    if (outcome === 'careful') return this.fireNoted(id, generation);
    return outcome === 'suspect' ? this.alone(id, generation) : outcome === 'fired';
  }

  /** Milliseconds since the oldest due timer should have fired; null when there is none. */
  oldestDueAge(): Promise<number | null> {
    return this.due.oldestAge();
  }

  /** Milliseconds since this process last fired a timer, or started. */
  idleMs(): number {
    return performance.now() - this.firedLast;
  }

  /** Facts for the history about a timer that fired more than two sweeps late: by how many ms, and when it was due. */
  lateness(timer: Timer, now: number): { lateMs?: number; trueDueAt?: number } {
    const lateMs = now - timer.dueAt;
    return lateMs > this.lateMs ? { lateMs, trueDueAt: timer.dueAt } : {};
  }

  private readonly act = async (timer: Timer, now: number) => {
    await this.handlers.get(timer.kind)!(timer, now);
    this.firedLast = performance.now();
  };

  /** A timer that failed before is fired alone, so that no other is counted as failed if it kills the process. */
  private alone(id: string, generation: number): Promise<boolean> {
    const turn = this.aloneTurn.then(() => this.fireNoted(id, generation));
    this.aloneTurn = turn;
    return turn;
  }

  private async fireNoted(id: string, generation: number): Promise<boolean> {
    const noted = await this.tried(id, generation, true, () => this.claims.note(id, generation));
    if (!noted) return false;
    crashPoint('timer-noted', id);
    const take = () => this.claims.takeNoted(noted, this.act);
    return (await this.tried(id, generation, true, take)) === 'fired';
  }

  private async tried<T>(
    id: string,
    generation: number,
    noted: boolean,
    attempt: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await attempt();
    } catch (error) {
      this.log.error(`timer ${id} failed: ${String(error)}`);
      await this.claims
        .failed(id, generation, noted)
        .catch((again) => this.log.error(`timer ${id}: its failure could not be recorded: ${String(again)}`));
      return undefined;
    }
  }

  private async together(batch: DueTimer[]): Promise<number> {
    let fired = 0;
    const lane = async () => {
      for (let timer = batch.shift(); timer; timer = batch.shift())
        if (await this.fire(timer.id, timer.generation)) fired++;
    };
    await Promise.all(Array.from({ length: this.lanes }, lane));
    return fired;
  }

  /** The queue uses the host's clock, so a ring can come early: it is sent again for the due time. */
  private async rung(id: string, generation: number): Promise<void> {
    if (await this.fire(id, generation)) return;
    const sql = `SELECT "dueAt" FROM timer WHERE id = $1 AND generation = $2 AND state = 'ARMED'`;
    const row = await this.reader.row<{ dueAt: number }>(sql, [id, generation]);
    const now = this.time.now();
    if (!row || Number(row.dueAt) <= now) return;
    const wait = Math.max(AGAIN_AT_LEAST_MS, Number(row.dueAt) - now);
    this.doorbell.ring({ kind: 'timer', id, generation }, wait, now);
  }
}
