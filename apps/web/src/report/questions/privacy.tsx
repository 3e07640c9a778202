import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION, type NoticeFacts } from '@app/intake';
import { phoneOf } from '../../case-parts/phone-of.js';
import { PrivacyItems } from '../../privacy/privacy-items.view.js';
import { privacyWords as noticeWords } from '../../privacy/words.js';
import { Checkboxes } from '../../site/index.js';
import { isPetition, serviceOf } from '../matter.js';
import type { Answers, Asking, Question } from '../question.js';

export const privacyQuestionWords = {
  'zh-TW': { title: '個人資料蒐集告知', read: '我已閱讀上述事項' },
  en: { title: 'How we use your personal data', read: 'I have read this' },
};

/** The notice names agency, unit and period of the service: of another service it must be read again. */
const noticeRead = ({ service = '' }: Answers): string => `${PRIVACY_NOTICE_VERSION} ${service}`;

/** The §8 notice (個資法), read before the first personal data; the value of the checkbox is the notice that was read. */
export const privacy: Question = {
  name: 'privacy',
  title: (locale) => privacyQuestionWords[locale].title,
  fields: ['read'],
  check: (answers) =>
    answers['read'] === noticeRead(answers) ? [] : [{ field: 'read', code: 'privacy-read' }],
  body: (asking) => {
    const { locale, answers, errors } = asking;
    const said = privacyQuestionWords[locale];
    const read = answers['read'];
    return (
      <>
        <h1>{PRIVACY_NOTICE[locale].title}</h1>
        <PrivacyItems locale={locale} {...noticeFacts(asking)} />
        <p class="hint">
          {noticeWords[locale].version(PRIVACY_NOTICE_VERSION)}{' '}
          <a href="/privacy">{noticeWords[locale].always}</a>
        </p>
        <Checkboxes
          name="read"
          label={said.title}
          error={errors['read']}
          values={read ? [read] : []}
          choices={[{ value: noticeRead(answers), label: said.read }]}
        />
      </>
    );
  },
};

function noticeFacts(asking: Asking): NoticeFacts {
  const { locale, organisations } = asking;
  const service = serviceOf(asking);
  const agency = organisations.find(({ id }) => id === service?.organisation);
  const unit = agency?.units.find(({ id }) => id === service?.unit);
  return {
    agency: agency?.name[locale] ?? noticeWords[locale].anyAgency,
    unit: unit?.name[locale],
    phone: phoneOf({ unit, organisation: agency, serviceId: service?.id }),
    years: service?.retentionYears,
    petition: isPetition(service),
  };
}
