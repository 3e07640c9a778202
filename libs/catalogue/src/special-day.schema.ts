import { line } from '@app/platform';
import { z } from 'zod';
import { overlaidDay, ClockError } from '@app/sla/clock';
import { county } from './counties.js';
import { organisationId } from './identifiers.js';

export const SPECIAL_DAY_KINDS = ['CLOSURE', 'DAY_OFF', 'WORKING_DAY', 'HALF_DAY'] as const;

const fields = z.strictObject({
  date: z.iso.date(),
  kind: z.enum(SPECIAL_DAY_KINDS),
  /** Shown beside the day wherever a date is explained, such as 颱風停止上班. */
  remark: line(100),
  /** Office hours of a HALF_DAY, or special ones of a WORKING_DAY: `['08:30-12:30']`. */
  hours: z.array(z.string()).min(1).optional(),
  /** One agency, one county; absent: all. */
  organisation: organisationId.optional(),
  region: county.optional(),
});

/** A day on which an agency or a county deviates from the national calendar. */
export const specialDaySchema = fields.superRefine((day, context) => {
  try {
    overlaidDay(day);
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    context.addIssue({
      code: 'custom',
      path: ['hours'],
      message: error.en,
      params: { code: 'calendar-hours', sentence: true },
    });
  }
});

export type SpecialDay = z.infer<typeof fields>;

export type DayPlace = Pick<SpecialDay, 'date' | 'organisation' | 'region'>;

/** A place has one special day for a date: a later entry replaces it. */
export const specialDayId = ({ date, organisation = '*', region = '*' }: DayPlace): string =>
  `${date} ${organisation} ${region}`;
