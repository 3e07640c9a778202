import type { MaskedContact } from '@app/lookups';
import { LOCALES } from '@app/platform';
import { Button, Checkboxes, ErrorSummary, Form, Radios, TextInput, useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

interface ContactFormProps {
  number: string;
  /** The form's own key: sent twice, it has one effect. */
  formKey: string;
  fields: Record<string, string>;
  known: MaskedContact | null;
  errors: Record<string, string>;
}

const REMOVES = { email: 'removeEmail', phone: 'removePhone' } as const;

/** How she is told: each field empty at first, with what is known masked beside it. */
export function ContactForm({ number, formKey, fields, known, errors }: ContactFormProps) {
  const { locale } = useSite();
  const { contactForm: form, contact, back } = citizenCaseWords[locale];
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      <p class="case-number">{number}</p>
      <h1>{form.title}</h1>
      <p>{form.lead}</p>
      <Form action={`/cases/${number}/contact`} id="contact" hidden={{ key: formKey }}>
        {(['email', 'phone'] as const).map((name) => (
          <>
            <TextInput
              name={name}
              label={form[name]}
              optional
              hint={form.now(known?.[name] ?? contact.none)}
              error={errors[name]}
              value={fields[name]}
              size="medium"
              type={name === 'email' ? 'email' : 'tel'}
              autocomplete={name === 'email' ? 'email' : 'tel'}
              spellcheck={false}
            />
            {known?.[name] ? (
              <Checkboxes
                name={REMOVES[name]}
                label={form.remove}
                error={errors[REMOVES[name]]}
                values={fields[REMOVES[name]] ? ['yes'] : []}
                choices={[{ value: 'yes', label: form[REMOVES[name]] }]}
              />
            ) : null}
          </>
        ))}
        <Radios
          name="locale"
          label={form.locale}
          value={fields['locale'] || locale}
          error={errors['locale']}
          choices={LOCALES.map((value) => ({ value, label: contact.locales[value] }))}
        />
        <div class="buttons">
          <Button>{form.send}</Button>
          <a href={`/cases/${number}`}>{back}</a>
        </div>
      </Form>
    </div>
  );
}
