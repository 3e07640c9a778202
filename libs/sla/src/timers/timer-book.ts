import {
  askSql,
  Doorbell,
  findRows,
  inList,
  insertRows,
  minutes,
  newId,
  rawSql,
  Reader,
  sql,
  TimeSource,
  UnitOfWork,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TimerKind } from './kinds.js';
import { ARMED, LIVE, QUARANTINED } from './timer-indexes.js';
import { Timer } from './timer.entity.js';

/** A timer to be armed. */
export interface WantedTimer {
  kind: TimerKind;
  caseId: string | null;
  subjectId: string;
  occurrence: string;
  dueAt: number;
  generation?: number;
}

/** Timers due before the next sweeps could enqueue a ring get one at once; `RingAhead` does the rest. */
const NEAR_MS = minutes(10);

/** Arms, moves and cancels timers inside the transaction of their cause. */
@Injectable()
export class TimerBook {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly doorbell: Doorbell,
    private readonly time: TimeSource,
  ) {}

  /** Arms timers that do not exist yet. */
  async arm(wanted: WantedTimer[]): Promise<void> {
    if (wanted.length === 0) return;
    const now = this.time.now();
    const rows = wanted.map((w) => armed(w, now));
    await this.work.run((manager) => insertRows(manager, Timer, rows));
    rows.filter((row) => row.rungAt !== null).forEach((row) => this.wake(row, now));
  }

  /** Makes the live timers of a subject exactly these: cancels the old generation and arms the new one. */
  async replace(subjectId: string, kinds: TimerKind[], wanted: WantedTimer[]): Promise<void> {
    await this.work.run(async (manager) => {
      const generation = await this.silence(manager, subjectId, kinds);
      await this.arm(wanted.map((w) => ({ ...w, generation: w.generation ?? generation + 1 })));
    });
  }

  async cancel(subjectId: string, kinds: TimerKind[]): Promise<void> {
    await this.work.run((manager) => this.silence(manager, subjectId, kinds));
  }

  /** The armed timers of a subject. */
  live(subjectId: string, kinds: TimerKind[]): Promise<Timer[]> {
    return this.work.run((manager) =>
      findRows(
        manager,
        Timer,
        sql`WHERE "subjectId" = ${subjectId} AND ${rawSql(`${LIVE} AND ${ARMED}`)}
          AND ${inList('kind', kinds)}`,
      ),
    );
  }

  /** The quarantined timers, the oldest first. */
  quarantined(most: number): Promise<Timer[]> {
    return this.reader.find(Timer, sql`WHERE ${rawSql(QUARANTINED)} ORDER BY "dueAt", id LIMIT ${most}`);
  }

  /** Arms a quarantined timer again; false when it is not quarantined, or a newer timer has taken its place. */
  takeUp(id: string): Promise<boolean> {
    return this.work.run(async (manager) => {
      const timer = await manager.findOneBy(Timer, { id, state: 'QUARANTINED' });
      if (!timer) return false;
      const again = { ...armed(timer, this.time.now()), id };
      if (await manager.existsBy(Timer, { liveKey: again.liveKey! })) return false;
      await manager.update(Timer, { id, state: 'QUARANTINED' }, again);
      this.wake(again, this.time.now());
      return true;
    });
  }

  /** Cancels quarantined timers of the old generation too: no operator needs to look at them any more. */
  private async silence(manager: EntityManager, subjectId: string, kinds: TimerKind[]): Promise<number> {
    const dying = await askSql<Pick<Timer, 'generation'>>(
      manager,
      sql`UPDATE timer SET state = 'CANCELLED', "liveKey" = NULL
        WHERE "subjectId" = ${subjectId} AND ${rawSql(LIVE)} AND ${inList('kind', kinds)}
        RETURNING generation`,
    );
    return Math.max(0, ...dying.map(({ generation }) => generation));
  }

  private wake(row: Timer, now: number): void {
    this.doorbell.ring({ kind: 'timer', id: row.id, generation: row.generation }, row.dueAt - now);
  }
}

function armed(wanted: WantedTimer, now: number): Timer {
  const { kind, caseId, subjectId, occurrence, dueAt, generation = 1 } = wanted;
  const soon = dueAt - now <= NEAR_MS;
  const rest = {
    state: 'ARMED' as const,
    firedAt: null,
    failures: 0,
    retryAt: null,
    rungAt: soon ? now : null,
  };
  const liveKey = `${kind}|${subjectId}|${occurrence}`;
  return { id: newId(now), kind, caseId, subjectId, occurrence, generation, dueAt, liveKey, ...rest };
}
