import { findRows, inList, sql } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { HistoryEvent } from './history-event.entity.js';

const ENDS = ['REFERRAL_RETURNED', 'REFERRAL_RECALLED', 'REFERRAL_REPLIED'] as const;

/** Referrals offered and not yet ended, from the history; `cases` does not know the table of referrals. */
export async function openReferrals(manager: EntityManager, caseId: string): Promise<string[]> {
  return [...(await offered(manager, caseId)).keys()];
}

/** The units of their partners. */
export async function openPartners(manager: EntityManager, caseId: string): Promise<string[]> {
  return [...(await offered(manager, caseId)).values()];
}

async function offered(manager: EntityManager, caseId: string): Promise<Map<string, string>> {
  const events = await findRows(
    manager,
    HistoryEvent,
    sql`WHERE "caseId" = ${caseId} AND ${inList('type', ['REFERRED', ...ENDS])} ORDER BY seq`,
  );
  const open = new Map<string, string>();
  for (const { type, facts } of events) {
    if (type === 'REFERRED') open.set(facts.referralId!, facts.partner!);
    else open.delete(facts.referralId!);
  }
  return open;
}
