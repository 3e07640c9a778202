import { z } from 'zod';
import { caseNumberPrefix, clockTime, entryId, organisationId } from './identifiers.js';
import { county } from './counties.js';
import { localisedSchema } from './localised.js';

const UNIT_KINDS = ['UNIT', 'PARTNER'] as const;

/** A unit of the agency, or a partner team for referrals. Fields that the plan does not give are absent. */
const unitSchema = z.strictObject({
  id: entryId,
  name: localisedSchema,
  kind: z.enum(UNIT_KINDS).default('UNIT'),
  parent: entryId.optional(),
  /** County it works in, whose closures (停止上班) apply to it; absent: that of its parent, else of the organisation. */
  region: county.optional(),
  phone: z.string().min(3).optional(),
  email: z.email().optional(),
  /** What the plan leaves open and we had to decide, such as the name; shown with the unit. */
  assumption: localisedSchema.optional(),
});

/** A telephone line: `unit` answers it, `services` can be requested on it. */
const hotlineSchema = z.strictObject({
  number: z.string().regex(/^[0-9][0-9-]{2,15}$/),
  name: localisedSchema,
  unit: entryId,
  services: z.array(entryId).default([]),
  /** What the plan leaves open about the line; shown with it. */
  assumption: localisedSchema.optional(),
});

/** What a call is about, or what a caller needs, as agents code it; `id` is what is stored and counted. */
const codeSchema = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), name: localisedSchema });

/** Weekdays 1 (Monday) to 7; times of day, Asia/Taipei. */
const officeHoursSchema = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1),
  from: clockTime,
  to: clockTime,
});

export const organisationSchema = z.strictObject({
  id: organisationId,
  prefix: caseNumberPrefix,
  name: localisedSchema,
  /** The name in the plan, where it differs from the present one. */
  planName: localisedSchema.optional(),
  demonstration: z.boolean().default(false),
  region: county.optional(),
  officeHours: z.array(officeHoursSchema).optional(),
  /** When the morning sheet is mailed and the lists of overdue cases are made, on working days; absent: `MORNING_AT`. */
  morningAt: clockTime.optional(),
  hotlines: z.array(hotlineSchema).default([]),
  /** Codes of calls; where there are none, agents are not asked. */
  topics: z.array(codeSchema).default([]),
  needs: z.array(codeSchema).default([]),
  units: z.array(unitSchema).min(1),
});

/** For organisations that settle no hour of their own. */
export const MORNING_AT = '08:30';

export type OrganisationEntry = z.infer<typeof organisationSchema>;
export type UnitEntry = z.infer<typeof unitSchema> & { organisation: string };
