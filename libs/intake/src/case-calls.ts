import { CaseActs, History, parseCaseNumber, type CaseContext, type EventDraft } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { staffWho, type Actor, type StaffActor } from '@app/people';
import { Idempotency, newId, parseInput, TimeSource, UnitOfWork, type FieldProblem } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { CallRecords } from './call-records.js';
import { Contact, type CaseCallEnding } from './contact.entity.js';
import { codesUnknown, hotlineOf, notOurs } from './known-wrong.js';
import { loggedCaseCall } from './report-input.js';

/** What the fact `call` of a note says of it; `ANSWERED`: what the caller was told. */
export type CallFact = CaseCallEnding | 'ANSWERED' | 'UNDONE';

type CaseCall = z.output<typeof loggedCaseCall>;

/** Calls and visits about an existing case: what the caller added, or that she asked how it stands. */
@Injectable()
export class CaseCalls {
  constructor(
    private readonly acts: CaseActs,
    private readonly calls: CallRecords,
    private readonly history: History,
    private readonly catalogue: Catalogue,
    private readonly idempotency: Idempotency,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  /**
   * Counts the call, and notes on the case what was said. Throws NOT_FOUND for a case outside the actor's scope,
   * NOT_ALLOWED for one that was merged into another.
   */
  async log(
    actor: Actor,
    ending: CaseCallEnding,
    input: unknown,
    idempotencyKey?: string,
  ): Promise<{ id: string }> {
    const staff = staffWho(actor, 'log-contact');
    const known = [
      ...notOurs(this.catalogue, staff.organisationId, input),
      ...codesUnknown(this.catalogue, staff.organisationId, input),
      ...unsaid(ending, input),
    ];
    const checked = parseInput(loggedCaseCall, input, known);
    await this.calls.check(staff, checked);
    const once = { scope: `log-call ${ending} ${staff.id}`, key: idempotencyKey, body: input };
    return this.idempotency.once(once, () =>
      this.work.run((manager) => this.note(manager, staff, ending, checked)),
    );
  }

  private async note(
    manager: EntityManager,
    actor: StaffActor,
    ending: CaseCallEnding,
    call: CaseCall,
  ): Promise<{ id: string }> {
    const caseNumber = parseCaseNumber(call.caseNumber) ?? call.caseNumber;
    const context = await this.acts.enter(manager, { actor, caseNumber, act: 'note' });
    const at = this.time.now();
    const id = newId(at);
    await manager.insert(Contact, { id, at, ending, ...this.rowOf(actor, call, context) });
    await this.calls.keep(manager, actor, call, { id, at, openedCaseId: null });
    await this.history.append(context, notes(ending, id, call, { at, actor }));
    return { id };
  }

  /** What was said stands sealed in the case and nowhere else. */
  private rowOf({ organisationId, unitId, id: staffId }: StaffActor, call: CaseCall, { file }: CaseContext) {
    return {
      ...{ organisationId, unitId, staffId, channel: call.channel, serviceId: file.serviceId },
      ...{ caseId: file.id, topic: '', answer: '', seconds: call.seconds ?? null, undoneAt: null },
      hotline: hotlineOf(this.catalogue, organisationId, call) ?? null,
    };
  }
}

/** To attach a call without what was said would add nothing. */
function unsaid(ending: CaseCallEnding, input: unknown): FieldProblem[] {
  const said = (input as { said?: unknown } | null | undefined)?.said;
  const isEmpty = said === undefined || (typeof said === 'string' && said.trim() === '');
  return ending === 'ATTACHED' && isEmpty ? [{ field: 'said', code: 'required' }] : [];
}

function notes(
  ending: CaseCallEnding,
  contactId: string,
  { said, answer, channel }: CaseCall,
  by: Pick<EventDraft, 'at' | 'actor'>,
): EventDraft[] {
  const noted = (call: CallFact, text: string | undefined): EventDraft => ({
    ...{ type: 'NOTED', ...by, facts: { call, contactId, channel } },
    ...(text !== undefined && { text }),
  });
  return [noted(ending, said), ...(answer === undefined ? [] : [noted('ANSWERED', answer)])];
}
