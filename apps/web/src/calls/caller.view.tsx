import type { CallerCase, FoundCases } from '@app/lookups';
import { StatusTag } from '../case-parts/status-tag.js';
import { dueWords, leftWords } from '../case-parts/promise-times.js';
import { shownSubject } from '../case-parts/subject.js';
import type { Returned } from '../site/desk-forms.js';
import { Button } from '../site/pieces/button.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { callsWords } from './words.js';

/** A case of the caller with the names that the page shows. */
interface ShownCallerCase extends CallerCase {
  unit: string;
  /** Of the promise that is due next, as in commitments: `5wd`. */
  length: string | undefined;
}

export interface CallerProps {
  form: Returned;
  found: (Omit<FoundCases, 'cases'> & { cases: ShownCallerCase[] }) | undefined;
}

/** Who calls: a field to find the caller's cases by, and the cases beside the form. */
export function Caller({ form, found }: CallerProps) {
  const said = callsWords[useSite().locale];
  return (
    <section class="caller" aria-label={said.caller}>
      <div class="caller-search">
        <TextInput
          name="caller"
          label={said.caller}
          hint={said.callerHint}
          value={form.typed['caller']}
          error={form.errors['caller']}
          autocomplete="off"
          spellcheck={false}
          optional
          focused={form.status === 200}
        />
        <Button kind="secondary" formaction="/desk/calls/who">
          {said.find}
        </Button>
      </div>
      <div id="caller-found" aria-live="polite">
        {found && found.fault === null ? <Found form={form} found={found} /> : null}
      </div>
    </section>
  );
}

function Found({
  form,
  found: { cases, more },
}: {
  form: Returned;
  found: NonNullable<CallerProps['found']>;
}) {
  const said = callsWords[useSite().locale];
  if (cases.length === 0) return <p class="caller-none">{said.noneFound}</p>;
  const chosen = cases.length === 1 ? cases[0]!.caseNumber : form.typed['caseNumber'];
  const wrong = form.errors['caseNumber'];
  return (
    <>
      <fieldset class={wrong ? 'field field-wrong' : 'field'} aria-describedby={wrong && 'caseNumber-error'}>
        <legend class="label">{said.foundTitle}</legend>
        {wrong ? (
          <p class="error" id="caseNumber-error">
            {wrong}
          </p>
        ) : null}
        <ul class="caller-cases">
          {cases.map((one, index) => (
            <CaseOfCaller key={one.id} one={one} chosen={one.caseNumber === chosen} first={index === 0} />
          ))}
        </ul>
        {more ? <p class="hint">{said.moreFound}</p> : null}
      </fieldset>
      <TextArea
        name="said"
        label={said.said}
        hint={said.saidHint}
        value={form.typed['said']}
        error={form.errors['said']}
        rows={2}
        optional
      />
      <p class="buttons">
        <Button kind="secondary" formaction="/desk/calls/attached">
          {said.attach}
        </Button>
        <Button kind="secondary" formaction="/desk/calls/asked">
          {said.ask}
        </Button>
      </p>
    </>
  );
}

function CaseOfCaller({ one, chosen, first }: { one: ShownCallerCase; chosen: boolean; first: boolean }) {
  const { locale, now } = useSite();
  const said = callsWords[locale];
  const id = first ? 'caseNumber' : `caseNumber-${one.caseNumber}`;
  const left = one.due?.left && one.length ? leftWords(one.due.left, one.length, locale) : undefined;
  return (
    <li>
      <div class="choice">
        <input
          type="radio"
          id={id}
          name="caseNumber"
          value={one.caseNumber}
          checked={chosen}
          aria-describedby={`${id}-facts`}
        />
        <label for={id}>
          <span class="number">{one.caseNumber}</span>{' '}
          <span dir="auto">{shownSubject(one.subject, locale)}</span>
        </label>
      </div>
      <p class="caller-facts" id={`${id}-facts`}>
        <StatusTag status={one.status} />{' '}
        <span>
          {one.due ? said.until(dueWords(one.due.dueAt, { locale, now })) : said.noDue}
          {left ? <strong class={one.due?.left?.late ? 'left left-late' : 'left'}> {left}</strong> : null}
        </span>{' '}
        <span>{[one.unit, one.handler].filter(Boolean).join(' ')}</span>{' '}
        <a
          href={`/desk/cases/${one.caseNumber}`}
          target="_blank"
          rel="noopener"
          aria-label={`${said.opensTab} ${one.caseNumber}`}
        >
          {said.opensTab}
        </a>
      </p>
    </li>
  );
}
