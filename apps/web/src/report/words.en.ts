import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Report',
  step: (now: number, all: number) => `Step ${now} of ${all}`,
  service: {
    title: 'Which service is it about?',
    hint: 'Not sure? Choose the nearest; we pass it to the right unit.',
  },
  subject: {
    title: 'What is it about?',
    label: 'Subject',
    hint: 'One sentence. Please do not write ID numbers, telephone numbers or other personal data here.',
  },
  details: {
    title: 'Tell us more',
    label: 'Details',
    hint: 'What happened, when and where, and what you would like us to do.',
    district: 'District',
    districtHint: 'For example Xitun District, Taichung. It helps us find a team near you.',
  },
  contact: {
    title: 'How can we reach you?',
    lead: 'With an e-mail address or a mobile number we can tell you of progress. Without them you can still look it up yourself.',
    name: 'Name',
    email: 'E-mail',
    emailHint: 'For your case number and news of progress',
    phone: 'Telephone',
    phoneHint: 'A mobile gets text messages, for example 0912-345-678',
  },
  check: {
    title: 'Check your answers before sending',
    lead: 'Once sent, a case is opened and you get its number and lookup code.',
    service: 'Service',
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
  privacy: {
    title: 'How we use your personal data',
    agree: 'I have read this and agree',
  },
};
