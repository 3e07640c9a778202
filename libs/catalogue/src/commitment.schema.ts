import { someText } from '@app/platform';
import { ladderFor, parseLength, type LadderOf } from '@app/sla/clock';
import { z } from 'zod';
import { entryId, organisationId } from './identifiers.js';
import { ladderMoment, lengthText, monthDay, periodText } from './lengths.js';
import { localisedSchema } from './localised.js';
import { SERVICE_KINDS } from './service.schema.js';

const event = z.string().min(1);
const events = z.array(event).default([]);

/** `quote` is the plan's own wording; optional for the law and house rules. */
const sourceSchema = z.strictObject({
  document: localisedSchema,
  clause: someText,
  quote: someText.optional(),
});

const common = {
  id: entryId,
  organisation: organisationId,
  /** Applies to these services, whatever their kind. Absent together with `appliesTo`: all of the organisation. */
  services: z.array(entryId).optional(),
  /** Applies to services of these kinds; empty: only to those in `services`. */
  appliesTo: z.array(z.enum(SERVICE_KINDS)).optional(),
  /** Not where the agency has published working days of the service. */
  unlessPublished: z.literal(true).optional(),
  title: localisedSchema,
  text: localisedSchema,
  source: sourceSchema,
  /** Shown on the public page of promises. */
  public: z.boolean().default(true),
  /** Our interpretation where the plan leaves something open. */
  assumption: localisedSchema.optional(),
};

/**
 * Recipients of a rung: the case's handler and deputy, the partner team of a referral, or staff by role.
 * `DESK_SUPERVISOR`: the heads of the owning unit and of the front-line desk, who can refer again.
 */
const RECIPIENTS = [
  'CASE_HANDLER',
  'DEPUTY',
  'PARTNER',
  'FRONTLINE_AGENT',
  'DESK_SUPERVISOR',
  'UNIT_HEAD',
  'CONTROL_OFFICER',
  'AGENCY_HEAD',
] as const;

const rungSchema = z.strictObject({
  at: ladderMoment,
  to: z.array(z.enum(RECIPIENTS)).min(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Within office hours (the default), or exactly at that instant. */
  when: z.enum(['OFFICE_HOURS', 'AT_ONCE']).optional(),
});

const clockSchema = z.strictObject({
  ...common,
  kind: z.literal('clock'),
  subject: z.enum(['CASE', 'REFERRAL', 'REFERRAL_CHAIN', 'CO_HANDLING']),
  length: lengthText,
  startOn: events,
  /** For a promise about referrals, instead of `startOn`: from the first offer, or from acceptance. */
  startsAt: z.enum(['OFFERED', 'ACCEPTED']).optional(),
  stopOn: z.array(event).min(1),
  cancelOn: events,
  pauseOn: events,
  resumeOn: events,
  onCorrection: z.enum(['RESUME', 'RESTART']).default('RESUME'),
  extension: z.strictObject({ maxTimes: z.int().min(1), maxLength: lengthText }).optional(),
  saturdayMorning: z.boolean().optional(),
  /** Absent: the default for the length and the subject. */
  ladder: z.array(rungSchema).min(1).optional(),
});

const MEASURED_RATES = ['FIRST_CONTACT'] as const;

const rateSchema = z.strictObject({
  ...common,
  kind: z.literal('rate'),
  numerator: localisedSchema,
  denominator: localisedSchema,
  /** Share between 0 and 1. */
  target: z.number().gt(0).max(1),
  /** The formula this system computes itself; absent: the agency reports the figure. */
  measure: z.enum(MEASURED_RATES).optional(),
});

const PER = ['unit', 'branch'] as const;

const recurringSchema = z.strictObject({
  ...common,
  kind: z.literal('recurring'),
  /** Period within which it happens `times` times: `1m`, `4m`, `6m`, `12m`. */
  every: periodText,
  times: z.int().min(1).default(1),
  /** The plan says at least (至少). */
  atLeast: z.literal(true).optional(),
  /** The number applies to each unit, or each branch, not to the whole agency. */
  per: z.enum(PER).optional(),
  /** Last day: month and day, of the year reported on (SAME) or of the next (NEXT). */
  dueBy: z.strictObject({ date: monthDay, year: z.enum(['SAME', 'NEXT']) }).optional(),
});

/**
 * Why a statement is not counted though it could be: the plan gives no number, or this system does not count it yet.
 */
const UNCOUNTED = ['LIMIT_NOT_STATED', 'NOT_YET'] as const;

const statementSchema = z.strictObject({
  ...common,
  kind: z.literal('statement'),
  counting: z.enum(UNCOUNTED).optional(),
});

type Rung = z.infer<typeof rungSchema>;
type Clock = z.infer<typeof clockSchema>;

/** The default ladder is stored in the entry, so that it is part of the version that running clocks name. */
function withLadder(clock: Clock) {
  const ladder = ladderFor(parseLength(clock.length), clock.ladder, aboutOf(clock));
  return { ...clock, ladder: [...ladder] as Rung[] };
}

/** Does the promise ask a partner team to accept an offer? */
export const asksAcceptance = ({ subject, stopOn }: Pick<Clock, 'subject' | 'stopOn'>): boolean =>
  subject === 'REFERRAL' && stopOn.includes('REFERRAL_ACCEPTED');

function aboutOf(clock: Clock): LadderOf {
  if (clock.subject === 'CASE') return 'CASE';
  return asksAcceptance(clock) ? 'OFFER' : 'REFERRAL';
}

export const commitmentSchema = z
  .discriminatedUnion('kind', [clockSchema, rateSchema, recurringSchema, statementSchema])
  .transform((entry) => (entry.kind === 'clock' ? withLadder(entry) : entry));

const FIELDS = {
  clock: Object.keys(clockSchema.shape),
  rate: Object.keys(rateSchema.shape),
  recurring: Object.keys(recurringSchema.shape),
  statement: Object.keys(statementSchema.shape),
};
/** The fields that an entry of a kind may have. */
export const fieldsOf = (kind: CommitmentKind): readonly string[] => FIELDS[kind];

/** Whether it has the ladder that the schema gives to one without. */
export function hasUsualLadder(clock: ClockEntry): boolean {
  const { ladder } = withLadder({ ...clock, ladder: undefined });
  return JSON.stringify(ladder) === JSON.stringify(clock.ladder);
}

export const COMMITMENT_KINDS = ['clock', 'rate', 'recurring', 'statement'] as const;
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number];
export type CommitmentEntry = z.infer<typeof commitmentSchema>;
export type ClockEntry = ReturnType<typeof withLadder>;
export type RateEntry = z.infer<typeof rateSchema>;
export type RecurringEntry = z.infer<typeof recurringSchema>;
