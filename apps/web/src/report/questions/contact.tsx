import type { ServiceEntry } from '@app/catalogue';
import { contactDetails } from '@app/intake';
import { isBlank } from '@app/platform';
import { ConfidentialBox, confidentialWords } from '../../case-parts/confidential.js';
import { TextInput } from '../../site/index.js';
import { checkWith } from '../check-with.js';
import { isPetition, serviceOf } from '../matter.js';
import { reportWords } from '../words.js';
import type { Answers, Asking, FieldCode, Question } from '../question.js';

export const contactWords = {
  'zh-TW': {
    title: '怎麼聯絡您？',
    lead: '留下電子郵件或手機，我們才能主動通知進度。都不留也可以，您仍可用編號與查詢碼查詢。',
    name: '姓名',
    email: '電子郵件',
    emailHint: '用來寄送案件編號與進度通知',
    phone: '電話',
    phoneHint: '手機可收簡訊通知，例如 0912-345-678；市話請含區碼，例如 02-2345-6789 分機 123',
    petition:
      '陳情請留真實姓名與聯絡方式：沒有真實姓名或聯絡方式的陳情，機關得不予處理（行政程序法第173條）。您的姓名不會公開。',
    yes: '是',
    no: '否',
  },
  en: {
    title: 'How can we reach you?',
    lead: 'With an e-mail address or a mobile number we can tell you of progress. Without them you can still look it up yourself.',
    name: 'Name',
    email: 'E-mail',
    emailHint: 'For your case number and news of progress',
    phone: 'Telephone',
    phoneHint:
      'A mobile gets text messages, for example 0912-345-678; a landline with its area code, for example 02-2345-6789 ext. 123',
    petition:
      'Please give your real name and a way to reach you: a petition without them may be left unhandled (Administrative Procedure Act, article 173). Your name is not published.',
    yes: 'Yes',
    no: 'No',
  },
};

export const contact: Question = {
  name: 'contact',
  title: (locale) => contactWords[locale].title,
  fields: ['contact.name', 'contact.email', 'contact.phone', 'confidential'],
  labels: {
    'contact.name': (locale) => contactWords[locale].name,
    'contact.email': (locale) => contactWords[locale].email,
  },
  check: (answers, services) => [
    ...checkWith(contactDetails, contactOf(answers), 'contact.'),
    ...emailMissing(answers, services),
  ],
  body: (asking) => {
    const { locale, answers, errors } = asking;
    const service = serviceOf(asking);
    const petition = isPetition(service);
    const required = needsEmail(service);
    const said = contactWords[locale];
    const given = (name: string) => ({
      name,
      value: answers[name],
      error: errors[name],
      size: 'medium' as const,
    });
    return (
      <>
        <h1>{said.title}</h1>
        {petition ? <p>{said.petition}</p> : required ? null : <p>{said.lead}</p>}
        <AskedToConfirm locale={locale} service={service} />
        <TextInput {...given('contact.name')} label={said.name} autocomplete="name" spellcheck={false} />
        <TextInput
          {...given('contact.email')}
          label={said.email}
          optional={!required}
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
        {petition ? <ConfidentialBox value={answers['confidential']} /> : null}
      </>
    );
  },
  rows: (asking) => {
    const { locale, answers } = asking;
    const { name, email, phone } = contactOf(answers);
    const said = contactWords[locale];
    return [
      { label: said.name, answer: name },
      { label: said.email, answer: email },
      { label: said.phone, answer: phone },
      ...(isPetition(serviceOf(asking))
        ? [
            {
              label: confidentialWords[locale].label,
              answer: answers['confidential'] === 'yes' ? said.yes : said.no,
            },
          ]
        : []),
    ];
  },
  input: (answers, services) => ({
    contact: contactOf(answers),
    ...(isPetition(serviceOf({ answers, services })) && { confidential: answers['confidential'] === 'yes' }),
  }),
};

/** What the service does with an e-mail address, and without one. */
function AskedToConfirm({ locale, service }: Pick<Asking, 'locale'> & { service: ServiceEntry | undefined }) {
  const { toConfirm } = reportWords[locale];
  const confirmation = service?.confirmation;
  if (!confirmation) return null;
  const without = needsEmail(service) ? toConfirm.contactRefused : toConfirm.contactWithout;
  return (
    <>
      <p>{toConfirm.contact(confirmation.withinDays)}</p>
      <p>{without}</p>
    </>
  );
}

const needsEmail = (service: ServiceEntry | undefined): boolean =>
  service?.confirmation?.withoutEmail === 'REFUSED';

/** The rule of intake, before the report is sent. */
function emailMissing(answers: Answers, services: readonly ServiceEntry[]): FieldCode[] {
  return needsEmail(serviceOf({ answers, services })) && isBlank(answers['contact.email'] ?? '')
    ? [{ field: 'contact.email', code: 'required' }]
    : [];
}

const contactOf = (answers: Answers) => ({
  name: answers['contact.name'] ?? '',
  email: answers['contact.email'] ?? '',
  phone: answers['contact.phone'] ?? '',
});
