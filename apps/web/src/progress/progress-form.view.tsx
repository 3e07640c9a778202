import { Button, ErrorSummary, Form, Inset, TextInput, useSite } from '../site/index.js';
import { progressWords } from './words.js';
import { siteWords } from '../site/words.js';

interface ProgressFormProps {
  typed: Record<string, string>;
  errors: Record<string, string>;
}

/** Form for number and code. Typed values are kept, so that a typing error can be corrected. */
export function ProgressForm({ typed, errors }: ProgressFormProps) {
  const { locale } = useSite();
  const said = progressWords[locale];
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      <h1>{said.title}</h1>
      <p>{said.lead}</p>
      <Form action="/progress" id="progress">
        <TextInput
          name="caseNumber"
          label={said.number}
          hint={said.numberHint}
          error={errors['caseNumber']}
          value={typed['caseNumber']}
          size="medium"
          autocomplete="off"
          spellcheck={false}
        />
        <TextInput
          name="lookupCode"
          label={said.code}
          hint={said.codeHint}
          error={errors['lookupCode']}
          value={typed['lookupCode']}
          size="medium"
          autocomplete="off"
          spellcheck={false}
        />
        <Button>{siteWords[locale].actions.search}</Button>
      </Form>
      <Inset>
        <p>{said.lost}</p>
      </Inset>
    </div>
  );
}
