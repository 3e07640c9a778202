import { lengthForm, type EventType } from '@app/cases';
import { line, optional, paragraph } from '@app/platform';
import { z } from 'zod';
import type { Need } from './referral-course.js';
import type { ReferralStatus } from './referral.entity.js';

export interface ReferralAct {
  from: readonly ReferralStatus[];
  to: ReferralStatus;
  /** The partner's staff, or the staff of the case's owner. */
  side: 'PARTNER' | 'OWNER';
  event: EventType;
  input: z.ZodType<ReferralInput>;
  /** Beside the status. */
  needs?: Need;
}

export interface ReferralInput {
  text?: string | undefined;
  reason?: string | undefined;
  suggestedPartner?: string | undefined;
  length?: string | undefined;
  how?: string | undefined;
  outcome?: string | undefined;
  on?: string | undefined;
  time?: string | undefined;
}

/** Ways to reach the citizen, and what came of it. */
export const WAYS = ['PHONE', 'SMS', 'EMAIL', 'VISIT'] as const;
export const OUTCOMES = ['REACHED', 'UNANSWERED'] as const;
const TIME_FORM = /^([01]\d|2[0-3]):[0-5]\d$/;

/** All acts on a referral, one row each (docs/case-life.md). */
export const REFERRAL_ACTS = {
  accept: {
    from: ['OFFERED'],
    to: 'ACCEPTED',
    side: 'PARTNER',
    event: 'REFERRAL_ACCEPTED',
    input: z.object({}),
  },
  attempt: {
    from: ['ACCEPTED'],
    to: 'ACCEPTED',
    side: 'PARTNER',
    event: 'REFERRAL_ATTEMPTED',
    input: z.object({
      how: z.enum(WAYS),
      outcome: z.enum(OUTCOMES),
      on: optional(z.iso.date('date')).describe('Today where left out'),
      time: optional(z.string().regex(TIME_FORM, 'time')).describe('13:30; now where left out'),
      text: paragraph(4_000),
    }),
  },
  report: {
    from: ['ACCEPTED'],
    to: 'ACCEPTED',
    side: 'PARTNER',
    event: 'REFERRAL_REPORTED',
    input: z.object({ text: paragraph(4_000) }),
  },
  'ask-time': {
    from: ['ACCEPTED'],
    to: 'ACCEPTED',
    side: 'PARTNER',
    event: 'REFERRAL_TIME_ASKED',
    input: z.object({ length: lengthForm(), reason: paragraph(1_000) }),
    needs: 'NO_TIME_ASKED',
  },
  return: {
    from: ['OFFERED', 'ACCEPTED'],
    to: 'RETURNED',
    side: 'PARTNER',
    event: 'REFERRAL_RETURNED',
    input: z.object({ reason: paragraph(1_000), suggestedPartner: optional(line(100)) }),
  },
  reply: {
    from: ['ACCEPTED'],
    to: 'REPLIED',
    side: 'PARTNER',
    event: 'REFERRAL_REPLIED',
    input: z.object({ text: paragraph(4_000) }),
  },
  recall: {
    from: ['OFFERED', 'ACCEPTED'],
    to: 'RECALLED',
    side: 'OWNER',
    event: 'REFERRAL_RECALLED',
    input: z.object({ reason: paragraph(1_000) }),
  },
  'grant-time': {
    from: ['ACCEPTED'],
    to: 'ACCEPTED',
    side: 'OWNER',
    event: 'REFERRAL_TIME_GRANTED',
    input: z.object({ text: optional(paragraph(1_000)) }),
    needs: 'TIME_ASKED',
  },
  'refuse-time': {
    from: ['ACCEPTED'],
    to: 'ACCEPTED',
    side: 'OWNER',
    event: 'REFERRAL_TIME_REFUSED',
    input: z.object({ reason: paragraph(1_000) }),
    needs: 'TIME_ASKED',
  },
  continue: {
    from: ['ACCEPTED'],
    to: 'ACCEPTED',
    side: 'OWNER',
    event: 'REFERRAL_CONTINUED',
    input: z.object({ text: paragraph(1_000) }),
    needs: 'UNREACHED',
  },
} as const satisfies Record<string, ReferralAct>;

export type ReferralActName = keyof typeof REFERRAL_ACTS;
export const isReferralAct = (name: string): name is ReferralActName => Object.hasOwn(REFERRAL_ACTS, name);
