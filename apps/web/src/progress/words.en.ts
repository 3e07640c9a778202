import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Check progress',
  lead: 'Enter your case number and lookup code.',
  number: 'Case number',
  numberHint: 'For example SME-1150821-00042-1; lower case and missing hyphens are fine',
  code: 'Lookup code',
  codeHint: '10 letters and digits, given to you when the case was opened',
  lost: 'Lost your lookup code?',
  lostCode: {
    link: 'Send me a new one',
    title: 'Lost lookup code',
    lead: 'Enter the case number and the e-mail address or mobile number you left with it. If they match, we send a new code to the contact on file; the old one ends.',
    contact: 'E-mail or mobile number on file',
    contactHint: 'For example name@example.tw or 0912-345-678',
    send: 'Send a new code',
    noNumber: 'This does not look like a case number. Please compare it with your mail or receipt.',
    noContact: 'Enter a whole e-mail address or telephone number.',
    tooMany: (minutes: number) =>
      `Too many requests in a short time. Please try again in ${minutes} minutes.`,
    sentTitle: 'We received your request',
    sent: 'If the number and the contact on file match, a new code arrives within minutes. To protect cases, this page is the same whether or not they match.',
    sentHint:
      'If nothing comes, look into your spam folder or call the agency’s line. A case gets at most 3 codes a day.',
  },
  lostOther:
    'For a case without e-mail or mobile number please call the agency’s line; once they know who you are they can issue a new code.',
  notFound:
    'The case number or the lookup code is not right. Please compare them with what you were given and try again.',
  mistyped: 'One sign of the case number is wrong. Please compare it sign by sign and enter it again.',
  tooMany: (minutes: number) => `Too many wrong codes. Please try again in ${minutes} minutes.`,
  ended:
    'To protect your data we ask for the code again after a while. What you wrote is kept; you can go on after entering it.',
};
