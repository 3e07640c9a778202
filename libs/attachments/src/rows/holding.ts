import { eventNamed, type ActName, type EventType } from '@app/cases';
import type { Actor } from '@app/people';
import { notFound } from '@app/platform';

/** Where files wait until they are sent: in the draft of a report, or with an act that is being written. */
export type Holder =
  /** Knowing the draft's id is enough to change it: it is opaque and in a cookie. */
  { draft: string } | { actor: Actor; caseNumber: string; draft: string };

const DRAFT = /^[\w-]{8,100}$/;

/** The name under which rows hold the draft. Of an act it names case and person: no one else's draft is found by it. */
export function draftOf(holder: Holder, caseId?: string): string {
  if (!DRAFT.test(holder.draft)) throw notFound();
  if (!('actor' in holder)) return holder.draft;
  const { actor, draft } = holder;
  return [caseId, actor.kind === 'staff' ? actor.id : actor.kind, draft].join(' ');
}

/** Acts that files can come with. */
const WITH_FILES: readonly ActName[] = [
  ...([
    'reply',
    'interim-reply',
    'supplementary-reply',
    'message',
    'note',
    'no-action',
    'answer-co-handling',
  ] as const),
  ...(['request-correction', 'request-supplement', 'receive-correction', 'receive-supplement'] as const),
];
export const takesFiles = (act: ActName): boolean => WITH_FILES.includes(act);

/** Events without a text of their own whose files come from the citizen, or go to her. */
const BETWEEN_US: readonly EventType[] = ['CONFIRMATION_ASKED', 'RECEIVED', 'CORRECTED', 'SUPPLEMENTED'];

/** Whether the files of an event are shown to the citizen: where its text is, or what she sent herself. */
export const isShown = (type: EventType): boolean =>
  eventNamed(type).text !== undefined || BETWEEN_US.includes(type);
