import { telephoneOf } from '@app/intake';
import type { TypedForm } from '../site/pages.decorators.js';

/** How a call ends; each is the address of its button. */
export type Ending = 'solved' | 'case' | 'attached' | 'asked';

/** Fields that only a case has, with the names of their labels. */
const CASE_FIELDS = {
  description: 'description',
  'contact.name': 'name',
  'contact.email': 'email',
  'contact.phone': 'phone',
  district: 'district',
  'receivedOn.year': 'receivedOn',
  document: 'document',
  confidential: 'confidential',
} as const;
const SAID = { said: 'said' } as const;

/** What each ending does not keep. */
const LOST = {
  solved: { ...CASE_FIELDS, ...SAID },
  attached: CASE_FIELDS,
  asked: CASE_FIELDS,
  case: SAID,
} as const satisfies Record<Ending, object>;

/** The word of a label. */
type LostField = (typeof CASE_FIELDS)[keyof typeof CASE_FIELDS] | 'said';

/** What would be lost, by the fields' names and by the words of their labels. */
export interface Unkept {
  ending: Ending;
  names: string[];
  labels: LostField[];
}

/** Filled-in fields that an ending would lose and the agent has not agreed to lose. */
export function unkeptBy(ending: Ending, typed: TypedForm): Unkept | undefined {
  const agreed = (typed['unkept'] ?? '').split(' ');
  const lost = Object.entries(LOST[ending]).filter(
    ([name]) => typed[name]?.trim() && !agreed.includes(name) && !isFilled(name, typed),
  );
  if (lost.length === 0) return undefined;
  return { ending, names: lost.map(([name]) => name), labels: lost.map(([, label]) => label as LostField) };
}

/** The telephone number that the search put there. */
const isFilled = (name: string, typed: TypedForm): boolean =>
  name === 'contact.phone' && typed['filled'] === typed['contact.phone'] && typed['filled'] !== '';

/** Puts the number that the caller was found by into an empty field, or in the place of the last one found. */
export function withPhone(typed: TypedForm, shown: (stored: string) => string): TypedForm {
  const stored = telephoneOf(typed['caller'] ?? '');
  const phone = typed['contact.phone'] ?? '';
  if (phone !== '' && !isFilled('contact.phone', typed)) return typed;
  const filled = stored === undefined ? '' : shown(stored);
  return { ...typed, 'contact.phone': filled, filled };
}
