import type { Channel, OrganisationEntry, ServiceEntry } from '@app/catalogue';
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
import type { Returned } from './desk-forms.js';

interface Props {
  form: Returned;
  organisation: OrganisationEntry;
  services: ServiceEntry[];
  channels: readonly Channel[];
  solved: boolean;
}

/** Above: what the call is about. Then two endings, each with its own button. */
export function CallForm(props: Props) {
  const { words } = useSite();
  const said = words.desk.call;
  const { form } = props;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {props.solved ? <Banner kind="success">{said.solvedDone}</Banner> : null}
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <Form action="/desk/calls/case" class="call" hidden={{ key: form.typed['key'] ?? '' }}>
        <About {...props} />
        <Solved form={form} />
        <NotSolved {...props} />
      </Form>
    </>
  );
}

function About({ form, organisation, services, channels }: Props) {
  const { words, lang } = useSite();
  const said = words.desk.call;
  const field = (name: string) => ({ name, value: form.typed[name], error: form.errors[name] });
  const hotlines = organisation.hotlines.map(({ number, name }) => ({
    value: number,
    label: `${number} ${name[lang]}`,
  }));
  return (
    <div class="call-about">
      <Radios
        {...field('channel')}
        label={said.channel}
        inline
        choices={channels.map((value) => ({ value, label: words.statuses.channel[value] }))}
      />
      {hotlines.length > 0 ? (
        <Select
          {...field('hotline')}
          label={said.hotline}
          options={hotlines}
          blank={said.hotlineBlank}
          optional
        />
      ) : null}
      <Select
        {...field('service')}
        label={said.service}
        options={services.map(({ id, name }) => ({ value: id, label: name[lang] }))}
        blank={said.serviceBlank}
      />
      <TextInput {...field('subject')} label={said.subject} hint={said.subjectHint} />
    </div>
  );
}

function Solved({ form }: { form: Returned }) {
  const said = useSite().words.desk.call;
  return (
    <section class="ending" aria-labelledby="solved-title">
      <h2 id="solved-title">{said.solvedTitle}</h2>
      <p class="hint">{said.solvedLead}</p>
      <TextArea
        name="answer"
        label={said.answer}
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
  const { words, lang } = useSite();
  const said = words.desk.call;
  const field = (name: string) => ({ name, value: form.typed[name], error: form.errors[name] });
  const spoken = PRIVACY_NOTICE[lang].spoken.replaceAll('{agency}', organisation.name[lang]);
  return (
    <section class="ending" aria-labelledby="case-title">
      <h2 id="case-title">{said.caseTitle}</h2>
      <div class="spoken">
        <p class="spoken-title">{said.notice}</p>
        <p>{spoken}</p>
      </div>
      <input type="hidden" name="noticeVersion" value={PRIVACY_NOTICE_VERSION} />
      <Checkboxes
        name="noticeRead"
        label={said.notice}
        values={form.typed['noticeRead'] ? [form.typed['noticeRead']] : []}
        error={form.errors['noticeRead']}
        choices={[{ value: 'yes', label: said.noticeRead }]}
      />
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
      <Button>{said.open}</Button>
    </section>
  );
}
