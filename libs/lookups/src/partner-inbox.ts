import { Catalogue } from '@app/catalogue';
import type { Actor } from '@app/people';
import { firstOf, inList, notFound, rawSql, Reader, sql, type Sql } from '@app/platform';
import type { Referral, ReferralStatus } from '@app/referrals';
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

  /** Referrals to the actor's unit and those below it: what waits for an answer first, then what is over, newest first. */
  async list(actor: Actor): Promise<InboxRow[]> {
    if (actor.kind !== 'staff') throw notFound();
    const units = this.catalogue.unitsUnder(actor.unitId);
    const found = firstOf(
      units.flatMap((unit) => STATUSES.map((status, rank) => look(unit, status, Math.min(rank, OVER)))),
      ORDER,
      ROWS,
      NEWEST,
    );
    const rows = await this.reader.ask<Listed>(
      sql`SELECT r.id, r.status, r."offeredAt", r."acceptedAt", r."partnerUnitId", r."organisationId", r."caseId", r."chainId",
          f."caseNumber", f."serviceId", f.district FROM (${found}) AS found JOIN referral r ON r.id = found.id
        JOIN case_file f ON f.id = r."caseId" ORDER BY found.rank, r."offeredAt" DESC`,
    );
    return this.withDues(rows);
  }

  /** The clock of an offer is the referral's own; that of the answer is its chain's. */
  private async withDues(rows: Listed[]): Promise<InboxRow[]> {
    const due = await this.dues(rows.map(({ caseId }) => caseId));
    return rows.map(({ caseId: _case, chainId, ...row }) => ({
      ...row,
      acceptBy: due.get(`REFERRAL ${row.id}`) ?? null,
      replyBy: due.get(`REFERRAL_CHAIN ${chainId}`) ?? null,
    }));
  }

  private async dues(cases: string[]): Promise<Map<string, number>> {
    if (cases.length === 0) return new Map();
    const rows = await this.reader.ask<{ subject: string; subjectId: string; at: number }>(
      sql`SELECT k.subject, k."subjectId", MIN(k."dueAt") AS at FROM clock k
        WHERE ${inList('k."caseId"', [...new Set(cases)])} AND k.state = 'RUNNING'
        GROUP BY k.subject, k."subjectId"`,
    );
    return new Map(rows.map(({ subject, subjectId, at }) => [`${subject} ${subjectId}`, Number(at)]));
  }
}

type Listed = Omit<InboxRow, 'acceptBy' | 'replyBy'> & { caseId: string; chainId: string };

/** In the order of the list; those from the third on are over and stand together. */
const STATUSES: readonly ReferralStatus[] = ['OFFERED', 'ACCEPTED', 'REPLIED', 'RETURNED', 'RECALLED'];
const OVER = 2;
const ORDER = rawSql('rank, "offeredAt" DESC');
const NEWEST = rawSql('"offeredAt" DESC');

/** One walk down the index of a unit's referrals, newest first. */
const look = (unit: string, status: ReferralStatus, rank: number): Sql =>
  sql`SELECT r.id, r."offeredAt", ${rawSql(String(rank))} AS rank FROM referral r
    WHERE r."partnerUnitId" = ${unit} AND r.status = ${status}`;
