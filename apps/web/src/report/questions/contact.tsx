import { contactDetails } from '@app/intake';
import { TextInput } from '../../site/index.js';
import { checkWith } from '../check-with.js';
import type { Answers, Question } from '../question.js';

export const contactWords = {
  'zh-TW': {
    title: '怎麼聯絡您？',
    lead: '留下電子郵件或手機，我們才能主動通知進度。都不留也可以，您仍可用編號與查詢碼查詢。',
    name: '姓名',
    email: '電子郵件',
    emailHint: '用來寄送案件編號與進度通知',
    phone: '電話',
    phoneHint: '手機可收簡訊通知，例如 0912-345-678',
  },
  en: {
    title: 'How can we reach you?',
    lead: 'With an e-mail address or a mobile number we can tell you of progress. Without them you can still look it up yourself.',
    name: 'Name',
    email: 'E-mail',
    emailHint: 'For your case number and news of progress',
    phone: 'Telephone',
    phoneHint: 'A mobile gets text messages, for example 0912-345-678',
  },
};

export const contact: Question = {
  name: 'contact',
  title: (locale) => contactWords[locale].title,
  fields: ['contact.name', 'contact.email', 'contact.phone'],
  labels: { 'contact.name': (locale) => contactWords[locale].name },
  check: (answers) => checkWith(contactDetails, contactOf(answers), 'contact.'),
  body: ({ locale, answers, errors }) => {
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
  rows: ({ locale, answers }) => {
    const { name, email, phone } = contactOf(answers);
    const said = contactWords[locale];
    return [
      { label: said.name, answer: name },
      { label: said.email, answer: email },
      { label: said.phone, answer: phone },
    ];
  },
  input: (answers) => ({ contact: contactOf(answers) }),
};

const contactOf = (answers: Answers) => ({
  name: answers['contact.name'] ?? '',
  email: answers['contact.email'] ?? '',
  phone: answers['contact.phone'] ?? '',
});
