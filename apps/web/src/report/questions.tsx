import { contactDetails, DESCRIPTION_MAX, PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION, report } from '@app/intake';
import { Checkboxes, Radios, TextArea, TextInput, type Choice } from '../site/index.js';
import { checkWith } from './check-with.js';
import { PrivacyItems } from '../privacy/privacy-items.view.js';
import type { Asking, Question } from './question.js';
import { reportWords } from './words.js';
import { privacyWords } from '../privacy/words.js';

const service: Question = {
  name: 'service',
  title: (lang) => reportWords[lang].service.title,
  fields: ['service'],
  check: (answers, services) =>
    services.some(({ id }) => id === answers['service'])
      ? []
      : [{ field: 'service', code: 'choose-service' }],
  body: (asking) => {
    const { title, hint } = reportWords[asking.lang].service;
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

/** By agency; the first choice of each carries its name as a heading. */
const serviceChoices = ({ services, organisations, lang }: Asking): Choice[] =>
  organisations.flatMap(({ id, name }) =>
    services
      .filter(({ organisation }) => organisation === id)
      .map((entry, index) => ({
        value: entry.id,
        label: entry.name[lang],
        hint: entry.description[lang],
        ...(index === 0 && { group: name[lang] }),
      })),
  );

const subject: Question = {
  name: 'subject',
  title: (lang) => reportWords[lang].subject.title,
  fields: ['subject'],
  labels: { subject: (lang) => reportWords[lang].subject.label },
  check: ({ subject }) => checkWith(report.pick({ subject: true }), { subject: subject ?? '' }),
  body: ({ lang, answers, errors }) => {
    const { title, hint } = reportWords[lang].subject;
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
  title: (lang) => reportWords[lang].details.title,
  fields: ['description', 'district'],
  labels: {
    description: (lang) => reportWords[lang].details.label,
    district: (lang) => reportWords[lang].details.district,
  },
  check: ({ description, district }) =>
    checkWith(report.pick({ description: true, district: true }), {
      description: description ?? '',
      district,
    }),
  body: ({ lang, answers, errors }) => {
    const said = reportWords[lang].details;
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
  title: (lang) => reportWords[lang].contact.title,
  fields: ['contact.name', 'contact.email', 'contact.phone'],
  labels: { 'contact.name': (lang) => reportWords[lang].contact.name },
  check: (answers) => checkWith(contactDetails, contactOf(answers), 'contact.'),
  body: ({ lang, answers, errors }) => {
    const said = reportWords[lang].contact;
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
  title: (lang) => reportWords[lang].privacy.title,
  fields: ['agree'],
  check: ({ agree }) => (agree === PRIVACY_NOTICE_VERSION ? [] : [{ field: 'agree', code: 'privacy-agree' }]),
  body: (asking) => {
    const said = reportWords[asking.lang].privacy;
    const agreed = asking.answers['agree'];
    return (
      <>
        <h1>{PRIVACY_NOTICE[asking.lang].title}</h1>
        <PrivacyItems lang={asking.lang} agency={agencyOf(asking)} />
        <p class="hint">{privacyWords[asking.lang].version(PRIVACY_NOTICE_VERSION)}</p>
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

function agencyOf({ answers, services, organisations, lang }: Asking): string {
  const organisation = services.find(({ id }) => id === answers['service'])?.organisation;
  return organisations.find(({ id }) => id === organisation)?.name[lang] ?? privacyWords[lang].anyAgency;
}

/** One thing per page, in this order; check-your-answers follows. */
export const QUESTIONS: readonly Question[] = [service, subject, details, contact, privacy];
