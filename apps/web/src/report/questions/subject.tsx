import { personalDataIn, report } from '@app/intake';
import { Checkboxes, Inset, TextInput } from '../../site/index.js';
import { checkWith } from '../check-with.js';
import { ChosenService } from '../chosen-service.js';
import { isPetition, serviceOf } from '../matter.js';
import type { Question } from '../question.js';

export const subjectWords = {
  'zh-TW': {
    title: '您想反映什麼事？',
    label: '主旨',
    hint: '用一句話說明。請不要寫身分證字號、電話等個人資料。',
    sure: '主旨含有個人資料',
    sureHint: '主旨以明文保存，方便查找；詳細內容會加密保存。',
    keep: '這是說明案情需要的內容，照樣送出',
    appeal:
      '如果您不服的是機關的行政處分（例如罰鍰、駁回申請），在這裡反映不能代替訴願。訴願應自處分送達的次日起 30 日內，以訴願書經由原處分機關向訴願管轄機關提起（訴願法第14條、第58條）。',
  },
  en: {
    title: 'What is it about?',
    label: 'Subject',
    hint: 'One sentence. Please do not write ID numbers, telephone numbers or other personal data here.',
    sure: 'The subject holds personal data',
    sureHint: 'Subjects are stored unencrypted so that cases can be found; the details are encrypted.',
    keep: 'It is needed to describe the matter; keep it',
    appeal:
      'If you disagree with an administrative decision of an agency (such as a fine or a refused application), a report here does not replace an appeal. An administrative appeal (訴願) must be filed in writing through the agency that decided, within 30 days from the day after you received the decision (Administrative Appeal Act, articles 14 and 58).',
  },
};

/** What was confirmed; more of it is asked again. */
const foundIn = (typed: string): string => personalDataIn(typed).join(' ');

export const subject: Question = {
  name: 'subject',
  title: (locale) => subjectWords[locale].title,
  fields: ['subject', 'sure'],
  labels: { subject: (locale) => subjectWords[locale].label },
  check: ({ subject: typed = '', sure = '' }) => {
    const wrong = checkWith(report.pick({ subject: true }), { subject: typed });
    const what = foundIn(typed);
    const isAsked = wrong.length === 0 && what !== '' && sure !== what;
    return isAsked ? [{ field: 'subject', code: 'personal-data', params: { what } }] : wrong;
  },
  body: (asking) => {
    const { locale, answers, errors } = asking;
    const { title, hint, sure, sureHint, keep, appeal } = subjectWords[locale];
    const what = foundIn(answers['subject'] ?? '');
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
        {what ? (
          <Checkboxes
            name="sure"
            label={sure}
            hint={sureHint}
            values={[answers['sure'] ?? '']}
            choices={[{ value: what, label: keep }]}
          />
        ) : null}
        {isPetition(serviceOf(asking)) ? (
          <Inset>
            <p>{appeal}</p>
          </Inset>
        ) : null}
      </>
    );
  },
  rows: ({ locale, answers }) => [{ label: subjectWords[locale].label, answer: answers['subject'] }],
  input: ({ subject: typed }) => ({ subject: typed }),
};
