import { STATUSES } from '@app/cases';
import { COMMITMENT_KINDS } from '@app/catalogue';
import { REFERRAL_STATUSES } from '@app/referrals';
import { z } from 'zod';

/** What each route answers with: described in OpenAPI, and compared with the real answers by the contract tests. */
const text = z.string();
const maybe = text.nullable();
const instant = z.iso.datetime({ offset: true });
const perhaps = instant.nullable();
const count = z.int().min(0);
const status = z.enum(STATUSES);

const service = z.strictObject({
  ...{ id: text, organisation: text, name: text, description: text, kind: text },
  channels: z.array(text),
});
export const services = z.array(service);

const commitment = z.strictObject({
  ...{ id: text, organisation: text, kind: z.enum(COMMITMENT_KINDS), title: text, text },
  source: z.strictObject({ document: text, clause: text, quote: maybe }),
  /** How we read the source where it leaves something open. */
  assumption: maybe,
  services: z.array(text),
  /** Whether this system measures it today. */
  measured: z.boolean(),
  /** Of a clock. */
  length: maybe,
  extension: z.strictObject({ maxTimes: count, maxLength: text }).nullable(),
  /** Of a rate. */
  target: z.number().nullable(),
  numerator: maybe,
  denominator: maybe,
  /** Of what recurs. */
  every: maybe,
  times: count.nullable(),
  /** Whether `times` is the least, and of whom; null: of the agency. */
  atLeast: z.boolean().nullable(),
  per: z.enum(['unit', 'branch']).nullable(),
  dueBy: z.strictObject({ date: text, year: z.enum(['SAME', 'NEXT']) }).nullable(),
});
export const commitments = z.array(commitment);

export const opened = z.strictObject({
  ...{ caseNumber: text, lookupCode: text, status, dueAt: perhaps, progressUrl: text },
});

const left = z.strictObject({
  late: z.boolean(),
  workingDays: count,
  calendarDays: count,
  milliseconds: count,
});
const day = z.strictObject({ date: z.iso.date(), counted: z.boolean(), why: text, remark: text.optional() });
const clock = z.strictObject({
  ...{
    commitment: text,
    title: text,
    length: text,
    startedAt: instant,
    dueAt: perhaps,
    dueDate: maybe,
    state: text,
  },
  ...{ left: left.nullable(), calendarVersion: text, why: z.array(day) },
  /** What moved it last, and the dates before and after where one moved. */
  changed: z.strictObject({ kind: text, at: instant, before: maybe, after: maybe }).nullable(),
  /** The earlier date of a new calendar, while it waits for a yes. */
  earlier: z.iso.date().nullable(),
});

const unit = z.strictObject({ name: maybe, phone: maybe });
export const progress = z.strictObject({
  ...{ caseNumber: text, service: maybe, status },
  stages: z.array(z.strictObject({ stage: text, at: instant, text: text.optional() })),
  unit,
  clocks: z.array(clock),
  referrals: z.array(z.strictObject({ partner: maybe, status: z.enum(REFERRAL_STATUSES), at: instant })),
  replies: z.array(z.strictObject({ at: instant, unit: maybe, text: maybe, kind: text })),
  /** Said beside the answers; `unit` is null for what she wrote herself. */
  messages: z.array(z.strictObject({ at: instant, unit: maybe, text: maybe })),
});

export const surveyed = z.strictObject({ score: z.int().min(1).max(5) });
export const contacted = z.strictObject({ id: text });
export const codeIssued = z.strictObject({ caseNumber: text, lookupCode: text });

const listed = z.strictObject({
  ...{ caseNumber: text, service: text, unit: text, status, channel: text, subject: text },
  ...{ receivedAt: instant, dueAt: perhaps, commitment: maybe },
});
export const caseList = z.strictObject({ cases: z.array(listed), next: maybe });

export const referral = z.strictObject({
  ...{ id: text, partner: text, status: z.enum(REFERRAL_STATUSES), offeredAt: instant, acceptedAt: perhaps },
  ...{ endedAt: perhaps, suggestedPartner: maybe, version: count },
});

const contact = z.strictObject({ name: text, email: maybe, phone: maybe }).nullable();
const event = z.strictObject({
  ...{ seq: count, type: text, at: instant, actor: text, staff: maybe, unit: maybe, text: maybe },
  facts: z.record(text, z.unknown()),
});
const notice = z.strictObject({
  ...{ kind: text, channel: text, state: text, reason: maybe, ambiguous: z.boolean() },
  ...{ createdAt: instant, heldUntil: perhaps, sentAt: perhaps },
});
/** 使用日數 until it ended, or so far; null for a promise in hours. */
const staffClock = clock.extend({ usedDays: z.number().min(0).nullable() });
const given = z.strictObject({ targetAt: perhaps, outcome: maybe, externalId: maybe });
export const caseDetail = z.strictObject({
  ...{ caseNumber: text, service: text, unit: text, handler: maybe, status, channel: text, hotline: maybe },
  ...{ subject: text, description: maybe, district: maybe, contact, receivedAt: instant, closedAt: perhaps },
  ...{ origin: text, version: count, acts: z.array(text), given: given.optional() },
  ...{ history: z.array(event), clocks: z.array(staffClock), notices: z.array(notice) },
  referrals: z.array(referral.extend({ acts: z.array(text) })),
});

/** `referral`: the one that `refer` has made. */
export const acted = z.strictObject({
  ...{ caseNumber: text, status, unit: text, version: count, referral: referral.optional() },
});

const due = { acceptBy: perhaps, replyBy: perhaps };
const partnerCase = { caseNumber: text, service: text, district: maybe };
export const inbox = z.array(
  z.strictObject({ id: text, ...partnerCase, status: z.enum(REFERRAL_STATUSES), offeredAt: instant, ...due }),
);
export const partnerReferral = referral.extend({
  ...{ ...partnerCase, ...due, subject: maybe, description: maybe, contact, acts: z.array(text) },
});

const row = z.strictObject({
  ...{
    clock: text,
    caseNumber: text,
    commitment: text,
    unit: text,
    dueAt: instant,
    dueDate: z.iso.date(),
    state: text,
  },
});
const tally = z.strictObject({
  commitmentId: text,
  unitId: text,
  running: count,
  warning: count,
  overdue: count,
});
export const board = z.strictObject({
  ...{ at: instant, cursor: count, running: count, keptToday: count },
  ...{ warned: z.array(row), overdue: z.array(row), kept: z.array(row), counts: z.array(tally) },
});

export const beforeHoliday = z.strictObject({
  holiday: z
    .strictObject({
      ...{ lastWorkingDay: z.iso.date(), offFrom: z.iso.date(), offTo: z.iso.date(), backOn: z.iso.date() },
      near: z.boolean(),
      due: z.array(row.omit({ state: true }).extend({ handler: maybe })),
    })
    .nullable(),
});

export const specialDay = z.strictObject({
  ...{ date: z.iso.date(), kind: text, remark: text, hours: z.array(text).optional() },
  ...{ organisation: text.optional(), region: text.optional() },
});
export const earlierDates = z.array(
  z.strictObject({
    ...{ clock: text, caseNumber: text, commitment: text, promised: z.iso.date(), earlier: z.iso.date() },
  }),
);
export const accepted = z.strictObject({ clock: text });

export const problem = z.object({
  ...{ type: text, title: text, status: count, instance: text },
  errors: z.array(z.object({ field: text, code: text, message: text })).optional(),
  allowed: z.array(text).optional(),
  /** What the title names, such as the number of the case this one was merged into. */
  params: z.record(text, z.union([text, z.number()])).optional(),
});
