import type { Locale } from '@app/platform';
import type { Visitor } from './visitor.js';
import { progressWords } from '../../apps/web/src/progress/words.js';
import { reportWords } from '../../apps/web/src/report/words.js';
import { contactWords } from '../../apps/web/src/report/questions/contact.js';
import { detailsWords } from '../../apps/web/src/report/questions/details.js';
import { privacyQuestionWords } from '../../apps/web/src/report/questions/privacy.js';
import { subjectWords } from '../../apps/web/src/report/questions/subject.js';
import { siteWords } from '../../apps/web/src/site/words.js';

const SERVICE = { 'zh-TW': '融資診斷輔導', en: 'Financing diagnosis and guidance' };

/** Labels and answers of the form in this language, question by question. */
export function reportIn(locale: Locale) {
  const report = reportWords[locale];
  const progress = progressWords[locale];
  const { actions } = siteWords[locale];
  return {
    service: SERVICE[locale],
    continue: actions.continue,
    send: report.check.submit,
    lookUp: actions.search,
    answers: {
      subject: { [subjectWords[locale].title.replace(/[?？]$/, '')]: 'Pothole 坑洞' },
      details: {
        [detailsWords[locale].label]: '路面有一個大洞',
        [detailsWords[locale].district]: '臺中市西屯區',
      },
      contact: {
        [contactWords[locale].name]: '陳小華',
        [contactWords[locale].email]: 'hua@example.tw',
        [contactWords[locale].phone]: '0912-000-111',
      },
    },
    agree: privacyQuestionWords[locale].read,
    number: progress.number,
    code: progress.code,
  };
}

/** Answers every question up to check-your-answers. */
export async function answerAll(visitor: Visitor, locale: Locale): Promise<void> {
  const said = reportIn(locale);
  const steps = { service: said.service, privacy: said.agree, ...said.answers };
  await visitor.open(`/cases/new?lang=${locale}`);
  for (const name of ['service', 'subject', 'privacy', 'details', 'contact'] as const) {
    await visitor.open(`/cases/new/${name}`);
    const answers = steps[name];
    await (typeof answers === 'string' ? visitor.choose(answers) : visitor.fill(answers));
    await visitor.press(said.continue);
  }
}
