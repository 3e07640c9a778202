import { ATTACHMENT_STATES, FILES, type Listed, type Staged } from '@app/attachments';
import { ATTACHMENT_KINDS } from '@app/catalogue';
import { z } from 'zod';
import { count, instant, iso, text } from '../api/answers.js';

const one = z.strictObject({
  id: text,
  name: text,
  type: z.enum(ATTACHMENT_KINDS),
  size: count,
  state: z.enum(ATTACHMENT_STATES),
  /** What was taken out of a picture: `LOCATION`, or other `DETAILS`. */
  removed: z.enum(['LOCATION', 'DETAILS']).nullable(),
});

/** Files that wait for an act; the act takes those of `draft`. */
export const staged = z.strictObject({ draft: text, attachments: z.array(one) });
/** `event`: number in the history of the event that it came with. `shown`: whether the citizen sees it. */
export const attachment = one.extend({ event: count, addedAt: instant, from: text, shown: z.boolean() });

export const stagedShape = ({ id, name, kind, size, state, removed }: Staged) => ({
  ...{ id, name, type: kind, size, state, removed },
});

export const attachmentShape = (file: Listed) => ({
  ...stagedShape(file),
  event: file.eventSeq ?? 0,
  addedAt: iso(file.createdAt),
  from: file.byCitizen ? 'citizen' : 'staff',
  shown: file.shown,
});

const binary = { type: 'string' as const, format: 'binary' };
export const filesBody = () => ({
  schema: { type: 'object' as const, properties: { [FILES]: { type: 'array' as const, items: binary } } },
});
