import { citizenActNamed, type AskedOfCitizen, type CitizenActName, type ReadEvent } from '@app/cases';
import { shortDate, shortDateTime, type Draft } from '@app/platform';
import { Button, ErrorSummary, Form, TextArea, useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

interface ActFormProps {
  name: CitizenActName;
  number: string;
  draft: Draft | undefined;
  error: string | undefined;
  /** What the unit asked her for. */
  asked: AskedOfCitizen<ReadEvent> | undefined;
  /** Until when she may do it. */
  until: number | null;
}

/** One act: what it means, until when, one text, one button. */
export function ActForm({ name, number, draft, error, asked, until }: ActFormProps) {
  const { locale } = useSite();
  const said = citizenCaseWords[locale];
  const form = said.form[name];
  const by = asked?.lastDay ?? until;
  const request = asked?.event.text;
  return (
    <div class="column">
      <ErrorSummary errors={error ? { text: error } : {}} />
      <p class="case-number">{number}</p>
      <h1>{form.title}</h1>
      {name !== 'answer' || asked ? <p>{form.lead}</p> : null}
      {request ? (
        <blockquote class="asked" dir="auto">
          {request}
        </blockquote>
      ) : null}
      {asked?.late ? <p class="inset">{form.late}</p> : by ? <p>{form.by(shortDate(by, locale))}</p> : null}
      {draft?.fields['text'] ? <p class="hint">{said.kept(shortDateTime(draft.savedAt, locale))}</p> : null}
      <Form action={`/cases/${number}/${name}`} id="act">
        <TextArea
          name="text"
          label={form.label}
          value={draft?.fields['text']}
          error={error}
          max={citizenActNamed(name).most}
        />
        <div class="buttons">
          <Button kind={name === 'withdraw' ? 'warning' : 'primary'}>{form.send}</Button>
          <a href={`/cases/${number}`}>{said.back}</a>
        </div>
      </Form>
      {draft ? <p class="hint">{said.keepsUntil(shortDateTime(draft.expiresAt, locale))}</p> : null}
    </div>
  );
}

/** The status has changed meanwhile: says so, and shows what she wrote. */
export function ActGone({ number, text }: { number: string; text: string | undefined }) {
  const { locale } = useSite();
  const { gone, back } = citizenCaseWords[locale];
  return (
    <div class="column">
      <h1>{gone.title}</h1>
      <p>{gone.text}</p>
      {text === undefined ? null : (
        <>
          <p>{gone.typed}</p>
          <p class="text given" dir="auto">
            {text}
          </p>
        </>
      )}
      <p>
        <a href={`/cases/${number}`}>{back}</a>
      </p>
    </div>
  );
}
