import { shortDate } from '@app/platform';
import { dueWords, leftWords } from '../case-parts/promise-times.js';
import { StatusTag } from '../case-parts/status-tag.js';
import { shownSubject } from '../case-parts/subject.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

/** Her other cases, as far as the reader may see them. */
export function CaseOthers({ detail: { others }, catalogue, site: { locale, now } }: CaseViewProps) {
  const said = casesWords[locale].case;
  if (others.cases.length === 0) return null;
  return (
    <section aria-labelledby="others-title">
      <h2 id="others-title">{said.others}</h2>
      <ul class="rows rows-dense">
        {others.cases.map(({ id, caseNumber, subject, status, receivedAt, due }) => {
          const entry = due && catalogue.commitment(due.commitmentId);
          const length = entry?.kind === 'clock' ? entry.length : undefined;
          return (
            <li key={id}>
              <p>
                <a class="number" href={`/desk/cases/${caseNumber}`}>
                  {caseNumber}
                </a>{' '}
                <StatusTag status={status} />
              </p>
              <p dir="auto">{shownSubject(subject, locale)}</p>
              <p class="hint">
                {said.receivedOn(shortDate(receivedAt, { locale, now }))}
                {due ? ` ${said.dueOn(dueWords(due.dueAt, { locale, now }))}` : ''}
                {due?.left && length ? ` ${leftWords(due.left, length, locale)}` : ''}
              </p>
            </li>
          );
        })}
      </ul>
      {others.more ? <p class="hint">{said.olderOthers}</p> : null}
    </section>
  );
}
