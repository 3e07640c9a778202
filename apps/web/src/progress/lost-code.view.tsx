import { Button, ErrorSummary, Form, TextInput, useSite } from '../site/index.js';
import { CaseNumberField } from './case-number-field.view.js';
import { progressWords } from './words.js';

interface LostCodeProps {
  caseNumber: string;
  contact: string;
  errors: Record<string, string>;
}

/** Number, and an address that was left with the case. */
export function LostCodeForm({ caseNumber, contact, errors }: LostCodeProps) {
  const { locale } = useSite();
  const said = progressWords[locale];
  const { lostCode } = said;
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      <h1>{lostCode.title}</h1>
      <p>{lostCode.lead}</p>
      <Form action="/progress/lost-code" id="lost-code">
        <CaseNumberField value={caseNumber} error={errors['caseNumber']} />
        <TextInput
          name="contact"
          label={lostCode.contact}
          hint={lostCode.contactHint}
          error={errors['contact']}
          value={contact}
          size="medium"
          autocomplete="email"
          spellcheck={false}
        />
        <Button>{lostCode.send}</Button>
      </Form>
      <p class="hint">{said.lostOther}</p>
    </div>
  );
}

/** The same for everybody: whether there is such a case is not said. */
export function CodeAsked() {
  const { locale } = useSite();
  const { lostCode, title } = progressWords[locale];
  return (
    <div class="column">
      <h1>{lostCode.sentTitle}</h1>
      <p>{lostCode.sent}</p>
      <p>{lostCode.sentHint}</p>
      <p>
        <a class="link-alone" href="/progress">
          {title}
        </a>
      </p>
    </div>
  );
}
