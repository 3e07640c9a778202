import type { Found } from '@app/platform';
import { Banner, useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

/** Says that what she typed earlier is not here any more, and why; nothing where there was nothing. */
export function DraftLost({ state }: { state: Found['state'] }) {
  const { draftLost } = citizenCaseWords[useSite().locale];
  if (state !== 'expired' && state !== 'unreadable') return null;
  return <Banner kind="warning">{draftLost[state]}</Banner>;
}
