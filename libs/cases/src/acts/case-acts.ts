import { SYSTEM, type Actor, type Staff, type StaffActor } from '@app/people';
import { TimeSource, notFound, parseInput, Problem, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { TaskKind } from '@app/catalogue';
import type { EntityManager } from 'typeorm';
import { ActChecks, type Prepared } from './act-checks.js';
import type { Act, Moment } from './act.js';
import { actNamed, actsFrom, inputOfAct, type ActName } from './acts.js';
import { CaseAccess } from '../record/case-access.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import type { EventFacts } from '../record/events.js';
import { eventAt } from '../record/last-event.js';
import { History, type EventDraft } from '../history/history.js';
import { Approving } from './approving.js';
import { ApprovalBook } from './approval-book.js';
import { Chases, type Holder } from './chases.js';
import { Hindrances } from './hindrances.js';
import { Merging } from './merging.js';
import { Seals } from '../record/seals.js';
import { Tasks, type TaskDoer } from './tasks.js';
import { Tracking } from './tracking.js';
import { allowedTo, WhoMay } from './who-may.js';

export interface ActRequest {
  actor: Actor;
  caseNumber: string;
  act: ActName;
  input: unknown;
  /** The `historySeq` that the caller saw last; 412 when the case has changed since. */
  ifMatch?: number;
  /**
   * The number of the actor's own event that this act takes back, which must be the last of the case: she may, also where
   * it took the case to a unit whose cases she does not see.
   */
  takesBack?: number;
  /** Facts added to those of the input: how late a timer fired. */
  facts?: EventFacts;
}

/** Performs the acts of the table: access, version, status, input, then one event in one transaction. */
@Injectable()
export class CaseActs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly checks: ActChecks,
    private readonly merging: Merging,
    private readonly time: TimeSource,
    private readonly approving: Approving,
    private readonly book: ApprovalBook,
    private readonly hindrances: Hindrances,
    private readonly reader: Reader,
    private readonly seals: Seals,
    private readonly whoMay: WhoMay,
    private readonly chases: Chases,
    private readonly tracking: Tracking,
    private readonly tasks: Tasks,
  ) {}

  /** Acts that role and status allow; some of them may be hindered (`possible`). */
  offered(actor: Actor, file: CaseFile): ActName[] {
    if (isOver(file)) return [];
    return actsFrom(file.status).filter((name) => allowedTo(actor, actNamed(name)));
  }

  /** Acts that would be accepted now: what pages offer. */
  async possible(actor: Actor, file: CaseFile): Promise<ActName[]> {
    const context = this.reading(file);
    const free = await this.free(actor, context);
    if (!free.includes('extend') || (await this.hindrances.extendable(context))) return free;
    return free.filter((name) => name !== 'extend');
  }

  /** Whom the actor may ask for an approval, the nearest first. */
  approvers(actor: StaffActor, file: CaseFile): Promise<Staff[]> {
    return this.approving.choices(this.reading(file), actor);
  }

  /** Whom one can chase now. */
  holders(file: CaseFile): Promise<Holder[]> {
    return this.chases.holders(this.reading(file));
  }

  /** Who could track the case (列管). */
  trackers(file: CaseFile): Promise<Staff[]> {
    return this.tracking.choices(this.reading(file));
  }

  /** Who can be given a task on it. */
  taskDoers(file: CaseFile): Promise<TaskDoer[]> {
    return this.tasks.doers(this.reading(file));
  }

  /** Kinds of tasks that can be added to it now. */
  taskKinds(file: CaseFile): TaskKind[] {
    return this.tasks.kinds({ file });
  }

  private reading(file: CaseFile): CaseContext {
    return new CaseContext(this.reader.repository(CaseFile).manager, file, this.seals);
  }

  async perform(request: ActRequest): Promise<CaseFile> {
    const act = actNamed(request.act);
    if (act.elsewhere) throw notFound();
    return this.work.run(async (manager) => {
      const context = await this.enter(manager, request);
      const input = parseInput(inputOfAct(request.act), request.input ?? {});
      const { status, unitId } = context.file;
      const drafts = await this.draftsOf(context, request, act, input);
      await this.history.append(context, drafts);
      await this.book.voidIfMoved(context, { status, unitId });
      return context.file;
    });
  }

  /**
   * Checks access, version and status for an act and returns the case, locked. Used by rooms that append the event
   * themselves.
   */
  async enter(manager: EntityManager, request: Omit<ActRequest, 'input'>): Promise<CaseContext> {
    const { actor, caseNumber, takesBack, ifMatch = takesBack } = request;
    const act = actNamed(request.act);
    // a partner that is chased answers and does not read the case
    const isUnread = (act.asked === 'CHASED' && actor.kind === 'staff') || takesBack !== undefined;
    const context = await this.access.enter(manager, isUnread ? SYSTEM : actor, { caseNumber }, 'READER');
    const { file } = context;
    if (!(await this.isHers(context, request))) throw notFound();
    const absent = await this.whoMay.absentFor(context, actor, request.act);
    if (absent) context.insteadOf = absent.id;
    if (isOver(file)) throw new Problem('NOT_ALLOWED', 'erased');
    if (ifMatch !== undefined && ifMatch !== file.historySeq) throw new Problem('STALE', 'stale');
    if (!act.from.includes(file.status)) throw await this.notAllowed(actor, context);
    return context;
  }

  private async isHers(
    context: CaseContext,
    { actor, act, takesBack }: Omit<ActRequest, 'input'>,
  ): Promise<boolean> {
    if (takesBack === undefined) return this.whoMay.of(context, actor)(act);
    const { actorId } = await eventAt(context, takesBack);
    return actor.kind === 'staff' && actorId === actor.id && allowedTo(actor, actNamed(act));
  }

  private async notAllowed(actor: Actor, context: CaseContext): Promise<Problem> {
    const allowed = await this.free(actor, context);
    const into = context.file.status === 'MERGED' ? await this.merging.main(context) : undefined;
    if (into === undefined) return new Problem('NOT_ALLOWED', 'act-not-allowed', { allowed });
    return new Problem('NOT_ALLOWED', 'case-merged', { allowed, params: { into } });
  }

  private async draftsOf(
    context: CaseContext,
    request: ActRequest,
    act: Act,
    input: Record<string, unknown>,
  ): Promise<EventDraft[]> {
    if (act.decides) return this.decided(context, request, act, input);
    const { actor } = request;
    if (actor.kind !== 'staff' || (!act.approved && !act.asks))
      return this.effects(context, request, act, input);
    await this.refuseHindered(context, request);
    const at = this.time.now();
    const prepared = await this.checks.prepare(request.act, { context, actor, input, at });
    const facts = await this.approving.ask(context, { actor, act: request.act, input: prepared.input });
    if (act.asks) return this.effects(context, { ...request, facts }, act, sealedOf(act, prepared.input));
    const asked = draftOf(request, act, prepared, at);
    return [{ ...asked, type: 'APPROVAL_ASKED', facts: { ...asked.facts, ...facts } }];
  }

  /** The decision, and with an approval the act itself, whose approver is who decides. */
  private async decided(
    context: CaseContext,
    request: ActRequest,
    act: Act,
    input: Record<string, unknown>,
  ): Promise<EventDraft[]> {
    await this.refuseHindered(context, request);
    const actor = request.actor as StaffActor;
    const { facts, wish } = await this.approving.decide(context, actor, act.decides!);
    const said = await this.effects(context, { ...request, facts }, act, input);
    if (act.decides !== 'APPROVED' || !actNamed(wish.act).approved) return said;
    const approver = { approver: actor.id, askedBy: facts.askedBy! };
    const { approver: _asked, ...rest } = wish.input;
    const done = { ...request, act: wish.act, facts: approver };
    try {
      return [...said, ...(await this.effects(context, done, actNamed(wish.act), rest))];
    } catch (error) {
      // its fields are not those of this form: she can only send it back
      if (error instanceof Problem && error.kind === 'INVALID')
        throw new Problem('NOT_ALLOWED', 'approval-impossible');
      throw error;
    }
  }

  /** Builds the events of an act and changes the case's row accordingly. */
  private async effects(
    context: CaseContext,
    request: ActRequest,
    act: Act,
    input: Record<string, unknown>,
  ): Promise<EventDraft[]> {
    const { file } = context;
    const at = this.time.now();
    if (act.endsReferrals || HINDERED.includes(request.act)) await this.refuseHindered(context, request);
    const prepared = await this.checks.prepare(request.act, { context, actor: request.actor, input, at });
    const draft = draftOf(request, act, prepared, at);
    const first = act.also?.[file.status];
    Object.assign(file, moved(file, act, at), prepared.file);
    const over = await this.tasks.endedBy(context, draft.type, draft);
    return [...(first ? [{ type: first, at, actor: request.actor }] : []), draft, ...over];
  }

  private async refuseHindered(context: CaseContext, { actor, act }: ActRequest): Promise<void> {
    const refused = (await this.hindrances.of(context, actor))(act);
    if (refused) throw new Problem('NOT_ALLOWED', refused, { allowed: await this.free(actor, context) });
  }

  /** The acts that the actor can perform now: a refusal names them. */
  private async free(actor: Actor, context: CaseContext): Promise<ActName[]> {
    if (isOver(context.file)) return [];
    const hindrance = await this.hindrances.of(context, actor);
    const mayDo = this.whoMay.of(context, actor);
    const free: ActName[] = [];
    for (const name of actsFrom(context.file.status))
      if (!hindrance(name) && (await mayDo(name))) free.push(name);
    return free;
  }
}

