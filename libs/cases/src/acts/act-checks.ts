import { Catalogue } from '@app/catalogue';
import type { StaffActor } from '@app/people';
import { days, invalid, Problem } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ActName } from './acts.js';
import { ApprovalBook } from './approval-book.js';
import { Chases } from './chases.js';
import { CoHandlings } from './co-handlings.js';
import { Decisions } from './decisions.js';
import { FieldChecks, type Attempt } from './field-checks.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { CoHandling } from '../record/co-handling.entity.js';
import type { EventFacts, EventType } from '../record/events.js';
import { withinCalendar } from '../clocks/calendar-ends.js';
import type { CaseContext } from '../record/case-context.js';
import { ClockBook } from '../clocks/clock-book.js';
import { Corrections } from '../clocks/corrections.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Tasks } from './tasks.js';
import { ServiceSteps } from './service-steps.js';

/** What the checks add to what the act's row says. */
export interface Prepared {
  /** The input in the form in which it is stored: a login becomes an id. */
  input: Record<string, unknown>;
  /** Columns of the case to set. */
  file?: Partial<CaseFile>;
  /** Event to append instead of the row's. */
  event?: EventType;
}

/**
 * Checks of an input against the data: first each field by its kind, then the rule of the act, where it has one. Nothing
 * is changed here.
 */
