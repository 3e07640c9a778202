import { z } from 'zod';
import { organisationId, pattern } from './identifiers.js';
import { lengthText } from './lengths.js';
import { localisedSchema } from './localised.js';

const code = pattern(/^[A-Z][A-Z0-9_]{0,39}$/, 'CARE_CALL (capitals, digits, underscores)');
const workingDays = lengthText.refine((length) => /^\d+wd$/.test(length), {
  error: 'must be working days, for example 2wd',
});

/** Where a plan says that it is done: made by a timer, once for each such event. */
const madeSchema = z.strictObject({
  on: z.string(),
  /** That long before the last day that the event names, which is then its due day; without it at once. */
  ahead: workingDays.optional(),
  organisations: z.array(organisationId).min(1),
});

/** A kind of task on a case (待辦): when it is due, what to say, and how it can end. */
export const taskKindSchema = z.strictObject({
  id: code,
  name: localisedSchema,
  /** Number of working days until it is due, where no other day is chosen. */
  dueWithin: workingDays,
  /** What to say or ask. */
  script: localisedSchema,
  outcomes: z.array(z.strictObject({ code, name: localisedSchema })).min(1),
  /** Stays open when the case ends. */
  followsClosing: z.boolean().default(false),
  /** Events after which there is nothing left to do. */
  endsOn: z.array(z.string()).default([]),
  made: madeSchema.optional(),
});

export type TaskKind = z.infer<typeof taskKindSchema>;
