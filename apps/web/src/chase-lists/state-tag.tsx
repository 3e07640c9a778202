import type { ListState } from '@app/morning';
import { Tag, type Tone } from '../site/pieces/tag.js';
import { useSite } from '../site/site.js';
import { chaseListsWords } from './words.js';

const TONES: Record<ListState | 'NONE', Tone> = {
  ...{ AWAITED: 'warn', MISSED: 'bad', READ: 'good', READ_LATE: 'active', NONE: 'quiet' },
};

/** How the acknowledgement of a list stands. */
export const StateTag = ({ state }: { state: ListState | 'NONE' }) => (
  <Tag tone={TONES[state]}>{chaseListsWords[useSite().locale].states[state]}</Tag>
);
