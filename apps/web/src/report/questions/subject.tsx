import { report } from '@app/intake';
import { TextInput } from '../../site/index.js';
import { checkWith } from '../check-with.js';
import { ChosenService } from '../chosen-service.js';
import type { Question } from '../question.js';

export const subjectWords = {
  'zh-TW': {
    title: '您想反映什麼事？',
    label: '主旨',
    hint: '用一句話說明。請不要寫身分證字號、電話等個人資料。',
  },
  en: {
    title: 'What is it about?',
    label: 'Subject',
    hint: 'One sentence. Please do not write ID numbers, telephone numbers or other personal data here.',
  },
};

export const subject: Question = {
  name: 'subject',
  title: (locale) => subjectWords[locale].title,
  fields: ['subject'],
  labels: { subject: (locale) => subjectWords[locale].label },
  check: ({ subject: typed = '' }) => checkWith(report.pick({ subject: true }), { subject: typed }),
  body: (asking) => {
    const { locale, answers, errors } = asking;
    const { title, hint } = subjectWords[locale];
    return (
      <>
        <ChosenService {...asking} />
        <TextInput
          name="subject"
          label={title}
          heading
          hint={hint}
          error={errors['subject']}
          value={answers['subject']}
        />
      </>
    );
  },
  rows: ({ locale, answers }) => [{ label: subjectWords[locale].label, answer: answers['subject'] }],
  input: ({ subject: typed }) => ({ subject: typed }),
};
