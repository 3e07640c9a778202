import type { InboxRow } from '@app/lookups';
import { REFERRAL_STATUSES } from '@app/referrals';
import { z } from 'zod';
import { instant, iso, maybe, perhaps, text } from '../api/answers.js';
import { contact, left, referral } from '../case-parts/case.answers.js';

export { referral };

/** What is left is null where the team is not to accept, or to answer, now. */
const due = { acceptBy: perhaps, replyBy: perhaps, acceptLeft: left, replyLeft: left };
const partnerCase = { caseNumber: text, service: text, district: maybe };
export const inbox = z.array(
  z.strictObject({
    ...{ id: text, ...partnerCase, status: z.enum(REFERRAL_STATUSES), offeredAt: instant, ...due },
  }),
);
export const coHandlings = z.array(
  z.strictObject({
    ...{ caseNumber: text, service: text, subject: text, owner: text, unit: text },
    ...{ askedAt: instant, dueAt: perhaps, left },
  }),
);
const work = z.strictObject({
  ...{ event: text, at: instant, text: maybe },
  ...{ how: maybe, outcome: maybe, attemptedAt: perhaps, length: maybe },
});
export const partnerReferral = referral.extend({
  ...{ ...partnerCase, ...due, subject: maybe, description: maybe, contact, acts: z.array(text) },
  /** What the team did since it accepted the case, and more time that waits for the owner. */
  work: z.array(work),
  timeAsked: z.strictObject({ length: text, at: instant }).nullable(),
  unanswered: z.number(),
  /** Why it was referred, and what the team is asked by 催辦. */
  ...{ reason: maybe, chase: z.strictObject({ text: maybe, dueDate: text }).nullable() },
});

export const inboxShape = ({ id, caseNumber, serviceId, district, status, offeredAt, ...due }: InboxRow) => ({
  ...{ id, caseNumber, service: serviceId, district, status, offeredAt: iso(offeredAt) },
  ...{ acceptBy: iso(due.acceptBy), replyBy: iso(due.replyBy) },
  ...leftOf(due),
});

export const leftOf = ({ accept, reply }: Pick<InboxRow, 'accept' | 'reply'>) => ({
  acceptLeft: accept?.left ?? null,
  replyLeft: reply?.left ?? null,
});
