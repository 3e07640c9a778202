import type { OrganisationEntry, ServiceEntry } from '@app/catalogue';
import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Checkboxes, Radios } from '../site/pieces/choices.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import type { Returned } from '../site/desk-forms.js';
import { callsWords } from './words.js';
import { ConfidentialBox } from '../case-parts/confidential.js';
import { casePartsWords } from '../case-parts/words.js';

/** Id of the page's form, which the language switch submits. */
export const CALL_FORM = 'call';
/** Channels by which citizens reach staff; web and chatbot cases are not logged here. */
const CHANNELS = ['PHONE', 'COUNTER', 'EMAIL', 'FAX', 'LETTER'] as const;

interface Props {
  form: Returned;
  organisation: OrganisationEntry;
  services: ServiceEntry[];
  solved: boolean;
  /** Filled-in fields that `solved at once` would lose: the agent must decide first. */
  unkept: readonly CaseField[];
}

/** Fields that only a case has. */
export const CASE_FIELDS = {
  description: 'description',
  'contact.name': 'name',
  'contact.email': 'email',
  'contact.phone': 'phone',
  district: 'district',
  confidential: 'confidential',
} as const;
export type CaseField = keyof typeof CASE_FIELDS;

/** First what the call is about, then two ways to end it, each with its own button; the Enter key presses neither. */
export function CallForm(props: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const { form } = props;
  return (
    <>
      {props.unkept.length > 0 ? <Unkept fields={props.unkept} /> : <ErrorSummary errors={form.errors} />}
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      {props.solved ? <Banner kind="success">{said.solvedDone}</Banner> : null}
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <Form action="/desk/calls/case" id={CALL_FORM} class="call" hidden={{ key: form.typed['key'] ?? '' }}>
        <About {...props} />
        <Solved form={form} />
        <NotSolved {...props} />
      </Form>
    </>
  );
}

/** Shown when `solved at once` was pressed and would lose typed fields: asks which ending was meant. */
function Unkept({ fields }: { fields: readonly CaseField[] }) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const names = fields.map((field) => said[CASE_FIELDS[field]]);
  return (
    <div class="error-summary" role="alert" aria-labelledby="unkept" tabindex={-1} id="error-summary">
      <h2 id="unkept">{said.unkept}</h2>
      <p>{said.unkeptText(names.join(said.and))}</p>
      <p class="buttons">
        <Button form={CALL_FORM}>{said.open}</Button>
        <Button
          kind="secondary"
          form={CALL_FORM}
          formaction="/desk/calls/solved"
          name="unkept"
          value={fields.join(' ')}
        >
          {said.solvedWithout}
        </Button>
      </p>
    </div>
  );
}

function About({ form, organisation, services }: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const field = (name: string) => ({ name, value: form.typed[name], error: form.errors[name] });
  const hotlines = organisation.hotlines.map(({ number, name }) => ({
    value: number,
    label: `${number} ${name[locale]}`,
  }));
  return (
    <div class="call-about">
      <Radios
        {...field('channel')}
        label={said.channel}
        inline
        focused={form.status === 200}
        choices={CHANNELS.map((value) => ({ value, label: casePartsWords[locale].statuses.channel[value] }))}
      />
      {hotlines.length > 0 ? (
        <div class="by-phone">
          <Select
            {...field('hotline')}
            label={said.hotline}
            hint={said.hotlineHint}
            options={hotlines}
            blank={said.hotlineBlank}
            optional
          />
        </div>
      ) : null}
      <Select
        {...field('service')}
        label={said.service}
        options={services.map(({ id, name }) => ({ value: id, label: name[locale] }))}
        blank={said.serviceBlank}
      />
      <TextInput {...field('subject')} label={said.subject} hint={said.subjectHint} />
    </div>
  );
}

function Solved({ form }: { form: Returned }) {
  const said = callsWords[useSite().locale];
  return (
    <section class="ending" aria-labelledby="solved-title">
      <h2 id="solved-title">{said.solvedTitle}</h2>
      <p class="hint">{said.solvedLead}</p>
      <TextArea
        name="answer"
        label={said.answer}
        hint={said.answerHint}
        value={form.typed['answer']}
        error={form.errors['answer']}
        rows={3}
      />
      <Button kind="secondary" formaction="/desk/calls/solved">
        {said.solved}
      </Button>
    </section>
  );
}

function NotSolved({ form, organisation }: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const field = (name: string) => ({ name, value: form.typed[name], error: form.errors[name] });
  const spoken = PRIVACY_NOTICE[locale].spoken.replaceAll('{agency}', organisation.name[locale]);
  return (
    <section class="ending" aria-labelledby="case-title">
      <h2 id="case-title">{said.caseTitle}</h2>
      <div class="by-voice">
        <div class="spoken">
          <p class="spoken-title">{said.notice}</p>
          <p>{spoken}</p>
        </div>
        <input type="hidden" name="noticeVersion" value={PRIVACY_NOTICE_VERSION} />
        <Checkboxes
          name="noticeRead"
          label={said.notice}
          hint={said.noticeHint}
          values={[form.typed['noticeRead'] ?? '']}
          error={form.errors['noticeRead']}
          choices={[{ value: 'yes', label: said.noticeRead }]}
        />
      </div>
      <TextArea {...field('description')} label={said.description} rows={5} max={4_000} />
      <TextInput {...field('contact.name')} label={said.name} size="medium" autocomplete="off" />
      <TextInput
        {...field('contact.email')}
        label={said.email}
        hint={said.contactHint}
        type="email"
        size="medium"
        autocomplete="off"
        optional
      />
      <TextInput
        {...field('contact.phone')}
        label={said.phone}
        type="tel"
        size="medium"
        autocomplete="off"
        optional
      />
      <TextInput {...field('district')} label={said.district} size="medium" autocomplete="off" optional />
      <ConfidentialBox value={form.typed['confidential']} />
      <Button>{said.open}</Button>
    </section>
  );
}
