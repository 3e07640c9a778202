import type { Locale } from '@app/platform';
import { STATUSES } from '@app/cases';
import type { ShownClock } from '@app/lookups';
import { REFERRAL_STATUSES, type Referral } from '@app/referrals';
import { z } from 'zod';
import { count, iso, maybe, perhaps, instant, text } from '../api/answers.js';

export const status = z.enum(STATUSES);

/** A case just opened, by a citizen or for her. */
export const opened = z.strictObject({
  caseNumber: text,
  lookupCode: text,
  status,
  dueAt: perhaps,
  progressUrl: text,
});

/** The time until a due date, or since it. */
export const left = z
  .strictObject({
    late: z.boolean(),
    workingDays: count,
    calendarDays: count,
    milliseconds: count,
  })
  .nullable();
const day = z.strictObject({ date: z.iso.date(), counted: z.boolean(), why: text, remark: text.optional() });
export const clock = z.strictObject({
  commitment: text,
  title: text,
  length: text,
  startedAt: instant,
  dueAt: perhaps,
  dueDate: maybe,
  state: text,
  left,
  calendarVersion: text,
  why: z.array(day),
  /** The last change, and the dates before and after if it moved the date. */
  changed: z.strictObject({ kind: text, at: instant, before: maybe, after: maybe }).nullable(),
  /** The earlier date by a new calendar, while it waits for consent. */
  earlier: z.iso.date().nullable(),
});

export function clockShape(shown: ShownClock, locale: Locale) {
  const { clock: of, entry, state, left: over, days, changed, earlier } = shown;
  return {
    commitment: of.commitmentId,
    title: entry.title[locale],
    length: entry.length,
    startedAt: iso(of.startedAt),
    dueAt: iso(of.dueAt),
    dueDate: of.dueDate,
    state,
    left: over,
    calendarVersion: of.calendarVersion,
    why: days.map(({ date, counted, why, remark }) => ({ date, counted, why, ...(remark && { remark }) })),
    changed: changed && {
      kind: changed.kind,
      at: iso(changed.at),
      before: changed.before ?? null,
      after: changed.after ?? null,
    },
    earlier,
  };
}

export const contact = z.strictObject({ name: text, email: maybe, phone: maybe }).nullable();

export const referral = z.strictObject({
  id: text,
  partner: text,
  status: z.enum(REFERRAL_STATUSES),
  offeredAt: instant,
  acceptedAt: perhaps,
  endedAt: perhaps,
  suggestedPartner: maybe,
  version: count,
});

export const referralShape = (of: Referral) => ({
  id: of.id,
  partner: of.partnerUnitId,
  status: of.status,
  offeredAt: iso(of.offeredAt),
  acceptedAt: iso(of.acceptedAt),
  endedAt: iso(of.endedAt),
  suggestedPartner: of.suggestedPartner,
  version: of.version,
});
