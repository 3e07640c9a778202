import { z } from 'zod';
import { text } from '../api/answers.js';

export const specialDay = z.strictObject({
  date: z.iso.date(),
  kind: text,
  remark: text,
  hours: z.array(text).optional(),
  organisation: text.optional(),
  region: text.optional(),
});
export const earlierDates = z.array(
  z.strictObject({
    clock: text,
    caseNumber: text,
    commitment: text,
    promised: z.iso.date(),
    earlier: z.iso.date(),
  }),
);
export const accepted = z.strictObject({ clock: text });
