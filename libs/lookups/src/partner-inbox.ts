import { Catalogue } from '@app/catalogue';
import { may, type Actor, type StaffActor } from '@app/people';
import { firstOf, notFound, parseInput, rawSql, Reader, sql, type Sql } from '@app/platform';
import type { Referral, ReferralStatus } from '@app/referrals';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ListedDues, type DueOf, type ListedDue } from './listed-dues.js';

/** A referral as its partner's list shows it: category, district and dates, no name. */
export type InboxRow = Pick<
  Referral,
  'id' | 'status' | 'offeredAt' | 'acceptedAt' | 'partnerUnitId' | 'organisationId'
> & {
  caseNumber: string;
  serviceId: string;
  district: string | null;
  acceptBy: number | null;
  /** Of a chain that was returned: by when the next team is to answer. */
  replyBy: number | null;
  /** What this team is to do now: to accept, to answer. */
  accept: ListedDue | null;
  reply: ListedDue | null;
};

const query = z.object({
  cursor: z.preprocess(
    (v) => (v === '' ? undefined : v),
    z
      .string()
      .regex(/^[0-2]_\d{1,15}_[\w-]{36}$/, 'cursor')
      .optional(),
  ),
});
export type InboxQuery = z.input<typeof query>;

const PAGE = 25;
const MOST_COUNTED = 100;

@Injectable()
export class PartnerInbox {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly dues: ListedDues,
  ) {}

  /**
   * Referrals to the actor's unit and those below it, 25 a page: first those to be accepted, then those to be answered,
   * then ended ones, each newest first. `next` is the cursor of the following page.
   */
  async list(actor: Actor, input: InboxQuery = {}): Promise<{ rows: InboxRow[]; next: string | null }> {
    if (actor.kind !== 'staff') throw notFound();
    if (!may(actor, 'read-referrals')) return { rows: [], next: null };
    const { cursor } = parseInput(query, input);
    const found = await this.reader.ask<Listed>(
      sql`SELECT found.rank, r.id, r.status, r."offeredAt", r."acceptedAt", r."partnerUnitId",
          r."organisationId", r."caseId", r."chainId", f."caseNumber", f."serviceId", f.district
        FROM (${this.first(actor.unitId, cursor)}) AS found JOIN referral r ON r.id = found.id
        JOIN case_file f ON f.id = r."caseId" ORDER BY found.rank, r."offeredAt" DESC, r.id DESC`,
    );
    const page = found.slice(0, PAGE);
    return { rows: await this.withDues(page), next: found.length > PAGE ? cursorOf(page.at(-1)!) : null };
  }

  /** How many wait for an acceptance or an answer, at most `MOST_COUNTED`. */
  async count(actor: StaffActor): Promise<number> {
    if (!may(actor, 'read-referrals')) return 0;
    const looks = this.catalogue
      .unitsUnder(actor.unitId)
      .flatMap((unit) => STATUSES.slice(0, OVER).map((status) => look(unit, status, 0, undefined)!));
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (${firstOf(looks, NEWEST, MOST_COUNTED)}) AS found`,
    );
    return Number(row!.n);
  }

  /** One row more than is shown, to know whether there is a next page. */
  private first(unitId: string, cursor: string | undefined): Sql {
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const looks = this.catalogue
      .unitsUnder(unitId)
      .flatMap((unit) => STATUSES.map((status, index) => look(unit, status, Math.min(index, OVER), after)));
    return firstOf(
      looks.filter((found) => found !== undefined),
      ORDER,
      PAGE + 1,
      NEWEST,
    );
  }

  /** What the team is to do now on one referral. Callers show it to those who may see the referral. */
  async duesOf(referral: Placed): Promise<Pick<InboxRow, 'accept' | 'reply'>> {
    const { accept, reply } = partsOf(await this.dues.of([referral.caseId]), referral);
    return { accept, reply };
  }

  private async withDues(rows: Listed[]): Promise<InboxRow[]> {
    const due = await this.dues.of(rows.map(({ caseId }) => caseId));
    return rows.map((row) => {
      const { rank: _rank, caseId: _case, chainId: _chain, ...shown } = row;
      return { ...shown, ...partsOf(due, row) };
    });
  }
}

type Placed = Pick<Referral, 'id' | 'caseId' | 'chainId' | 'status'>;

/** The clock of an offer is the referral's own; that of the answer is its chain's. */
function partsOf(due: DueOf, { id, chainId, status }: Placed) {
  const [accept, reply] = [due('REFERRAL', id), due('REFERRAL_CHAIN', chainId)];
  return {
    ...{ acceptBy: accept?.dueAt ?? null, replyBy: reply?.dueAt ?? null },
    ...{ accept, reply: AWAITED.includes(status) ? reply : null },
  };
}

type Listed = Omit<InboxRow, 'acceptBy' | 'replyBy' | 'accept' | 'reply'> & {
  rank: number;
  caseId: string;
  chainId: string;
};

/** In the order of the list; from the third on they are ended and listed together. */
const STATUSES: readonly ReferralStatus[] = ['OFFERED', 'ACCEPTED', 'REPLIED', 'RETURNED', 'RECALLED'];
const OVER = 2;
/** The team still owes an answer. */
const AWAITED = STATUSES.slice(0, OVER);
const ORDER = rawSql('rank, "offeredAt" DESC, id DESC');
const NEWEST = rawSql('"offeredAt" DESC, id DESC');

/** The last row of the previous page. */
interface Place {
  rank: number;
  offeredAt: number;
  id: string;
}

const cursorOf = ({ rank, offeredAt, id }: Listed): string => `${rank}_${offeredAt}_${id}`;

function placeOf(cursor: string): Place {
  const [rank, offeredAt, id = ''] = cursor.split('_');
  return { rank: Number(rank), offeredAt: Number(offeredAt), id };
}

/**
 * Query of one status in the index of a unit's referrals, newest first; undefined where earlier pages showed all of
 * them.
 */
function look(unit: string, status: ReferralStatus, rank: number, after: Place | undefined): Sql | undefined {
  if (after && rank < after.rank) return undefined;
  const from = sql`SELECT r.id, r."offeredAt", ${rawSql(String(rank))} AS rank FROM referral r
    WHERE r."partnerUnitId" = ${unit} AND r.status = ${status}`;
  if (!after || rank > after.rank) return from;
  return sql`${from} AND (r."offeredAt", r.id) < (${after.offeredAt}, ${after.id})`;
}
