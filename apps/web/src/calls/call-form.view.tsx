import type { OrganisationEntry, ServiceEntry } from '@app/catalogue';
import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Checkboxes, Radios } from '../site/pieces/choices.js';
import { DateInput } from '../site/pieces/date-input.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import type { Returned } from '../site/desk-forms.js';
import { partsIn } from '../site/typed-date.js';
import { KeptLine } from '../case-parts/kept-draft.js';
import type { TypedCall, Typing } from '../site/desk-drafts.js';
import { callPage } from '../site/form-places.js';
import { CallDone, type Done } from './call-done.view.js';
import { CallFactsFields, Matter, Petition } from './call-facts.view.js';
import { Caller, type CallerProps } from './caller.view.js';
import type { Unkept } from './endings.js';
import { DISCARD, OtherCalls } from './other-calls.view.js';
import { Faq, type FaqProps } from './faq.view.js';
import { callsWords } from './words.js';
import { ConfidentialBox } from '../case-parts/confidential.js';
import { casePartsWords } from '../case-parts/words.js';

/** Id of the page's form, which the language switch submits. */
export const CALL_FORM = 'call';
/** Channels by which citizens reach staff; web and chatbot cases are not logged here. */
const CHANNELS = ['PHONE', 'COUNTER', 'EMAIL', 'FAX', 'LETTER', 'DROP_BOX'] as const;

interface Props extends CallerProps, FaqProps {
  organisation: OrganisationEntry;
  services: ServiceEntry[];
  done: Done | undefined;
  /** Filled-in fields that the ending would lose: the agent must decide first. */
  unkept: Unkept | undefined;
  /** The form was left and is gone on with. */
  kept: Typing | undefined;
  /** What the form holds is kept on the server: leaving the page loses nothing. */
  isKept: boolean;
  /** Other calls that were typed and not logged. */
  others: readonly TypedCall[];
  /** Of this drawing of the form: page.js counts what it has sent to be kept. */
  page: string;
}

/**
 * Who calls and what about, then the ways to end it, each with its own button; the Enter key presses none of them.
 */
export function CallForm(props: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const { form, unkept, done, kept, isKept, page } = props;
  const { key = '', filled = '', knowledge = '', reference = '' } = form.typed;
  return (
    <>
      {unkept ? <UnkeptQuestion {...unkept} /> : <ErrorSummary errors={form.errors} />}
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      {done ? <CallDone done={done} /> : null}
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <OtherCalls others={props.others} />
      <Form
        action="/desk/calls/case"
        id={CALL_FORM}
        class="call"
        hidden={{ key, page, filled, knowledge, reference }}
        keepAt="/desk/calls/keep"
        keptAt={callPage(key)}
        kept={isKept}
      >
        <KeptLine kept={kept} discardAt={DISCARD} />
        <Caller form={form} found={props.found} />
        <About {...props} />
        <Solved form={form} />
        <NotSolved {...props} />
      </Form>
    </>
  );
}

/** Shown when an ending was pressed that would lose typed fields: asks which one was meant. */
function UnkeptQuestion({ ending, names, labels }: Unkept) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const fields = labels.map((label) => said[label]).join(said.and);
  return (
    <div class="error-summary" role="alert" aria-labelledby="unkept" tabindex={-1} id="error-summary">
      <h2 id="unkept">{said.unkept}</h2>
      <p>{said.unkeptText[ending](fields)}</p>
      <p class="buttons">
        {ending === 'case' ? null : <Button form={CALL_FORM}>{said.open}</Button>}
        <Button
          kind="secondary"
          form={CALL_FORM}
          formaction={`/desk/calls/${ending}`}
          name="unkept"
          value={names.join(' ')}
        >
          {said.without[ending]}
        </Button>
      </p>
    </div>
  );
}

function About({ form, organisation, services, entries }: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const field = (name: string) => ({ name, value: form.typed[name], error: form.errors[name] });
  const hotlines = organisation.hotlines.map(({ number, name }) => ({
    value: number,
    label: `${number} ${name[locale]}`,
  }));
  return (
    <div class="call-about">
      <Matter form={form} />
      <Radios
        {...field('channel')}
        label={said.channel}
        inline
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
      <CallFactsFields form={form} organisation={organisation} />
      <Faq entries={entries} />
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
          label={said.noticeTitle}
          hint={said.noticeHint}
          values={[form.typed['noticeRead'] ?? '']}
          error={form.errors['noticeRead']}
          choices={[{ value: 'yes', label: said.noticeRead }]}
        />
      </div>
      <Petition form={form} />
      <div class="by-paper">
        <DateInput
          {...field('receivedOn')}
          label={said.receivedOn}
          hint={said.receivedOnHint}
          value={partsIn(form.typed, 'receivedOn')}
        />
        <TextInput {...field('document')} label={said.document} size="medium" autocomplete="off" optional />
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
      <noscript>
        <Button kind="secondary" formaction="/desk/calls/save">
          {said.save}
        </Button>
      </noscript>
    </section>
  );
}
