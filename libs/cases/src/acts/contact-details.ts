import type { CitizenActor } from '@app/people';
import { Idempotency, invalid, Problem, TimeSource, UnitOfWork, type Locale } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import { Petitioner } from '../record/case-file.entity.js';
import type { CaseContext } from '../record/case-context.js';
import type { PetitionerDetails } from '../record/petition.js';
import { petitionerRow } from '../record/petitioner-row.js';
import { Seals } from '../record/seals.js';
import { CaseActs } from './case-acts.js';
import { Confirmations } from './confirmations.js';

export interface ContactRequest {
  actor: CitizenActor;
  caseNumber: string;
  /** Left out: stays as it is; null: taken away. */
  contact: Partial<Pick<PetitionerDetails, 'email' | 'phone'>>;
  locale: Locale;
  key: string;
}

/** How the citizen is told of her case, and in which language. */
@Injectable()
export class ContactDetails {
  constructor(
    private readonly acts: CaseActs,
    private readonly access: CaseAccess,
    private readonly confirmations: Confirmations,
    private readonly history: History,
    private readonly work: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly seals: Seals,
    private readonly time: TimeSource,
  ) {}

  /**
   * Replaces them and returns the number of the event. The event comes first: its notice still goes to the earlier
   * address, so that she learns of a change that somebody else made. Where the case waits to be confirmed, a link goes to
   * the new address. Throws NOT_ALLOWED for an erased case, TOO_MANY where no further link may be sent.
   */
  async change({ actor, caseNumber, contact, locale, key }: ContactRequest): Promise<number> {
    const body = { contact, locale };
    // the same form filled in otherwise is another change
    const once = { scope: `citizen ${actor.caseId} contact`, key: `${key} ${JSON.stringify(body)}`, body };
    const { seq } = await this.idempotency.once(once, () =>
      this.work.run(async (manager) => {
        const context = await this.acts.enter(manager, { actor, caseNumber, act: 'change-contact' });
        const before = await context.petitioner();
        if (!before) throw new Problem('NOT_ALLOWED', 'erased');
        const waits = context.file.status === 'AWAITING_CONFIRMATION';
        if (waits && contact.email === null)
          throw invalid({ field: 'removeEmail', code: 'email-to-confirm' });
        const fields = changedFields({ ...before, locale: context.file.locale }, { ...contact, locale });
        context.file.locale = locale;
        const event = { type: 'CONTACT_CHANGED' as const, at: this.time.now(), actor, facts: { fields } };
        await this.history.append(context, [event]);
        await this.store(manager, context, { ...before, ...contact });
        const seq = context.file.historySeq;
        if (waits && fields.includes('email')) await this.askThere(manager, actor, caseNumber);
        return { seq };
      }),
    );
    return seq;
  }

  /** Entered again: the context has read the earlier address. */
  private async askThere(manager: EntityManager, actor: CitizenActor, caseNumber: string): Promise<void> {
    const context = await this.access.enter(manager, actor, { caseNumber });
    await this.confirmations.askNewAddress(context, actor);
  }

  private async store(
    manager: EntityManager,
    context: CaseContext,
    details: PetitionerDetails,
  ): Promise<void> {
    const { id } = context.file;
    const row = petitionerRow(id, (await context.key())!, details, this.seals);
    await manager.update(Petitioner, { caseId: id }, row);
  }
}

/** Names of what changed, never the values: they stand in the history in clear. */
function changedFields(before: object, after: object): string[] {
  const known = new Map(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) => (known.get(field) === value ? [] : [field]));
}
