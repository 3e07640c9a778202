import { Catalogue } from '@app/catalogue';
import { SYSTEM } from '@app/people';
import { days, taipeiMidnight, UnitOfWork } from '@app/platform';
import { TimerBook, TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import { CaseActs } from './case-acts.js';
import type { CaseContext } from '../record/case-context.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { ActName } from './acts.js';
import type { EventType } from '../record/events.js';
import { History } from '../history/history.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import { openReferrals } from '../record/open-referrals.js';
import type { CaseStatus } from '../record/statuses.js';

const TIMER_ACTS = {
  'case.closes': { act: 'close', while: 'REPLIED' },
  'case.correction-lapses': { act: 'let-correction-lapse', while: 'AWAITING_CORRECTION' },
  'case.confirmation-lapses': { act: 'let-confirmation-lapse', while: 'AWAITING_CONFIRMATION' },
} as const satisfies Record<string, { act: ActName; while: CaseStatus }>;
type CaseTimer = keyof typeof TIMER_ACTS;

/** What happens to a case by itself: it closes, a correction or a confirmation lapses. */
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
  ) {}

  onModuleInit(): void {
    for (const kind of Object.keys(TIMER_ACTS) as CaseTimer[])
      this.runner.handle(kind, (timer, now) => this.act(kind, timer, now));
    this.history.listen((event, context) => this.arm(event, context));
  }

  /** Lets everything that is due by now take effect: the demonstration's past, a restored backup. */
  catchUp(): Promise<number> {
    return this.runner.sweep();
  }

  /** Each event leaves exactly the case timers that its status needs. */
  private async arm(event: HistoryEvent, { file }: CaseContext): Promise<void> {
    const kind = STARTS[event.type];
    const kinds = Object.keys(TIMER_ACTS) as CaseTimer[];
    if (!kind && !ENDS.has(event.type)) return;
    const wanted = kind && {
      kind,
      caseId: file.id,
      subjectId: file.id,
      occurrence: 'next',
      dueAt: this.dueAt(kind, event, file),
    };
    await this.book.replace(file.id, kinds, wanted ? [wanted] : []);
  }

  private dueAt(kind: CaseTimer, event: HistoryEvent, file: CaseFile): number {
    const service = this.catalogue.serviceOfCase(file.serviceId)!;
    if (kind === 'case.correction-lapses') return taipeiMidnight(event.facts.lastDay!) + days(1);
    return event.at + days(service.closeAfterReplyDays);
  }

  private async act(kind: CaseTimer, timer: Timer, now: number): Promise<void> {
    const { act, while: status } = TIMER_ACTS[kind];
    await this.work.run(async (manager) => {
      const file = await this.access.hold(manager, SYSTEM, { id: timer.subjectId });
      if (file.status !== status) return;
      if (kind === 'case.closes' && (await openReferrals(manager, file.id)).length > 0) {
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
      await this.acts.perform({ actor: SYSTEM, caseNumber: file.caseNumber, act, input: {}, facts });
    });
  }
}

/** Events after which a case timer is wanted. */
const STARTS: Partial<Record<EventType, CaseTimer>> = {
  REPLIED: 'case.closes',
  CORRECTION_REQUESTED: 'case.correction-lapses',
  CORRECTION_POSTPONED: 'case.correction-lapses',
};
/** Events after which none is. */
const ENDS = new Set<EventType>([
  'CLOSED',
  'REOPENED',
  'CORRECTED',
  'CORRECTION_LAPSED',
  'CONFIRMED',
  'CONFIRMATION_LAPSED',
  'WITHDRAWN',
  'MERGED',
  'TRANSFERRED',
  'NO_ACTION',
]);
