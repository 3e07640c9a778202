import { hasRole, type Actor, type Role } from '@app/people';
import { TimeSource, notFound, parseInput, Problem, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ActChecks, type Prepared } from './act-checks.js';
import type { Act, Moment } from './act.js';
import { actNamed, actsFrom, inputOfAct, type ActName } from './acts.js';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { EventFacts } from '../record/events.js';
import { History, type EventDraft } from '../history/history.js';
import { Merging } from './merging.js';
import { openReferrals } from '../record/open-referrals.js';

export interface ActRequest {
  actor: Actor;
  caseNumber: string;
  act: ActName;
  input: unknown;
  /** The `historySeq` that the caller saw last; 412 when the case has changed since. */
  ifMatch?: number;
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
  ) {}

  /** Acts this actor could perform now. */
  offered(actor: Actor, file: CaseFile): ActName[] {
    // nothing can be written any more
    if (file.erasedAt !== null) return [];
    return actsFrom(file.status).filter((name) => allowedTo(actor, actNamed(name)));
  }

  async perform(request: ActRequest): Promise<CaseFile> {
    const act = actNamed(request.act);
    if (act.elsewhere) throw notFound();
    return this.work.run(async (manager) => {
      const context = await this.enter(manager, request);
      const input = parseInput(inputOfAct(request.act), request.input ?? {});
      const drafts = await this.effects(context, request, act, input);
      await this.history.append(context, drafts);
      return context.file;
    });
  }

  /**
   * Checks access, version and status for an act and returns the case, locked. Used by rooms that append the event
   * themselves.
   */
  async enter(manager: EntityManager, request: Omit<ActRequest, 'input'>): Promise<CaseContext> {
    const context = await this.access.enter(manager, request.actor, { caseNumber: request.caseNumber });
    const { file } = context;
    const act = actNamed(request.act);
    if (!allowedTo(request.actor, act)) throw notFound();
    if (file.erasedAt !== null) throw new Problem('NOT_ALLOWED', 'erased');
    if (request.ifMatch !== undefined && request.ifMatch !== file.historySeq)
      throw new Problem('STALE', 'stale');
    if (!act.from.includes(file.status)) throw await this.notAllowed(request.actor, context);
    return context;
  }

  private async notAllowed(actor: Actor, context: CaseContext): Promise<Problem> {
    const allowed = await this.free(actor, context);
    const into = context.file.status === 'MERGED' ? await this.merging.main(context) : undefined;
    if (into === undefined) return new Problem('NOT_ALLOWED', 'act-not-allowed', { allowed });
    return new Problem('NOT_ALLOWED', 'case-merged', { allowed, params: { into } });
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
    const refused = act.endsReferrals && (await this.hindranceOf(context))(act);
    if (refused)
      throw new Problem('NOT_ALLOWED', refused, { allowed: await this.free(request.actor, context) });
    const prepared = await this.checks.prepare(request.act, { context, actor: request.actor, input, at });
    const draft = draftOf(request, act, prepared, at);
    const first = act.also?.[file.status];
    Object.assign(file, moved(file, act, at), prepared.file);
    return first ? [{ type: first, at, actor: request.actor }, draft] : [draft];
  }

  /** The acts that the actor can perform now: a refusal names them. */
  private async free(actor: Actor, context: CaseContext): Promise<ActName[]> {
    const hindrance = await this.hindranceOf(context);
    return this.offered(actor, context.file).filter((name) => !hindrance(actNamed(name)));
  }

  /**
   * Why an act is refused though the status allows it: a referral is open, or merged cases wait for this case's
   * answer.
   */
  private async hindranceOf(context: CaseContext): Promise<(act: Act) => string | undefined> {
    const referral = (await openReferrals(context.manager, context.file.id)).length > 0;
    const others = (await this.merging.joined(context)).length > 0;
    return (act) => {
      if (act.endsReferrals && referral) return 'referral-open';
      return act.unanswered && others ? 'others-joined' : undefined;
    };
  }
}

const INSTANTS = {
  FIRST: (before: number | string | null, at: number) => before ?? at,
  NOW: (_before: number | string | null, at: number) => at,
  CLEARED: () => null,
};

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

function allowedTo(actor: Actor, act: Act): boolean {
  if (actor.kind === 'staff') return hasRole(actor, act.who as readonly Role[]);
  return act.who.includes(actor.kind === 'citizen' ? 'CITIZEN' : 'SYSTEM');
}
