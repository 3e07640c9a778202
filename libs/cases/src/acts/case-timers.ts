import { Catalogue } from '@app/catalogue';
import { SYSTEM } from '@app/people';
import { days, taipeiMidnight, UnitOfWork } from '@app/platform';
import { TimerBook, TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import { CaseActs } from './case-acts.js';
import type { CaseContext } from '../record/case-context.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { Act } from './act.js';
import { Decisions } from './decisions.js';
import { ACT_NAMES, actNamed, type ActName } from './acts.js';
import type { EventType } from '../record/events.js';
import { History } from '../history/history.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import { openReferrals } from '../record/open-referrals.js';
import { timerOf, type CaseStatus, type CaseTimer } from '../record/statuses.js';

const TIMER_ACTS: Record<CaseTimer, ActName> = {
  'case.closes': 'close',
  'case.correction-lapses': 'let-correction-lapse',
  'case.confirmation-lapses': 'let-confirmation-lapse',
};
const CASE_TIMERS = Object.keys(TIMER_ACTS) as CaseTimer[];

/** What timers do to a case: close it, let a correction or a confirmation lapse. */
@Injectable()
export class CaseTimers implements OnModuleInit {
  constructor(
    private readonly runner: TimerRunner,
    private readonly book: TimerBook,
    private readonly history: History,
    private readonly acts: CaseActs,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly decisions: Decisions,
  ) {}

  onModuleInit(): void {
    for (const kind of CASE_TIMERS) this.runner.handle(kind, (timer, now) => this.act(kind, timer, now));
    this.history.listen((event, context) => this.arm(event, context));
  }

  /** Fires all timers that are due by now: for the demonstration's past, or a restored backup. */
  catchUp(): Promise<number> {
    return this.runner.sweep();
  }

  /** After an event that changes the status, exactly the timer of the new status is armed. */
  private async arm(event: HistoryEvent, { file }: CaseContext): Promise<void> {
    if (!WANTED_AFTER.has(event.type)) return;
    const kind = WANTED_AFTER.get(event.type);
    const wanted = kind && {
      kind,
      caseId: file.id,
      subjectId: file.id,
      occurrence: 'next',
      dueAt: this.dueAt(kind, event, file),
    };
    await this.book.replace(file.id, CASE_TIMERS, wanted ? [wanted] : []);
  }

  private dueAt(kind: CaseTimer, event: HistoryEvent, file: CaseFile): number {
    if (kind !== 'case.closes') return taipeiMidnight(event.facts.lastDay!) + days(1);
    const service = this.catalogue.serviceOfCase(file.serviceId)!;
    return event.at + days(service.closeAfterReplyDays);
  }

  /** What a person must do before the case can be closed; the timer asks again each day. */
  private async waits(place: Pick<CaseContext, 'manager' | 'file'>): Promise<boolean> {
    const open = await openReferrals(place.manager, place.file.id);
    return open.length > 0 || this.decisions.owed(place);
  }

  private async act(kind: CaseTimer, timer: Timer, now: number): Promise<void> {
    await this.work.run(async (manager) => {
      const file = await this.access.hold(manager, SYSTEM, { id: timer.subjectId });
      if (timerOf(file.status) !== kind) return;
      if (kind === 'case.closes' && (await this.waits({ manager, file }))) {
        const next = {
          kind,
          caseId: file.id,
          subjectId: file.id,
          occurrence: 'next',
          generation: timer.generation + 1,
        };
        return this.book.arm([{ ...next, dueAt: now + days(1) }]);
      }
      const facts = this.runner.lateness(timer, now);
      const act = TIMER_ACTS[kind];
      await this.acts.perform({ actor: SYSTEM, caseNumber: file.caseNumber, act, input: {}, facts });
    });
  }
}

/** Statuses that an act leads out of. */
const leaves = ({ from, to, stays = [] }: Act): CaseStatus[] =>
  to === 'SAME' ? [] : from.filter((status) => !stays.includes(status));
const reached = ({ to }: Act): CaseTimer | undefined => (to === 'SAME' ? undefined : timerOf(to));

/** Events of acts that enter or leave a status with a timer, with the timer to be armed afterwards. */
const WANTED_AFTER = new Map<EventType, CaseTimer | undefined>([
  ...ACT_NAMES.map(actNamed)
    .filter((act) => reached(act) !== undefined || leaves(act).some(timerOf))
    .map((act) => [act.event, reached(act)] as const),
  // the last day moves, the status stays
  ['CORRECTION_POSTPONED', 'case.correction-lapses'],
  // no act: intake asks, and she asks again
  ['CONFIRMATION_ASKED', 'case.confirmation-lapses'],
]);
