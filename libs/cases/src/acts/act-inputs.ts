import { line, optional, paragraph } from '@app/platform';
import { LENGTH_FORM } from './length-form.js';
import { z } from 'zod';

/** What each act asks for. Field names are those of the forms and of the JSON API. */
const text = paragraph(4_000);
const reason = paragraph(1_000);
const id = line(100);
const date = z.iso.date('date');

export const nothing = z.object({});
export const withText = z.object({ text });
export const withReason = z.object({ reason });
export const assignment = z.object({ unit: id, handler: optional(id), reason: optional(reason) });
export const coHandling = z.object({ unit: id, due: optional(date), reason: optional(reason) });
export const correction = z.object({ what: text, lastDay: date });
export const supplement = z.object({ what: text });
export const extension = z.object({
  length: z.string().regex(LENGTH_FORM, 'length'),
  reason,
  approver: id,
  commitment: optional(id),
});
export const noAction = z.object({
  ground: z.enum(['NO_ACTION_INSUFFICIENT', 'NO_ACTION_REPEATED', 'NO_ACTION_MULTI_ADDRESSED']),
  reason,
  approver: id,
});
export const merging = z.object({ into: id, reason: optional(reason) });
export const transferal = z.object({ agency: line(200), reason });
