import { actNamed, type ActName } from '@app/cases';
import type { CaseDetail, ShownTask } from '@app/lookups';
import type { Typing } from '../site/desk-drafts.js';
import type { CaseViewProps } from './case-view-props.js';

/** An approved answer waits to be sent. */
export const isApproved = ({ proposed }: Pick<CaseDetail, 'proposed'>): boolean =>
  proposed?.state === 'APPROVED';

/** States in which the text is its writer's again. */
const BACK = ['SENT_BACK', 'WITHDRAWN', 'VOID'];

/**
 * The drafts that still count. What was typed as an answer before another text was approved does not: the form holds
 * what was approved.
 */
export function lastingOf(
  typing: ReadonlyMap<string, Typing>,
  { proposed }: Pick<CaseDetail, 'proposed'>,
): ReadonlyMap<string, Typing> {
  const decidedAt = proposed?.state === 'APPROVED' ? proposed.decidedAt! : 0;
  return new Map([...typing].filter(([act, { savedAt }]) => act !== 'reply' || savedAt >= decidedAt));
}

/** Where a form stands: each open task of the case has forms of its own. */
export interface FormPlace {
  name: ActName;
  task?: Pick<ShownTask, 'id' | 'kind'> | undefined;
}

/** Whether the form of an act stands with a task. */
export const isOfTask = (name: ActName): boolean =>
  Object.values(actNamed(name).fields).some(({ kind }) => kind === 'task');

/** The key of a draft; `desk-drafts.ts` puts the task behind the act. */
export const draftKey = ({ name, task }: FormPlace): string => (task ? `${name} ${task.id}` : name);

/** Whether this is the form that was sent or is shown open. */
export const isOpenAt = (
  { open, form }: Pick<CaseViewProps, 'open' | 'form'>,
  { name, task }: FormPlace,
): boolean => open === name && (task === undefined || form.typed['task'] === task.id);

/** The part of the ids of a form that was sent, as `Menu` makes them. */
export function formAt(open: ActName, typed: Record<string, string>): string;
export function formAt(open: ActName | undefined, typed: Record<string, string>): string | undefined;
export function formAt(open: ActName | undefined, typed: Record<string, string>): string | undefined {
  return open && isOfTask(open) ? `${open}-${typed['task'] ?? ''}` : open;
}

/** What the form of an act holds: as it was sent, as it was typed, or the answer that was approved or came back. */
export function typedIn(
  { form, open, typing, detail }: Pick<CaseViewProps, 'form' | 'open' | 'typing' | 'detail'>,
  at: FormPlace,
): Record<string, string> {
  if (isOpenAt({ open, form }, at)) return form.typed;
  return typing.get(draftKey(at))?.fields ?? proposedFor(at.name, detail, typing);
}

export function proposedFor(
  name: ActName,
  { proposed }: Pick<CaseDetail, 'proposed'>,
  typing: ReadonlyMap<string, Typing>,
): Record<string, string> {
  if (name === 'reply' && proposed?.state === 'APPROVED') return { text: proposed.text };
  if (name !== 'submit') return {};
  if (proposed && BACK.includes(proposed.state)) {
    const { text, question } = proposed;
    return { text, ...(question && { question }) };
  }
  const text = typing.get('reply')?.fields['text'];
  return text === undefined ? {} : { text };
}
