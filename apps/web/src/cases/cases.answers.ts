import type { Locale } from '@app/platform';
import type { ReadEvent } from '@app/cases';
import type { CaseDetail, ListedCase, ShownClock } from '@app/lookups';
import { z } from 'zod';
import { count, instant, iso, maybe, perhaps, text } from '../api/answers.js';
import { attachment, attachmentShape } from './attachments.answers.js';
import { clock, clockShape, contact, referral, referralShape, status } from '../case-parts/case.answers.js';

export { opened } from '../case-parts/case.answers.js';

export const rated = z.strictObject({ rating: z.int() });
export const contacted = z.strictObject({ id: text });
export const chaseUndone = z.strictObject({ caseNumber: text, chase: text, state: z.literal('UNDONE') });
export const codeIssued = z.strictObject({ caseNumber: text, lookupCode: text });

const listed = z.strictObject({
  caseNumber: text,
  service: text,
  unit: text,
  status,
  channel: text,
  subject: text,
  receivedAt: instant,
  dueAt: perhaps,
  commitment: maybe,
});
export const caseList = z.strictObject({ cases: z.array(listed), next: maybe });

const event = z.strictObject({
  seq: count,
  type: text,
  at: instant,
  actor: text,
  staff: maybe,
  unit: maybe,
  text: maybe,
  facts: z.record(text, z.unknown()),
});
const notice = z.strictObject({
  kind: text,
  channel: text,
  state: text,
  reason: maybe,
  ambiguous: z.boolean(),
  createdAt: instant,
  heldUntil: perhaps,
  sentAt: perhaps,
});
const coHandling = z.strictObject({ unit: text, state: text, askedAt: instant, endedAt: perhaps });
const task = z.strictObject({
  ...{ id: text, kind: text, unit: text, handler: maybe, dueDate: text, overdue: z.boolean() },
  ...{ state: text, outcome: maybe, text: maybe, addedAt: instant, endedAt: perhaps },
  attempts: z.array(
    z.strictObject({ at: instant, by: maybe, reached: z.boolean(), number: maybe, text: maybe }),
  ),
});
/** `undoable`: the caller can take it back now. */
const chase = z.strictObject({
  ...{ id: text, undoable: z.boolean(), unit: text, handler: maybe, dueDate: text, state: text },
  ...{ askedAt: instant, endedAt: perhaps, text: maybe, answer: maybe },
});
/** 使用日數 until it ended, or until now; null for a promise in hours. */
const staffClock = clock.extend({ usedDays: z.number().min(0).nullable() });
const given = z.strictObject({ targetAt: perhaps, outcome: maybe, externalId: maybe });
export const caseDetail = z.strictObject({
  caseNumber: text,
  service: text,
  unit: text,
  handler: maybe,
  status,
  channel: text,
  hotline: maybe,
  subject: text,
  description: maybe,
  district: maybe,
  confidential: z.boolean(),
  contact,
  receivedAt: instant,
  closedAt: perhaps,
  origin: text,
  version: count,
  acts: z.array(text),
  given: given.optional(),
  history: z.array(event),
  clocks: z.array(staffClock),
  notices: z.array(notice),
  referrals: z.array(referral.extend({ acts: z.array(text) })),
  coHandlings: z.array(coHandling),
  chases: z.array(chase),
  tasks: z.array(task),
  attachments: z.array(attachment),
});

/** `referral`: the one created by `refer`. */
export const acted = z.strictObject({
  caseNumber: text,
  status,
  unit: text,
  version: count,
  /** It is asked for and waits for another person's approval. */
  awaitsApproval: z.boolean(),
  referral: referral.optional(),
});

export const listedShape = ({
  caseNumber,
  serviceId,
  unitId,
  status,
  channel,
  subject,
  receivedAt,
  dueAt,
  commitmentId,
}: ListedCase) => ({
  caseNumber,
  service: serviceId,
  unit: unitId,
  status,
  channel,
  subject,
  receivedAt: iso(receivedAt),
  dueAt: iso(dueAt),
  commitment: commitmentId,
});

/** The days used are shown only to staff. */
const staffClockShape = (shown: ShownClock, locale: Locale) => ({
  ...clockShape(shown, locale),
  usedDays: shown.usedDays,
});

const eventShape = ({ seq, type, at, actorKind, actorId, actorUnitId, facts, text }: ReadEvent) => ({
  seq,
  type,
  at: iso(at),
  actor: actorKind,
  staff: actorId,
  unit: actorUnitId,
  facts,
  text,
});

export function detailShape(detail: CaseDetail, locale: Locale) {
  const { file, description, petitioner, events, clocks, referrals, notices, acts } = detail;
  const {
    caseNumber,
    serviceId,
    unitId,
    handlerId,
    status,
    channel,
    hotline,
    subject,
    district,
    confidential,
    receivedAt,
    closedAt,
    origin,
    historySeq,
  } = file;
  return {
    caseNumber,
    service: serviceId,
    unit: unitId,
    handler: handlerId,
    status,
    channel,
    hotline,
    subject,
    description,
    district,
    confidential,
    contact: petitioner,
    receivedAt: iso(receivedAt),
    closedAt: iso(closedAt),
    origin,
    version: historySeq,
    acts,
    given:
      file.origin === 'IMPORTED'
        ? { targetAt: iso(file.givenTargetAt), outcome: file.givenOutcome, externalId: file.externalId }
        : undefined,
    history: events.map(eventShape),
    clocks: clocks.map((shown) => staffClockShape(shown, locale)),
    attachments: detail.attachments.map(attachmentShape),
    referrals: referrals.map((one) => ({ ...referralShape(one), acts: one.acts })),
    coHandlings: detail.coHandlings.map(({ unitId: unit, state, askedAt, endedAt }) => ({
      ...{ unit, state, askedAt: iso(askedAt), endedAt: iso(endedAt) },
    })),
    chases: detail.chases.map(({ unitId: unit, handlerId: handler, dueDate, state, ...one }) => ({
      ...{
        id: one.id,
        undoable: one.undoable,
        unit,
        handler,
        dueDate,
        state,
        text: one.text,
        answer: one.answer,
      },
      ...{ askedAt: iso(one.askedAt), endedAt: iso(one.endedAt) },
    })),
    tasks: detail.tasks.map(
      ({ id, kind, unitId: unit, handlerId: handler, dueDate, state, outcome, ...one }) => ({
        ...{ id, kind, unit, handler, dueDate, state, outcome, overdue: one.overdue, text: one.text },
        ...{ addedAt: iso(one.addedAt), endedAt: iso(one.endedAt) },
        attempts: one.tried.map(({ at, ...attempt }) => ({ at: iso(at), ...attempt })),
      }),
    ),
    notices: notices.map(({ kind, channel: by, state, reason, ambiguous, ...when }) => ({
      kind,
      channel: by,
      state,
      reason,
      ambiguous,
      createdAt: iso(when.createdAt),
      heldUntil: iso(when.heldUntil),
      sentAt: iso(when.sentAt),
    })),
  };
}
