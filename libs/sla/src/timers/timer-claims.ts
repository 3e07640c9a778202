import {
  askWith,
  TimeSource,
  crashPoint,
  findRows,
  SETTINGS,
  UnitOfWork,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Timer } from './timer.entity.js';

export const FAILURES_ALLOWED = 5;
/** Wait after the first failure, the second, … The first retry is immediate: usually only the worker was killed. */
const BACK_OFF_MS = [0, 10_000, 60_000, 300_000];

/** `careful`: record the attempt first. `suspect`: it failed before, so record the attempt and run it alone. */
export type Outcome = 'fired' | 'not-due' | 'careful' | 'suspect';

const CLAIM = `WHERE id = $1 AND generation = $2 AND state = 'ARMED' AND "dueAt" <= $3
  AND ("retryAt" IS NULL OR "retryAt" <= $3)`;
const FIRED = `UPDATE timer SET state = 'FIRED', "firedAt" = $2, failures = $3, "liveKey" = NULL
  WHERE id = $1 AND state = 'ARMED'`;

/** Claims timers, each once, and counts the attempts that failed. */
@Injectable()
export class TimerClaims {
  private readonly lock: string;

  constructor(
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    // SQLite has one writer: the transaction that reads here already holds its lock
    this.lock = settings.DATABASE_URL ? ' FOR UPDATE SKIP LOCKED' : '';
  }

  /**
   * Marks a timer fired and runs `act`, in one transaction. Does neither when `careful` or after a failure, and
   * returns that.
   */
  take(
    id: string,
    generation: number,
    careful: boolean,
    act: (timer: Timer, now: number) => Promise<void>,
  ): Promise<Outcome> {
    return this.work.run(async (manager) => {
      const now = this.time.now();
      const timer = await this.find(manager, id, generation, now);
      if (!timer) return 'not-due';
      if (timer.failures > 0) return 'suspect';
      if (careful) return 'careful';
      await this.fire(manager, timer, now, act);
      return 'fired';
    });
  }

  /** As `take`, for a timer whose attempt was recorded by `note`: a success is not counted as a failure. */
  takeNoted(noted: Timer, act: (timer: Timer, now: number) => Promise<void>): Promise<Outcome> {
    return this.work.run(async (manager) => {
      const { id, generation, failures } = noted;
      const [timer] = await findRows(manager, Timer, `WHERE id = $1${this.lock}`, [id]);
      const same = timer?.state === 'ARMED' && timer.generation === generation && timer.failures === failures;
      if (!same) return 'not-due';
      await this.fire(manager, { ...timer, failures: failures - 1 }, this.time.now(), act);
      return 'fired';
    });
  }

  /**
   * Commits that an attempt begins and returns the timer so recorded, so that an attempt that kills the process is
   * counted. After five failures the timer is quarantined. Undefined when it must not run now.
   */
  note(id: string, generation: number): Promise<Timer | undefined> {
    return this.work.run(async (manager) => {
      const now = this.time.now();
      const timer = await this.find(manager, id, generation, now);
      if (!timer) return undefined;
      if (timer.failures >= FAILURES_ALLOWED) {
        await this.quarantine(manager, id);
        return undefined;
      }
      return this.count(manager, timer, now);
    });
  }

  /** Records a failed attempt. `noted`: it was counted by `note` already. */
  failed(id: string, generation: number, noted: boolean): Promise<void> {
    return this.work.run(async (manager) => {
      const [timer] = await findRows(
        manager,
        Timer,
        `WHERE id = $1 AND generation = $2 AND state = 'ARMED'${this.lock}`,
        [id, generation],
      );
      if (!timer) return;
      const counted = noted ? timer : await this.count(manager, timer, this.time.now());
      if (counted.failures >= FAILURES_ALLOWED) await this.quarantine(manager, id);
    });
  }

  private async find(
    manager: EntityManager,
    id: string,
    generation: number,
    now: number,
  ): Promise<Timer | undefined> {
    return (await findRows(manager, Timer, CLAIM + this.lock, [id, generation, now]))[0];
  }

  private async fire(
    manager: EntityManager,
    timer: Timer,
    now: number,
    act: (timer: Timer, now: number) => Promise<void>,
  ): Promise<void> {
    await askWith(manager, FIRED, [timer.id, now, timer.failures]);
    crashPoint('timer-claimed', timer.id);
    await act({ ...timer, state: 'FIRED', firedAt: now, liveKey: null }, now);
    crashPoint('timer-acted', timer.id);
  }

  private async count(manager: EntityManager, timer: Timer, now: number): Promise<Timer> {
    const failures = timer.failures + 1;
    const retryAt = now + (BACK_OFF_MS[failures - 1] ?? 0);
    await manager.update(Timer, { id: timer.id }, { failures, retryAt });
    return { ...timer, failures, retryAt };
  }

  private async quarantine(manager: EntityManager, id: string): Promise<void> {
    await manager.update(Timer, { id }, { state: 'QUARANTINED', liveKey: null });
  }
}
