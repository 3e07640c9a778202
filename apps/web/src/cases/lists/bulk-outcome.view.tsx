import { UNDO_MINUTES, type BulkCase, type BulkResult } from '@app/lists';
import { minutes, taipeiTime, type Locale } from '@app/platform';
import { Banner } from '../../site/pieces/banner.js';
import { Button } from '../../site/pieces/button.js';
import { Form } from '../../site/pieces/form.js';
import { problemWords } from '../../site/problem-words.js';
import { useSite } from '../../site/site.js';
import { listsWords } from './words.js';

interface BulkOutcomeProps {
  result: BulkResult;
  back: string;
  undone: boolean;
}

/** What became of each case, and the way to undo it while it can be. */
export function BulkOutcome({ result: { bulk, cases, undoable }, back, undone }: BulkOutcomeProps) {
  const { locale } = useSite();
  const said = listsWords[locale].bulk;
  const done = cases.filter(({ state }) => ['DONE', 'KEPT'].includes(state)).length;
  const refused = cases.filter(({ state }) => ['REFUSED', 'WAITING'].includes(state)).length;
  const kept = undone ? cases.filter(({ state }) => state === 'KEPT').length : 0;
  return (
    <>
      <p class="case-ways">
        <a href={back}>{said.back}</a>
      </p>
      <h1>{said.result[bulk.act]}</h1>
      <Banner kind={refused + kept > 0 ? 'warning' : 'success'}>
        {undone ? said.undone : said.done(done, cases.length)} {kept > 0 ? said.notUndone(kept) : null}{' '}
        {refused > 0 ? said.refused(refused) : null}
      </Banner>
      {undoable ? (
        <Form action={`/desk/bulk/done/${bulk.id}/undo`} hidden={{ back }}>
          <p class="hint">{said.undoHint(taipeiTime(bulk.createdAt + minutes(UNDO_MINUTES)))}</p>
          <Button kind="secondary">{said.undo}</Button>
        </Form>
      ) : null}
      <table class="plain bulk-result">
        <caption class="unseen">{said.result[bulk.act]}</caption>
        <thead>
          <tr>
            {Object.entries(said.columns).map(([key, text]) => (
              <th key={key} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr key={one.id}>
              <th scope="row" class="number">
                <a href={`/desk/cases/${one.caseNumber}`}>{one.caseNumber}</a>
              </th>
              <td>{said.states[one.state]}</td>
              <td>{whyOf(one, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function whyOf({ state, refusal }: BulkCase, locale: Locale): string {
  const said = listsWords[locale].bulk;
  if (state === 'WAITING') return said.waiting;
  if (!refusal) return '';
  if (refusal.kind === 'STALE') return said.moved;
  return refusal.kind === 'NOT_FOUND' ? said.unseen : problemWords(refusal.code, locale, refusal.params);
}