@Injectable()
export class ActChecks {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly fields: FieldChecks,
    private readonly clocks: ClockBook,
    private readonly corrections: Corrections,
    private readonly coHandlings: CoHandlings,
    private readonly chases: Chases,
    private readonly approvals: ApprovalBook,
    private readonly decisions: Decisions,
    private readonly steps: ServiceSteps,
    private readonly tasks: Tasks,
  ) {}

  private readonly rules: Partial<Record<ActName, (attempt: Attempt) => Promise<Partial<Prepared>>>> = {
    assign: (attempt) => this.assignment(attempt),
    extend: (attempt) => this.extension(attempt),
    'co-handle': (attempt) => this.coHandling(attempt),
    'answer-co-handling': (attempt) => this.opinion(attempt),
    'recall-co-handling': (attempt) => this.recall(attempt),
    chase: (attempt) => this.chase(attempt),
    'answer-chase': (attempt) => this.chaseAnswer(attempt),
    reply: (attempt) => this.asApproved(attempt),
    // an assignment to oneself
    take: ({ actor, ...attempt }) => {
      const { unitId: unit, id: handler } = actor as StaffActor;
      const input = { ...attempt.input, unit, handler };
      return this.assignment({ ...attempt, actor, input }).then((said) => ({ ...said, input }));
    },
    'request-correction': (attempt) => this.lastDay(attempt),
    track: async ({ input }) => ({ file: { trackerId: String(input['tracker']) } }),
    'end-tracking': async ({ context: { file }, input }) => ({
      ...{ input: { ...input, tracker: file.trackerId }, file: { trackerId: null } },
    }),
    'step-done': ({ context, input }) => this.step(context, input),
    'record-decision': async ({ context, input }) => this.decision(context, input),
    'add-task': (attempt) => this.newTask(attempt),
    'take-task': (attempt) => this.taking(attempt),
    'log-attempt': (attempt) => this.task(attempt),
    'finish-task': (attempt) => this.task(attempt),
    'cancel-task': (attempt) => this.task(attempt),
    reopen: async (attempt) => this.reopening(attempt),
    'receive-correction': async (attempt) => sentIn(attempt),
    'receive-supplement': async (attempt) => sentIn(attempt),
  };

  async prepare(name: ActName, attempt: Attempt): Promise<Prepared> {
    const input = await this.fields.fitted(name, attempt);
    return { input, ...(await this.rules[name]?.({ ...attempt, input })) };
  }

  /** An answer that was approved goes out as it was approved, and names who approved it; another one is asked for again. */
  private async asApproved({ context, input }: Attempt): Promise<Partial<Prepared>> {
    const approved = await this.approvals.approvedAnswer(context);
    if (!approved) return {};
    if (input['text'] !== approved.text) throw invalid({ field: 'text', code: 'not-as-approved' });
    return { input: { ...input, approver: approved.by } };
  }

  /** The first assignment is never 改分, whatever its unit; only a later change of unit is. */
  private async assignment({ context: { manager, file }, input }: Attempt): Promise<Partial<Prepared>> {
    const unitId = String(input['unit']);
    const handlerId = (input['handler'] as string | undefined) ?? null;
    // who follows a case does not handle it
    if (handlerId !== null && handlerId === file.trackerId)
      throw invalid({ field: 'handler', code: 'is-tracker' });
    const assigned = { caseId: file.id, type: In(['ASSIGNED', 'REASSIGNED']) };
    const again = await manager.existsBy(HistoryEvent, assigned);
    const moves = file.unitId !== unitId;
    // the citizen would read of a change that is none
    if (again && !moves && handlerId === file.handlerId)
      throw invalid({ field: handlerId === null ? 'unit' : 'handler', code: 'already-assigned' });
    return { file: { unitId, handlerId }, ...(again && moves && { event: 'REASSIGNED' }) };
  }

  private async coHandling({ context, input, at }: Attempt): Promise<Partial<Prepared>> {
    return { input: { ...input, ...(await this.coHandlings.asked(context, String(input['unit']), at)) } };
  }

  /** Whether one waits for the actor's unit was checked before (`hindrances.ts`). */
  private async opinion({ context, actor, input }: Attempt): Promise<Partial<Prepared>> {
    const [part] = await this.coHandlings.partsOf(context, actor);
    return { input: { ...input, ...factsOf(part!) } };
  }

  private async recall({ context, input }: Attempt): Promise<Partial<Prepared>> {
    return { input: { ...input, ...factsOf(await this.coHandlings.ofUnit(context, String(input['unit']))) } };
  }

  private async chase({ context, input, at }: Attempt): Promise<Partial<Prepared>> {
    const { whom, days, text } = input as Record<'whom' | 'days' | 'text', string>;
    return { input: { ...(await this.chases.asked(context, { whom, days }, at)), text } };
  }

  /** Whether one waits for the actor was checked before (`hindrances.ts`). */
  private async chaseAnswer({ context, actor, input }: Attempt): Promise<Partial<Prepared>> {
    const [owed] = await this.chases.owedBy(context, actor);
    const { id, unitId, askedBy } = owed!;
    return { input: { ...input, chaseId: id, unit: unitId, askedBy } };
  }

  private async newTask({ context, input, at }: Attempt): Promise<Partial<Prepared>> {
    const { taskKind, due, doer, ...rest } = input as Record<'taskKind' | 'due' | 'doer', string>;
    return { input: { ...rest, ...(await this.tasks.asked(context, { taskKind, due, doer }, at)) } };
  }

  /** An open task of the case; `more`: facts besides the input. */
  private async task({ context, input }: Attempt, more: EventFacts = {}): Promise<Partial<Prepared>> {
    const found = await this.tasks.chosen(context, String(input['task']));
    if (input['outcome'] !== undefined) this.tasks.checkOutcome(found, String(input['outcome']));
    return { input: { ...input, taskKind: found.kind, ...more } };
  }

  private async taking(attempt: Attempt): Promise<Partial<Prepared>> {
    const { context, actor, input } = attempt;
    const { handlerId } = await this.tasks.chosen(context, String(input['task']));
    if (handlerId === (actor as StaffActor).id) throw invalid({ field: 'task', code: 'task-yours' });
    return this.task(attempt, doerOf(attempt));
  }

  private async step(context: CaseContext, input: Record<string, unknown>): Promise<Partial<Prepared>> {
    await this.steps.check(context, input as { step: string; on: string });
    return {};
  }

  private decision(context: CaseContext, input: Record<string, unknown>): Partial<Prepared> {
    this.decisions.check(context, input as unknown as Parameters<Decisions['check']>[1]);
    return {};
  }

  /**
   * If the last day is not a working day in the citizen's county, it moves to the next one; the citizen is told that
   * day.
   */
  private async lastDay({ context: { file }, input }: Attempt): Promise<Partial<Prepared>> {
    const asked = String(input['lastDay']);
    const lastDay = await withinCalendar(() => this.corrections.lastDay(file, asked));
    return { input: { ...input, lastDay } };
  }

  /** The citizen may reopen within a number of days after the end; staff at any time. */
  private reopening({ context: { file }, actor, at }: Attempt): Partial<Prepared> {
    if (actor.kind !== 'citizen') return {};
    const ended = file.closedAt ?? file.repliedAt ?? at;
    const within = days(this.catalogue.serviceOfCase(file.serviceId)?.reopenWithinDays ?? 0);
    if (at > ended + within) throw new Problem('NOT_ALLOWED', 'reopen-too-late');
    return {};
  }

  /** By a length, or until a day: then the length is what leads to that day now. */
  private async extension({ context, input, at }: Attempt): Promise<Partial<Prepared>> {
    const {
      length: given,
      until,
      ...rest
    } = input as Partial<Record<'length' | 'until' | 'commitment', string>>;
    const wrong = (field: string, code: string) => invalid({ field, code });
    if (given === undefined && until === undefined) throw wrong('length', 'length-or-until');
    if (given !== undefined && until !== undefined) throw wrong('until', 'length-and-until');
    const { commitment } = rest;
    const about = commitment === undefined ? {} : { commitment };
    const found =
      until === undefined ? undefined : await this.clocks.extensionUntil(context, { until, ...about });
    if (found && 'refusal' in found)
      throw wrong(found.refusal === 'choose-commitment' ? 'commitment' : 'until', found.refusal);
    const length = found?.length ?? given!;
    const refusal = await this.clocks.extensionRefusal(context, { length, ...about, at });
    if (refusal) throw wrong(found ? 'until' : 'length', refusal);
    return { input: { ...rest, length } };
  }
}

const doerOf = ({ actor }: Attempt): EventFacts => {
  const { id: handler, unitId: unit } = actor as StaffActor;
  return { unit, handler };
};
const factsOf = ({ id, unitId, askedBy }: CoHandling) => ({ coHandlingId: id, unit: unitId, askedBy });

/** Staff may receive papers without noting their text; what the citizen sends here is a text. */
function sentIn({ actor, input }: Attempt): Partial<Prepared> {
  if (actor.kind === 'citizen' && input['text'] === undefined)
    throw invalid({ field: 'text', code: 'required' });
  return {};
}
