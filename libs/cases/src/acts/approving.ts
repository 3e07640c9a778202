import type { Actor, Staff, StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';
import type { ApprovalRequest } from '../record/approval-request.entity.js';
import type { CaseContext } from '../record/case-context.js';
import type { EventFacts } from '../record/events.js';
import type { Act } from './act.js';
import type { ActName } from './acts.js';
import { ApprovalBook } from './approval-book.js';
import { Approvers, type Standing } from './approvers.js';

interface Wish {
  act: ActName;
  input: Record<string, unknown>;
}
type Decision = NonNullable<Act['decides']>;

/** Two people for a decision: one asks, another approves or sends back (decision 0022). */
@Injectable()
export class Approving {
  constructor(
    private readonly book: ApprovalBook,
    private readonly approvers: Approvers,
  ) {}

  choices({ manager }: CaseContext, actor: StaffActor): Promise<Staff[]> {
    return this.approvers.choices(manager, actor);
  }

  /** Stores the request and returns the facts of its event. */
  async ask(context: CaseContext, { actor, act, input }: Wish & { actor: StaffActor }): Promise<EventFacts> {
    const named = input['approver'] as string | undefined;
    const approver = named ?? (await this.approvers.choices(context.manager, actor))[0]?.id;
    await this.book.ask(context, { actor, act, input, approverId: approver ?? null });
    return { act, ...(approver && { approver }) };
  }

  /** Why the actor cannot decide in this way now; the texts are those of problems. */
  async refusal(
    pending: ApprovalRequest | null,
    actor: Actor,
    context: CaseContext,
    decision: Decision,
  ): Promise<string | undefined> {
    if (!pending || actor.kind !== 'staff') return 'nothing-to-approve';
    const own = pending.askedBy === actor.id;
    if (decision === 'WITHDRAWN') return own ? undefined : 'not-own-request';
    if (own) return 'own-request';
    return (await this.standing(context, actor, pending)) ? undefined : 'not-asked';
  }

  /** Whether the actor may decide what waits, though the role alone would not do: a deputy. */
  async mayBeAsked(context: CaseContext, actor: Actor): Promise<boolean> {
    if (actor.kind !== 'staff') return false;
    const pending = await this.book.pending(context);
    return pending !== null && (await this.standing(context, actor, pending)) !== undefined;
  }

  /** After `refusal` found nothing: settles the request; returns what was asked for, and the facts of the event. */
  async decide(
    context: CaseContext,
    actor: StaffActor,
    decision: Decision,
  ): Promise<{ facts: EventFacts; wish: Wish }> {
    const pending = (await this.book.pending(context))!;
    const standing = await this.standing(context, actor, pending);
    const wish = { act: pending.act as ActName, input: await this.book.inputOf(context, pending) };
    await this.book.settle(context, pending, decision, actor.id);
    return { wish, facts: { act: pending.act, askedBy: pending.askedBy, ...standing } };
  }

  private async standing(
    { manager }: CaseContext,
    actor: StaffActor,
    pending: ApprovalRequest,
  ): Promise<Standing | undefined> {
    return (
      this.approvers.standing(actor, pending, []) ??
      this.approvers.standing(actor, pending, await this.approvers.absent(manager, actor))
    );
  }
}
