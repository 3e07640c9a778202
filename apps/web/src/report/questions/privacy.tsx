import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { PrivacyItems } from '../../privacy/privacy-items.view.js';
import { privacyWords as noticeWords } from '../../privacy/words.js';
import { Checkboxes } from '../../site/index.js';
import type { Asking, Question } from '../question.js';

export const privacyQuestionWords = {
  'zh-TW': { title: '個人資料蒐集告知', agree: '我已閱讀並同意上述事項' },
  en: { title: 'How we use your personal data', agree: 'I have read this and agree' },
};

/** The §8 notice (個資法), read before sending; the value of the checkbox is the version read. */
export const privacy: Question = {
  name: 'privacy',
  title: (locale) => privacyQuestionWords[locale].title,
  fields: ['agree'],
  check: ({ agree }) => (agree === PRIVACY_NOTICE_VERSION ? [] : [{ field: 'agree', code: 'privacy-agree' }]),
  body: (asking) => {
    const said = privacyQuestionWords[asking.locale];
    const agreed = asking.answers['agree'];
    return (
      <>
        <h1>{PRIVACY_NOTICE[asking.locale].title}</h1>
        <PrivacyItems locale={asking.locale} agency={agencyOf(asking)} />
        <p class="hint">{noticeWords[asking.locale].version(PRIVACY_NOTICE_VERSION)}</p>
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
  return organisations.find(({ id }) => id === organisation)?.name[locale] ?? noticeWords[locale].anyAgency;
}
