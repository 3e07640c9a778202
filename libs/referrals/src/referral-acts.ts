import type { EventType } from '@app/cases';
import { line, optional, paragraph } from '@app/platform';
import { z } from 'zod';
import type { ReferralStatus } from './referral.entity.js';

export interface ReferralAct {
  from: readonly ReferralStatus[];
  to: ReferralStatus;
  /** The partner's staff, or the staff of the case's owner. */
  side: 'PARTNER' | 'OWNER';
  event: EventType;
  input: z.ZodType<{ text?: string; reason?: string; suggestedPartner?: string }>;
}

/** All acts on a referral, one row each (docs/case-life.md). */
export const REFERRAL_ACTS = {
  accept: {
    from: ['OFFERED'],
    to: 'ACCEPTED',
    side: 'PARTNER',
    event: 'REFERRAL_ACCEPTED',
    input: z.object({}),
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
} as const satisfies Record<string, ReferralAct>;

export type ReferralActName = keyof typeof REFERRAL_ACTS;
export const isReferralAct = (name: string): name is ReferralActName => Object.hasOwn(REFERRAL_ACTS, name);
