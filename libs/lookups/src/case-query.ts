import { STATUSES } from '@app/cases';
import { CHANNELS } from '@app/catalogue';
import { line, optional } from '@app/platform';
import { z } from 'zod';
import { QUEUES } from './queues.js';

const filled = <T extends z.ZodType>(form: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), form.optional());

/** What a list is asked for. Empty fields are those of a form that was sent unchanged. */
export const caseQuery = z.object({
  queue: filled(z.enum(QUEUES)),
  status: filled(z.enum(STATUSES)),
  q: optional(line(100)),
  service: optional(line(100)),
  unit: optional(line(100)),
  channel: filled(z.enum(CHANNELS)),
  handler: optional(line(100)),
  cursor: filled(z.string().regex(/^\d{1,16}_[\w-]{36}$/, 'cursor')),
});
export type CaseQuery = z.input<typeof caseQuery>;
export type AskedQuery = z.output<typeof caseQuery>;

/** A search, or a status, is looked for everywhere unless a queue is named. */
export const queueOf = ({ queue, q, status }: Pick<AskedQuery, 'queue' | 'q' | 'status'>) =>
  queue ?? (q !== undefined || status !== undefined ? 'all' : 'open');
