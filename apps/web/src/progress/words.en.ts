import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Check progress',
  lead: 'Enter your case number and lookup code.',
  number: 'Case number',
  numberHint: 'For example SME-1150821-00042-1; lower case and missing hyphens are fine',
  code: 'Lookup code',
  codeHint: '10 letters and digits, given to you when the case was opened',
  lost: 'Lost your lookup code?',
  lostCode: 'Send me a new one',
  lostOther:
    'For a case without e-mail or mobile number please call the agency’s line; once they know who you are they can issue a new code.',
  notFound:
    'The case number or the lookup code is not right. Please compare them with what you were given and try again.',
  mistyped: 'One sign of the case number is wrong. Please compare it sign by sign and enter it again.',
  tooMany: (minutes: number) => `Too many wrong codes. Please try again in ${minutes} minutes.`,
  ended:
    'To protect your data we ask for the code again after a while. What you wrote is kept; you can go on after entering it.',
};
