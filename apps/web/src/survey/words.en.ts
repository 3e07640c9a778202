import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'How did we do?',
  lead: 'Your case is closed. Tell us about the service; it takes a minute and no sign-in.',
  score: 'All in all, how satisfied are you with the service?',
  scores: ['Very dissatisfied', 'Dissatisfied', 'Neither', 'Satisfied', 'Very satisfied'],
  comment: 'Anything you would like to tell us',
  commentHint: 'What went well, what could be better. Please leave out personal data.',
  submit: 'Send',
  thanks: 'Thank you',
  thanksText: 'We have received your rating.',
  sorry: 'We are sorry that you were not satisfied. The responsible unit is told that you were not.',
  reanswer: (date: string) =>
    `We will answer you once more by ${date} and tell you; you can see this date when you check progress.`,
  gone: 'This questionnaire can no longer be answered',
  goneText:
    'The link may be incomplete, the questionnaire has expired, or the case was reopened. You are still welcome to report or to call us.',
  answered: 'You have answered this questionnaire',
  answeredText: 'Each questionnaire can be answered once. Thank you for taking part.',
};
