import { shortDateTime } from '@app/platform';
import type { TypedCall } from '../site/desk-drafts.js';
import { callPage } from '../site/form-places.js';
import { AsWritten } from '../site/pieces/as-written.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { useSite } from '../site/site.js';
import { callsWords } from './words.js';

export const DISCARD = '/desk/calls/discard';
const MOST = 5;

/** Calls that were typed and not logged: a new form never holds what another caller said. */
export function OtherCalls({ others }: { others: readonly TypedCall[] }) {
  const { locale, now } = useSite();
  const said = callsWords[locale].unfinished;
  if (others.length === 0) return null;
  return (
    <section class="draft" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">{said.title}</h2>
      <ul class="rows">
        {others.slice(0, MOST).map(({ key, savedAt, fields }) => (
          <li key={key}>
            <a href={callPage(key)}>{said.goOn(shortDateTime(savedAt, { locale, now }))}</a>{' '}
            <span dir="auto">
              <AsWritten>{fields['subject'] || fields['contact.name'] || said.noSubject}</AsWritten>
            </span>
            <Form action={DISCARD} hidden={{ key }}>
              <Button kind="secondary">{said.discard(shortDateTime(savedAt, { locale, now }))}</Button>
            </Form>
          </li>
        ))}
      </ul>
      {others.length > MOST ? <p class="hint">{said.more(others.length - MOST)}</p> : null}
    </section>
  );
}
