import { Catalogue } from '@app/catalogue';
import type { Actor } from '@app/people';
import { notFound, Reader } from '@app/platform';
import type { Referral } from '@app/referrals';
import { Injectable } from '@nestjs/common';

/** A referral as its partner's list shows it: category, district and dates, no name. */
export type InboxRow = Pick<
  Referral,
  'id' | 'status' | 'offeredAt' | 'acceptedAt' | 'partnerUnitId' | 'organisationId'
> & {
  caseNumber: string;
  serviceId: string;
  district: string | null;
  acceptBy: number | null;
  replyBy: number | null;
};

const ROWS = 100;

@Injectable()
export class PartnerInbox {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
  ) {}

  /** Referrals to the actor's unit and those below it, the open ones first. */
  async list(actor: Actor): Promise<InboxRow[]> {
    if (actor.kind !== 'staff') throw notFound();
    const units = this.catalogue.unitsUnder(actor.unitId);
    const due = (subject: string) =>
      `(SELECT MIN(k."dueAt") FROM clock k WHERE k."caseId" = r."caseId" AND k.state = 'RUNNING' AND ${subject})`;
    return this.reader.rows<InboxRow>(
      `SELECT r.id, r.status, r."offeredAt", r."acceptedAt", r."partnerUnitId", r."organisationId", f."caseNumber", f."serviceId", f.district,
         ${due(`k.subject = 'REFERRAL' AND k."subjectId" = r.id`)} AS "acceptBy",
         ${due(`k.subject = 'REFERRAL_CHAIN' AND k."subjectId" = r."chainId"`)} AS "replyBy"
       FROM referral r JOIN case_file f ON f.id = r."caseId"
       WHERE r."partnerUnitId" IN (${units.map((_, index) => `$${index + 1}`).join(', ')})
       ORDER BY CASE r.status WHEN 'OFFERED' THEN 0 WHEN 'ACCEPTED' THEN 1 ELSE 2 END, r."offeredAt" DESC LIMIT ${ROWS}`,
      units,
    );
  }
}
