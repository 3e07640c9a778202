import type { ActName } from '@app/cases';
import type { CaseDetail } from '@app/lookups';
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

/** What the form of an act holds: as it was sent, as it was typed, or the answer that was approved or came back. */
export function typedIn(
  { form, open, typing, detail }: Pick<CaseViewProps, 'form' | 'open' | 'typing' | 'detail'>,
  name: ActName,
): Record<string, string> {
  if (open === name) return form.typed;
  const draft = typing.get(name)?.fields;
  return draft ?? proposedFor(name, detail, typing);
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
