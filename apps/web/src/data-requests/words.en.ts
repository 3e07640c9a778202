import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Request about personal data',
  about: 'The case that it is about',
  kind: 'What is asked for',
  asked: 'In her words',
  kinds: { COPY: 'A copy', CORRECT: 'Correction', RESTRICT: 'Stop using', DELETE: 'Deletion' },
  decided: { GRANTED: 'Granted', REFUSED: 'Refused' },
  decide: 'Decide',
  choice: 'Decision',
  GRANTED: 'Grant',
  REFUSED: 'Refuse',
  effects: {
    COPY: 'When granted, she can download a complete copy from her case for 30 days.',
    CORRECT:
      'When granted, the data become what is filled in here, and partners that were given them are told. Fields left empty stay as they are.',
    RESTRICT: 'When granted, no questionnaire and no new referral, until the restriction is lifted.',
    DELETE:
      'When granted, the data are erased at once and for good. The case must have ended, with no promise running and no legal hold.',
  },
  ground: 'Ground of refusal (required to refuse)',
  noGround: '(granted)',
  grounds: {
    NOT_HERS: 'Not the data of the person who asks',
    NOT_WRONG: 'The data are right and complete',
    LEGAL_DUTY: 'Required by a duty (§11)',
    RETENTION_PERIOD: 'The period set by law has not ended (Rules §21)',
    NATIONAL_INTEREST: 'Harms a major national interest (§10 No. 1)',
    DUTY_HINDERED: 'Hinders a statutory duty (§10 No. 2)',
    THIRD_PARTY: 'Harms a major interest of the agency or others (§10 No. 3)',
  },
  text: 'Answer to her',
  textHint: 'A refusal gets its legal ground and how to appeal added by itself.',
  corrected: 'Corrected data',
  fields: { name: 'Name', email: 'E-mail', phone: 'Telephone', subject: 'Subject', district: 'Place' },
  now: (value: string) => `Now: ${value}`,
  none: 'none',
  send: 'Send the decision',
  done: 'The decision was sent; she is told of the answer.',
  mayNot: 'The head of the unit decides.',
};
