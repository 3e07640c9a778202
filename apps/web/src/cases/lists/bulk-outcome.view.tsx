import type { BulkAct, BulkCase, BulkResult } from '@app/lists';
import { taipeiTime, type Locale } from '@app/platform';
import { Banner } from '../../site/pieces/banner.js';
import { Button } from '../../site/pieces/button.js';
import { Form } from '../../site/pieces/form.js';
import { Table } from '../../site/pieces/table.js';
import { problemWords } from '../../site/problem-words.js';
import { useSite } from '../../site/site.js';
import { listsWords } from './words.js';

interface BulkOutcomeProps {
  result: BulkResult;
  back: string;
  undone: boolean;
}

/** What became of each case, and the way to undo it while it can be. */
export function BulkOutcome({ result, back, undone }: BulkOutcomeProps) {
  const { locale } = useSite();
  const said = listsWords[locale].bulk;
  const { bulk, cases, seen, undoUntil } = result;
  const { act } = bulk;
  return (
    <>
      <p class="case-ways">
        <a href={back}>{said.back}</a>
      </p>
      <h1>{said.result[act]}</h1>
      <Sum result={result} undone={undone} />
      {undoUntil === null ? null : (
        <Form action={`/desk/bulk/done/${bulk.id}/undo`} hidden={{ back }}>
          <p class="hint">{said.undoHint[act](taipeiTime(undoUntil))}</p>
          <Button kind="secondary">{said.undo[act]}</Button>
        </Form>
      )}
      <Table titles={Object.values(said.columns)} label={{ text: said.result[act] }} look={null}>
        {cases.map((one) => (
          <tr key={one.id}>
            <th scope="row" class="number">
              {seen.has(one.caseNumber) ? (
                <a href={`/desk/cases/${one.caseNumber}`}>{one.caseNumber}</a>
              ) : (
                one.caseNumber
              )}
            </th>
            <td>
              {stateOf(one, act, locale)}
              <Why>{whyOf(one, seen, locale)}</Why>
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** In the cell of the result: a column of its own would lie beside the screen of a phone. */
const Why = ({ children: words }: { children: string }) => (words ? <p class="hint">{words}</p> : null);

/** How many were done, or undone, and whether any was not. */
function Sum({ result: { bulk, cases }, undone }: Omit<BulkOutcomeProps, 'back'>) {
  const said = listsWords[useSite().locale].bulk;
  const count = (...states: BulkCase['state'][]) =>
    cases.filter(({ state }) => states.includes(state)).length;
  const refused = count('REFUSED', 'WAITING');
  const kept = undone ? count('KEPT') : 0;
  return (
    <Banner kind={refused + kept > 0 ? 'warning' : 'success'}>
      {undone ? said.undone[bulk.act] : said.done(count('DONE', 'KEPT'), cases.length)}{' '}
      {kept > 0 ? said.notUndone[bulk.act](kept) : null} {refused > 0 ? said.refused(refused) : null}
    </Banner>
  );
}

function stateOf({ state }: BulkCase, act: BulkAct, locale: Locale): string {
  const words = listsWords[locale].bulk.states[state];
  return typeof words === 'string' ? words : words[act];
}

function whyOf({ caseNumber, state, refusal }: BulkCase, seen: BulkResult['seen'], locale: Locale): string {
  const said = listsWords[locale].bulk;
  if (state === 'WAITING') return said.waiting;
  if (!refusal) return seen.has(caseNumber) ? '' : said.givenAway;
  if (refusal.kind === 'STALE') return said.moved;
  return refusal.kind === 'NOT_FOUND' ? said.unseen : problemWords(refusal.code, locale, refusal.params);
}
