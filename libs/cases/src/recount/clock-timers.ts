import { Catalogue } from '@app/catalogue';
import { SYSTEM } from '@app/people';
import { TimerRunner, type Timer } from '@app/sla/timers';
import { findRows, UnitOfWork } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseAccess } from '../record/case-access.js';
import { ClockBook } from '../clocks/clock-book.js';
import { ClockRow } from '../clocks/clock.entity.js';
import type { EventDraft } from '../history/history.js';
import { History } from '../history/history.js';

/**
 * Fires the timers of clocks: warnings, breaches and chases, one rung after the other, each appended to the history.
 */
@Injectable()
export class ClockTimers implements OnModuleInit {
  constructor(
    private readonly runner: TimerRunner,
    private readonly history: History,
    private readonly clocks: ClockBook,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
  ) {}

  onModuleInit(): void {
    this.runner.handle('clock.rung', (timer, now) => this.strike(timer, now));
    this.runner.handle('clock.due', (timer, now) => this.strike(timer, now));
  }

  private strike(timer: Timer, now: number): Promise<void> {
    return this.work.run(async (manager) => {
      // locked before it is read, so that nothing else moves this case's clocks meanwhile
      const context = await this.access.enter(manager, SYSTEM, { id: timer.caseId! });
      const clock = await this.live(manager, timer);
      if (!clock) return;
      await this.history.append(context, [this.event(timer, clock, now)]);
      // if a new calendar moved it in between, its next timer is armed already
      const unmoved = await this.live(manager, timer);
      if (unmoved) await this.clocks.armNext(context, unmoved, timer);
    });
  }

  /** Undefined when the clock ended, paused or moved since the timer was armed. */
  private async live(
    manager: EntityManager,
    { subjectId, generation }: Timer,
  ): Promise<ClockRow | undefined> {
    const tail = `WHERE id = $1 AND generation = $2 AND state = 'RUNNING'`;
    return (await findRows(manager, ClockRow, tail, [subjectId, generation]))[0];
  }

  private event(timer: Timer, clock: ClockRow, now: number): EventDraft {
    const ladder = this.catalogue.clock(clock.commitmentId, clock.commitmentVersion)?.entry.ladder;
    const to = ladder?.find(({ name }) => name === timer.occurrence)?.to ?? [];
    const { commitmentId: commitment, dueDate, unitId: unit } = clock;
    const named = { clockId: clock.id, commitment, dueDate: dueDate ?? '', unit, rung: timer.occurrence, to };
    const facts = { ...named, ...this.runner.lateness(timer, now) };
    return { type: typeOf(timer, clock), at: now, actor: SYSTEM, facts };
  }
}

/** A rung at or after the due moment no longer warns: it chases (稽催). */
function typeOf(timer: Timer, clock: ClockRow): 'WARNED' | 'OVERDUE' | 'CHASED' {
  if (timer.kind === 'clock.due') return 'OVERDUE';
  return timer.dueAt >= clock.dueAt! ? 'CHASED' : 'WARNED';
}
