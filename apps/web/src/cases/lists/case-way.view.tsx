import { COUNTED, type Neighbour, type Neighbours } from '@app/lookups';
import { useSite } from '../../site/site.js';
import { queueHref } from '../list-query.js';
import { caseHref } from './case-way.js';
import type { Way } from './case-ways.js';
import { listsWords } from './words.js';

/** The list that a case was opened from, its place there, and the cases before and after it. */
export function CaseWay({ way: { query, around } }: { way: Way }) {
  const { way: said } = listsWords[useSite().locale];
  const { cursor: _place, queue, list, ...narrowed } = query;
  const back = list === undefined ? queueHref(queue, narrowed) : `/desk/lists/${list}`;
  const step = (to: Neighbour | null, text: string, key: string) =>
    to ? (
      <a href={caseHref(to, query)} data-key={key}>
        {text}
      </a>
    ) : (
      <span class="hint">{text}</span>
    );
  return (
    <nav class="case-way no-print" aria-label={said.label}>
      <a href={back}>{said.back}</a>
      {step(around.previous, said.previous, 'k')}
      <span>{placeWords(around, said)}</span>
      {step(around.next, said.next, 'j')}
    </nav>
  );
}

const placeWords = ({ before, all }: Neighbours, said: (typeof listsWords)['en']['way']): string =>
  before >= COUNTED - 1
    ? said.far(COUNTED - 1)
    : said.place(before + 1, all >= COUNTED ? `${COUNTED - 1}+` : String(all));
