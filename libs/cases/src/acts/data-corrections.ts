import type { Actor } from '@app/people';
import { findRows, inList, Problem, sql, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { History } from '../history/history.js';
import type { CaseContext } from '../record/case-context.js';
import { Petitioner } from '../record/case-file.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import type { PetitionerDetails } from '../record/petition.js';
import { petitionerRow } from '../record/petitioner-row.js';
import { Seals } from '../record/seals.js';

/** What is corrected; left out: stays as it is. */
export type Corrected = Partial<PetitionerDetails & { subject: string; district: string }>;

/** Corrects the personal data of a case on request (個資法第11條第1項); those who were given them are told (第5項). */
@Injectable()
export class DataCorrections {
  constructor(
    private readonly history: History,
    private readonly seals: Seals,
    private readonly time: TimeSource,
  ) {}

  /**
   * In the transaction of the decision. `request`: number of the case in which it was asked for; `why` stays with the
   * history. Throws NOT_ALLOWED for an erased case.
   */
  async correct(
    context: CaseContext,
    { actor, request, why }: { actor: Actor; request: string; why: string },
    { subject, district, ...person }: Corrected,
  ): Promise<void> {
    const { manager, file } = context;
    const before = await context.petitioner();
    if (!before) throw new Problem('NOT_ALLOWED', 'erased');
    const at = this.time.now();
    const fields = Object.keys({ ...person, ...(subject && { subject }), ...(district && { district }) });
    Object.assign(file, { ...(subject && { subject }), ...(district && { district }) });
    const told = (await this.partnersOf(context)).map((partner) => ({
      ...{ type: 'CORRECTION_TOLD' as const, at, actor, facts: { partner } },
    }));
    const corrected = { type: 'DATA_CORRECTED' as const, at, actor, facts: { fields, request }, text: why };
    await this.history.append(context, [corrected, ...told]);
    const row = petitionerRow(file.id, (await context.key())!, { ...before, ...person }, this.seals);
    await manager.update(Petitioner, { caseId: file.id }, row);
  }

  /** The partners that saw them: those that accepted a referral. */
  private async partnersOf({ manager, file }: CaseContext): Promise<string[]> {
    const accepted = await findRows(
      manager,
      HistoryEvent,
      sql`WHERE "caseId" = ${file.id} AND ${inList('type', ['REFERRAL_ACCEPTED'])} ORDER BY seq`,
    );
    return [...new Set(accepted.flatMap(({ facts }) => (facts.partner ? [facts.partner] : [])))];
  }
}
