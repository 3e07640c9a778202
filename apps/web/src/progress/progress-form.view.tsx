import { Banner, Button, ErrorSummary, Form, Inset, TextInput, useSite } from '../site/index.js';
import { siteWords } from '../site/words.js';
import { CaseNumberField } from './case-number-field.view.js';
import { progressWords } from './words.js';

interface ProgressFormProps {
  typed: { caseNumber: string; lookupCode: string };
  errors: Record<string, string>;
  /** The act to go on with; empty: the case itself. */
  then: string;
  /** She was at an act and her session has ended. */
  ended: boolean;
}

/** Form for number and code. Typed values are kept, so that a typing error can be corrected. */
export function ProgressForm({ typed, errors, then, ended }: ProgressFormProps) {
  const { locale } = useSite();
  const said = progressWords[locale];
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      {ended ? (
        <Banner kind="info">
          <p>{said.ended}</p>
        </Banner>
      ) : null}
      <h1>{said.title}</h1>
      <p>{said.lead}</p>
      <Form action="/progress" id="progress" hidden={then ? { to: then } : {}}>
        <CaseNumberField value={typed.caseNumber} error={errors['caseNumber']} />
        <TextInput
          name="lookupCode"
          label={said.code}
          hint={said.codeHint}
          error={errors['lookupCode']}
          value={typed.lookupCode}
          size="medium"
          autocomplete="off"
          spellcheck={false}
        />
        <Button>{siteWords[locale].actions.search}</Button>
      </Form>
      <Inset>
        <p>
          {said.lost} <a href="/progress/lost-code">{said.lostCode.link}</a>
        </p>
        <p>{said.lostOther}</p>
      </Inset>
    </div>
  );
}
