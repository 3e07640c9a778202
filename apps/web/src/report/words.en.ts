import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Report',
  step: (now: number, all: number) => `Step ${now} of ${all}`,
  check: {
    title: 'Check your answers before sending',
    lead: 'Once sent, a case is opened and you get its number and lookup code.',
    name: 'Name',
    submit: 'Confirm and send',
    again: 'Some answers need correcting before you can send.',
  },
  done: {
    title: 'We have received your case',
    next: 'What happens next',
    noContact:
      'You left no e-mail address and no mobile number, so we cannot send you news. Please look it up here.',
    contact:
      'We tell you when there is news. To protect you, messages never hold the content of your case or our answer; you read those here.',
    apart: 'The case number and the lookup code are sent separately.',
    track: 'Check the progress of this case',
    promises: 'Dates we promise',
  },
  sent: {
    title: 'This has been sent already',
    text: 'You have sent this form and got a case number. To add something, look up the progress and contact the responsible unit; to report something else, start again.',
    again: 'Report something else',
  },
};
