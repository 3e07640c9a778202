import type { Actor } from '@app/people';
import { TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ClockBook } from '../clocks/clock-book.js';
import type { CaseContext } from '../record/case-context.js';
import type { CaseTask } from '../record/case-task.entity.js';
import { openReferrals } from '../record/open-referrals.js';
import { isRestricted } from '../record/restricted.js';
import type { Act } from './act.js';
import { actNamed, type ActName } from './acts.js';
import { Chases } from './chases.js';
import { CoHandlings } from './co-handlings.js';
import { ApprovalBook } from './approval-book.js';
import { Approving } from './approving.js';
import { Decisions } from './decisions.js';
import { Merging } from './merging.js';
import { Tasks } from './tasks.js';
import { ServiceSteps } from './service-steps.js';

const DECISIONS = ['APPROVED', 'SENT_BACK', 'WITHDRAWN'] as const;

const WAITS_FOR_NONE: Partial<Record<ActName, string>> = {
  'recall-co-handling': 'no-co-handling',
  'answer-co-handling': 'no-co-handling',
  chase: 'all-chased',
  'answer-chase': 'no-chase',
  'step-done': 'no-step-left',
  ...{ 'take-task': 'no-task', 'log-attempt': 'no-task', 'finish-task': 'no-task', 'cancel-task': 'no-task' },
};

/** Why an act is refused though status and role allow it. Pages and acts ask the same. */
@Injectable()
export class Hindrances {
  constructor(
    private readonly merging: Merging,
    private readonly book: ApprovalBook,
    private readonly approving: Approving,
    private readonly clocks: ClockBook,
    private readonly coHandlings: CoHandlings,
    private readonly chases: Chases,
    private readonly decisions: Decisions,
    private readonly steps: ServiceSteps,
    private readonly tasks: Tasks,
    private readonly time: TimeSource,
  ) {}

  /**
   * A referral is open, merged cases wait for this case's answer, a request for approval waits, or none does; no unit is
   * asked or chased; use of the data is stopped; no step is left, or the service asks for a decision first.
   */
  async of(context: CaseContext, actor: Actor): Promise<(name: ActName) => string | undefined> {
    const referral = (await openReferrals(context.manager, context.file.id)).length > 0;
    const others = (await this.merging.joined(context)).length > 0;
    const restricted = await isRestricted(context);
    const pending = await this.book.pending(context);
    const undecided = await this.decisions.owed(context);
    const isTracker = actor.kind === 'staff' && actor.id === context.file.trackerId;
    const waits = await this.waits(context, actor);
    const decisions = new Map<Act['decides'], string | undefined>();
    for (const decision of DECISIONS)
      decisions.set(decision, await this.approving.refusal(pending, actor, context, decision));
    return (name) => {
      const act = actNamed(name);
      if (act.endsReferrals && referral) return 'referral-open';
      if (name === 'close' && undecided) return 'decision-missing';
      if (name === 'take' && isTracker) return 'own-tracking';
      if (name === 'end-tracking' && context.file.trackerId === null) return 'no-tracker';
      if (act.unanswered && others) return 'others-joined';
      if ((act.approved || act.asks) && pending) return 'approval-pending';
      if (waits[name] === false) return WAITS_FOR_NONE[name];
      if (name === 'refer' && restricted) return 'data-restricted';
      return act.decides && decisions.get(act.decides);
    };
  }

  /** Whether something is there for the acts that answer or end a request, and whom one could chase. */
  private async waits(context: CaseContext, actor: Actor): Promise<Partial<Record<ActName, boolean>>> {
    const tasks = await this.tasks.open(context);
    const hasTask = tasks.length > 0;
    const isMine = ({ handlerId }: CaseTask) => actor.kind === 'staff' && handlerId === actor.id;
    const [part] = await this.coHandlings.partsOf(context, actor);
    return {
      'take-task': !tasks.every(isMine),
      ...{ 'log-attempt': hasTask, 'finish-task': hasTask, 'cancel-task': hasTask },
      'recall-co-handling': (await this.coHandlings.waiting(context)).length > 0,
      'answer-co-handling': part?.state === 'OPEN',
      chase: (await this.chases.holders(context)).length > 0,
      'step-done': (await this.steps.next(context)).length > 0,
      'answer-chase': (await this.chases.owedBy(context, actor)).length > 0,
    };
  }

  /** Whether any promise of the case could be extended by a day now. */
  async extendable(context: CaseContext): Promise<boolean> {
    const wish = { length: '1wd', at: this.time.now() };
    return (await this.clocks.extensionRefusal(context, wish)) === undefined;
  }
}
