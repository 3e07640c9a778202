import { shortDate, shortDateTime } from '@app/platform';
import { UNDO_CHASE_MINUTES } from '@app/cases';
import { AsWritten } from '../site/pieces/as-written.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { ChaseTag } from '../case-parts/status-tag.js';
import type { CaseViewProps } from './case-view-props.js';
import { personWords } from './event-facts.js';
import { casesWords } from './words.js';

/** 催辦: who was asked how it stands, by when, and what was answered. */
export function CaseChases({ detail, catalogue, site: { locale, now } }: CaseViewProps) {
  const said = casesWords[locale].case;
  if (detail.chases.length === 0) return null;
  const text = (words: string | null) =>
    words === null ? null : (
      <p class="text" dir="auto">
        {words}
      </p>
    );
  return (
    <section aria-labelledby="chases-title">
      <h2 id="chases-title">{said.chases}</h2>
      <ul class="rows">
        {detail.chases.map((chase) => {
          const unit = catalogue.unit(chase.unitId)?.name[locale] ?? chase.unitId;
          const person = chase.handlerId ? detail.people.get(chase.handlerId)?.name : undefined;
          return (
            <li key={chase.id}>
              <p>
                <strong>{[unit, person].filter(Boolean).join(' ')}</strong> <ChaseTag state={chase.state} />
              </p>
              <p class="hint">
                {shortDateTime(chase.askedAt, { locale, now })}{' '}
                <AsWritten>
                  {personWords(chase.askedBy, { locale, catalogue, people: detail.people })}
                </AsWritten>{' '}
                · {said.answerBy} {shortDate(chase.dueDate, { locale, now })}
              </p>
              {text(chase.text)}
              {text(chase.answer)}
              {chase.undoable ? (
                <Form
                  action={`/desk/cases/${detail.file.caseNumber}/chases/${chase.id}/undo`}
                  class="chase-undo"
                >
                  <p class="hint">{said.undoChaseHint(UNDO_CHASE_MINUTES)}</p>
                  <Button kind="secondary">{said.undoChase}</Button>
                </Form>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
