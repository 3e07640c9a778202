import { Catalogue } from '@app/catalogue';
import { hasRole, type Actor, type Role } from '@app/people';
import { Clock, invalid, notFound, parseInput, Problem, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { actNamed, actsFrom, type Act, type ActName } from './acts.js';
import { withinCalendar } from './calendar-ends.js';
import { CaseAccess } from './case-access.js';
import { CaseContext } from './case-context.js';
import type { CaseFile } from './case-file.entity.js';
import { ClockBook } from './clock-book.js';
import { Corrections } from './corrections.js';
import type { EventFacts } from './events.js';
import { HistoryEvent } from './history-event.entity.js';
import { History, type EventDraft } from './history.js';
import { openReferrals } from './open-referrals.js';
import { Seals } from './seals.js';

export interface ActRequest {
  actor: Actor;
  caseNumber: string;
  act: ActName;
  input: unknown;
  /** `historySeq` the caller last saw; 412 when the case moved on since. */
  ifMatch?: number;
  /** Beside what the input says: how late a timer fired. */
  facts?: EventFacts;
}

/** Performs the acts of the table: access, version, status, input, then one event in one transaction. */
@Injectable()
export class CaseActs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly clocks: ClockBook,
    private readonly seals: Seals,
    private readonly catalogue: Catalogue,
    private readonly corrections: Corrections,
    private readonly clock: Clock,
  ) {}

  /** Acts this actor could perform now. */
  offered(actor: Actor, file: CaseFile): ActName[] {
    return actsFrom(file.status).filter((name) => allowedTo(actor, actNamed(name)));
  }

  perform(request: ActRequest): Promise<CaseFile> {
    const act = actNamed(request.act);
    if (act.elsewhere) throw notFound();
    return this.work.run(async (manager) => {
      const context = await this.enter(manager, request);
      const input = parseInput(act.input, request.input ?? {});
      const drafts = await this.effects(context, request, act, input);
      await this.history.append(context, drafts);
      return context.file;
    });
  }

  /** Checks access, version and status of an act and gives back the case, held. Used by rooms that append themselves. */
  async enter(
    manager: Parameters<CaseAccess['hold']>[0],
    request: Omit<ActRequest, 'input'>,
  ): Promise<CaseContext> {
    const file = await this.access.hold(manager, request.actor, { caseNumber: request.caseNumber });
    const act = actNamed(request.act);
    if (!allowedTo(request.actor, act)) throw notFound();
    if (request.ifMatch !== undefined && request.ifMatch !== file.historySeq)
      throw new Problem('STALE', 'stale');
    if (!act.from.includes(file.status)) throw this.notAllowed(request.actor, file);
    return new CaseContext(manager, file, this.seals);
  }

  private notAllowed(actor: Actor, file: CaseFile): Problem {
    return new Problem('NOT_ALLOWED', 'act-not-allowed', { allowed: this.offered(actor, file) });
  }

  /** The events of an act, and the case's row changed to what they say. */
  private async effects(
    context: CaseContext,
    request: ActRequest,
    act: Act,
    input: Record<string, unknown>,
  ): Promise<EventDraft[]> {
    const { file } = context;
    const at = this.clock.now();
    if (act.endsReferrals && (await openReferrals(context.manager, file.id)).length > 0) {
      throw new Problem('NOT_ALLOWED', 'referral-open', { allowed: this.offered(request.actor, file) });
    }
    if (request.act === 'request-correction') await this.rollLastDay(file, input);
    if (request.act === 'assign') await this.assign(context, input);
    if (request.act === 'extend') await this.checkExtension(context, input, at);
    const draft = draftOf(request, act, input, at);
    const accepts = request.act === 'assign' && file.status === 'RECEIVED';
    this.move(file, request.act, act, at);
    return accepts ? [{ type: 'ACCEPTED', at, actor: request.actor }, draft] : [draft];
  }

  /** The first assignment is a first step, wherever it goes; only a later change of unit is 改分. */
  private async assign({ manager, file }: CaseContext, input: Record<string, unknown>): Promise<void> {
    const unit = this.catalogue.unit(String(input['unit']));
    if (!unit || unit.organisation !== file.organisationId)
      throw invalid({ field: 'unit', code: 'unknown-unit' });
    const assigned = { caseId: file.id, type: In(['ASSIGNED', 'REASSIGNED']) };
    input['reassigned'] = file.unitId !== unit.id && (await manager.existsBy(HistoryEvent, assigned));
    file.unitId = unit.id;
    file.handlerId = (input['handler'] as string | undefined) ?? null;
  }

  /** A last day on which nobody works in her county is the next one on which they do; the citizen is told that day. */
  private async rollLastDay(file: CaseFile, input: Record<string, unknown>): Promise<void> {
    const asked = String(input['lastDay']);
    input['lastDay'] = await withinCalendar(() => this.corrections.lastDay(file, asked));
  }

  private async checkExtension(
    context: CaseContext,
    input: Record<string, unknown>,
    at: number,
  ): Promise<void> {
    const wish = {
      length: String(input['length']),
      commitment: input['commitment'] as string | undefined,
      at,
    };
    const refusal = await this.clocks.extensionRefusal(context, wish);
    if (refusal) throw invalid({ field: 'length', code: refusal });
  }

  private move(file: CaseFile, name: ActName, act: Act, at: number): void {
    const stays = act.to === 'SAME' || (name === 'assign' && file.status === 'REPLIED');
    if (!stays) file.status = act.to as CaseFile['status'];
    if (name === 'assign' || name === 'accept') file.acceptedAt ??= at;
    if (name === 'reply') file.repliedAt = at;
    if (name === 'reopen') file.closedAt = null;
    if (name === 'close') file.closedAt = at;
  }
}

function draftOf(
  { actor, act: name, facts: more }: ActRequest,
  act: Act,
  input: Record<string, unknown>,
  at: number,
): EventDraft {
  const { reassigned, ...rest } = input;
  const facts = Object.fromEntries(
    Object.entries({ ...rest, ...more }).filter(
      ([field, value]) => field !== act.sealed && value !== undefined,
    ),
  );
  const text = act.sealed === undefined ? undefined : (rest[act.sealed] as string | undefined);
  const type = name === 'assign' && reassigned ? ('REASSIGNED' as const) : act.event;
  return { type, at, actor, facts, ...(text !== undefined && { text }) };
}

function allowedTo(actor: Actor, act: Act): boolean {
  if (actor.kind === 'staff') return hasRole(actor, act.who as readonly Role[]);
  return act.who.includes(actor.kind === 'citizen' ? 'CITIZEN' : 'SYSTEM');
}
