import { shortDate, shortDateTime } from '@app/platform';
import { CoHandlingTag } from '../case-parts/status-tag.js';
import { casePartsWords } from '../case-parts/words.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

/** Each unit asked for its opinion, until when, and what it answered. */
export function CaseCoHandlings({ detail, catalogue, site: { locale, now } }: CaseViewProps) {
  const said = casesWords[locale].case;
  if (detail.coHandlings.length === 0) return null;
  const dueOf = (id: string) =>
    detail.clocks.find(({ clock }) => clock.subjectId === id)?.clock.dueAt ?? null;
  const answerTo = (id: string) =>
    detail.events.find(({ type, facts }) => type === 'CO_HANDLING_ANSWERED' && facts.coHandlingId === id);
  return (
    <section aria-labelledby="co-handlings-title">
      <h2 id="co-handlings-title">{said.coHandlings}</h2>
      <ul class="rows">
        {detail.coHandlings.map(({ id, unitId, state, askedAt }) => {
          const due = state === 'OPEN' ? dueOf(id) : null;
          return (
            <li key={id}>
              <p>
                <strong>{catalogue.unit(unitId)?.name[locale] ?? unitId}</strong>{' '}
                <CoHandlingTag state={state} />
              </p>
              <p class="hint">
                {shortDateTime(askedAt, { locale, now })}
                {due === null
                  ? null
                  : ` · ${casePartsWords[locale].promise.due} ${shortDate(due - 1, { locale, now })}`}
              </p>
              <Answer text={answerTo(id)?.text} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const Answer = ({ text }: { text: string | null | undefined }) =>
  text ? (
    <p class="text" dir="auto">
      {text}
    </p>
  ) : null;