/** They end what was asked of a unit, or ask it, or do what is left to do: refused where none waits, or all do. */
const HINDERED: readonly ActName[] = [
  ...(['answer-co-handling', 'recall-co-handling', 'chase', 'answer-chase', 'step-done'] as const),
  ...(['take', 'end-tracking'] as const),
  ...(['take-task', 'log-attempt', 'finish-task', 'cancel-task'] as const),
];
/** The text of an input that stands in the history, sealed. */
const sealedOf = ({ fields }: Act, input: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([name]) => fields[name]?.sealed));

const INSTANTS = {
  FIRST: (before: number | string | null, at: number) => before ?? at,
  NOW: (_before: number | string | null, at: number) => at,
  CLEARED: () => null,
};

/** Erased after it had ended: nothing can be written any more. One that a restore left open goes on, without texts. */
const isOver = ({ erasedAt, open }: CaseFile): boolean => erasedAt !== null && !open;

/** The columns that the act's row sets. */
function moved(file: CaseFile, act: Act, at: number): Partial<CaseFile> {
  const sets = Object.entries(act.sets ?? {}) as [Moment, keyof typeof INSTANTS][];
  const stays = act.to === 'SAME' || act.stays?.includes(file.status);
  return {
    ...(!stays && { status: act.to as CaseFile['status'] }),
    ...Object.fromEntries(sets.map(([column, how]) => [column, INSTANTS[how](file[column], at)])),
  };
}

function draftOf(
  { actor, facts: more }: ActRequest,
  act: Act,
  { input, event }: Prepared,
  at: number,
): EventDraft {
  const kept = Object.entries({ ...input, ...more }).filter(([, value]) => value !== undefined);
  const isSealed = ([name]: [string, unknown]) => act.fields[name]?.sealed === true;
  const facts = Object.fromEntries(kept.filter((one) => !isSealed(one)));
  const text = kept.find(isSealed)?.[1] as string | undefined;
  return { type: event ?? act.event, at, actor, facts, ...(text !== undefined && { text }) };
}
