import { contactDetails, DESCRIPTION_MAX, PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION, report } from '@app/intake';
import { Checkboxes, Radios, TextArea, TextInput, type Choice } from '../site/index.js';
import { checkWith } from './check-with.js';
import { PrivacyItems } from '../privacy/privacy-items.view.js';
import type { Asking, Question } from './question.js';
import { reportWords } from './words.js';
import { privacyWords } from '../privacy/words.js';

const service: Question = {
  name: 'service',
  title: (locale) => reportWords[locale].service.title,
  fields: ['service'],
  check: (answers, services) =>
    services.some(({ id }) => id === answers['service'])
      ? []
      : [{ field: 'service', code: 'choose-service' }],
  body: (asking) => {
    const { title, hint } = reportWords[asking.locale].service;
    return (
      <Radios
        name="service"
        label={title}
        heading
        hint={hint}
        error={asking.errors['service']}
        value={asking.answers['service']}
        choices={serviceChoices(asking)}
      />
    );
  },
};

/** Choices by agency; the first of each has the agency's name as heading. */
const serviceChoices = ({ services, organisations, locale }: Asking): Choice[] =>
  organisations.flatMap(({ id, name }) =>
    services
      .filter(({ organisation }) => organisation === id)
      .map((entry, index) => ({
        value: entry.id,
        label: entry.name[locale],
        hint: entry.description[locale],
        ...(index === 0 && { group: name[locale] }),
      })),
  );

const subject: Question = {
  name: 'subject',
  title: (locale) => reportWords[locale].subject.title,
  fields: ['subject'],
  labels: { subject: (locale) => reportWords[locale].subject.label },
  check: ({ subject }) => checkWith(report.pick({ subject: true }), { subject: subject ?? '' }),
  body: ({ locale, answers, errors }) => {
    const { title, hint } = reportWords[locale].subject;
    return (
      <TextInput
        name="subject"
        label={title}
        heading
        hint={hint}
        error={errors['subject']}
        value={answers['subject']}
      />
    );
  },
};

const details: Question = {
  name: 'details',
  title: (locale) => reportWords[locale].details.title,
  fields: ['description', 'district'],
  labels: {
    description: (locale) => reportWords[locale].details.label,
    district: (locale) => reportWords[locale].details.district,
  },
  check: ({ description, district }) =>
    checkWith(report.pick({ description: true, district: true }), {
      description: description ?? '',
      district,
    }),
  body: ({ locale, answers, errors }) => {
    const said = reportWords[locale].details;
    return (
      <>
        <h1>{said.title}</h1>
        <TextArea
          name="description"
          label={said.label}
          hint={said.hint}
          error={errors['description']}
          value={answers['description']}
          max={DESCRIPTION_MAX}
        />
        <TextInput
          name="district"
          label={said.district}
          optional
          hint={said.districtHint}
          error={errors['district']}
          value={answers['district']}
          size="medium"
          autocomplete="address-level2"
        />
      </>
    );
  },
};

const contact: Question = {
  name: 'contact',
  title: (locale) => reportWords[locale].contact.title,
  fields: ['contact.name', 'contact.email', 'contact.phone'],
  labels: { 'contact.name': (locale) => reportWords[locale].contact.name },
  check: (answers) => checkWith(contactDetails, contactOf(answers), 'contact.'),
  body: ({ locale, answers, errors }) => {
    const said = reportWords[locale].contact;
    const given = (name: string) => ({
      name,
      value: answers[name],
      error: errors[name],
      size: 'medium' as const,
    });
    return (
      <>
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
        <TextInput {...given('contact.name')} label={said.name} autocomplete="name" spellcheck={false} />
        <TextInput
          {...given('contact.email')}
          label={said.email}
          optional
          hint={said.emailHint}
          type="email"
          autocomplete="email"
          spellcheck={false}
        />
        <TextInput
          {...given('contact.phone')}
          label={said.phone}
          optional
          hint={said.phoneHint}
          type="tel"
          autocomplete="tel"
        />
      </>
    );
  },
};

export const contactOf = (answers: Record<string, string>) => ({
  name: answers['contact.name'] ?? '',
  email: answers['contact.email'] ?? '',
  phone: answers['contact.phone'] ?? '',
});

const privacy: Question = {
  name: 'privacy',
  title: (locale) => reportWords[locale].privacy.title,
  fields: ['agree'],
  check: ({ agree }) => (agree === PRIVACY_NOTICE_VERSION ? [] : [{ field: 'agree', code: 'privacy-agree' }]),
  body: (asking) => {
    const said = reportWords[asking.locale].privacy;
    const agreed = asking.answers['agree'];
    return (
      <>
        <h1>{PRIVACY_NOTICE[asking.locale].title}</h1>
        <PrivacyItems locale={asking.locale} agency={agencyOf(asking)} />
        <p class="hint">{privacyWords[asking.locale].version(PRIVACY_NOTICE_VERSION)}</p>
        <Checkboxes
          name="agree"
          label={said.title}
          error={asking.errors['agree']}
          values={agreed ? [agreed] : []}
          choices={[{ value: PRIVACY_NOTICE_VERSION, label: said.agree }]}
        />
      </>
    );
  },
};

function agencyOf({ answers, services, organisations, locale }: Asking): string {
  const organisation = services.find(({ id }) => id === answers['service'])?.organisation;
  return organisations.find(({ id }) => id === organisation)?.name[locale] ?? privacyWords[locale].anyAgency;
}

/** The pages of the form in order, one question each; check-your-answers follows. */
export const QUESTIONS: readonly Question[] = [service, subject, details, contact, privacy];
