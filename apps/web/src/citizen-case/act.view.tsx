import { citizenActNamed, type AskedOfCitizen, type CitizenActName, type ReadEvent } from '@app/cases';
import { shortDate, shortDateTime, type Draft, type Found } from '@app/platform';
import { FILES } from '@app/attachments';
import { FileField, type FileFieldProps } from '../case-parts/files/file-field.js';
import { EnterKey } from '../site/pieces/enter-key.js';
import { langOf } from '../site/pieces/as-written.js';
import { Button, ErrorSummary, Form, TextArea, useSite } from '../site/index.js';
import { DraftLost } from './draft-lost.view.js';
import { citizenCaseWords } from './words.js';

interface ActFormProps {
  name: CitizenActName;
  number: string;
  draft: Draft | undefined;
  state: Found['state'];
  /** The form's own key: sent twice, it has one effect. */
  formKey: string;
  errors: Record<string, string>;
  /** Undefined where no files come with it. */
  files: Omit<FileFieldProps, 'error'> | undefined;
  /** What the unit asked her for. */
  asked: AskedOfCitizen<ReadEvent> | undefined;
  /** Until when she may do it. */
  until: number | null;
}

/** One act: what it means, until when, one text, one button. */
export function ActForm({ name, number, draft, state, formKey, errors, files, asked, until }: ActFormProps) {
  const { locale, kiosk, now } = useSite();
  const said = citizenCaseWords[locale];
  const form = said.form[name];
  const by = asked?.lastDay ?? until;
  const request = asked?.event.text;
  return (
    <div class="column">
      <DraftLost state={state} />
      <ErrorSummary errors={errors} />
      <p class="case-number">{number}</p>
      <h1>{form.title}</h1>
      {name !== 'answer' || asked ? <p>{form.lead}</p> : null}
      {request ? (
        <blockquote class="asked" dir="auto" {...langOf(request, locale)}>
          {request}
        </blockquote>
      ) : null}
      {asked?.late ? (
        <p class="inset">{form.late}</p>
      ) : by ? (
        <p>{form.by(shortDate(by, { locale, now }))}</p>
      ) : null}
      {draft?.fields['text'] ? (
        <p class="hint">{said.kept(shortDateTime(draft.savedAt, { locale, now }))}</p>
      ) : null}
      <Form
        action={`/cases/${number}/${name}`}
        id="act"
        hidden={{ key: formKey }}
        files={files !== undefined}
      >
        {files ? <EnterKey nothing={false} /> : null}
        <TextArea
          name="text"
          label={form.label}
          value={draft?.fields['text']}
          error={errors['text']}
          max={citizenActNamed(name).most}
        />
        {files ? <FileField {...files} error={errors[FILES]} /> : null}
        <div class="buttons">
          <Button kind={name === 'withdraw' ? 'warning' : 'primary'}>{form.send}</Button>
          <a href={`/cases/${number}`}>{said.back}</a>
        </div>
      </Form>
      {draft && !kiosk ? (
        <p class="hint">{said.keepsUntil(shortDateTime(draft.expiresAt, { locale, now }))}</p>
      ) : null}
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
          <p class="text given" dir="auto" {...langOf(text, locale)}>
            {text}
          </p>
        </>
      )}
      <p>
        <a class="link-alone" href={`/cases/${number}`}>
          {back}
        </a>
      </p>
    </div>
  );
}
