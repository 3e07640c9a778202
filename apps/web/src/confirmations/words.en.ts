import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  ask: {
    title: 'Please confirm your report',
    lead: 'We sent a mail with this link to this address. If the report is yours, please press “confirm”: only then is a case opened and our time limits start to run.',
    until: 'Can be confirmed until',
    button: 'Confirm: this report is mine',
    notHers: 'If it is not yours, just close this page; no case is opened once the time has passed.',
  },
  confirmed: {
    title: 'Confirmed: your case is open',
    text: 'We have received it and tell you when there is news. Case number and lookup code are sent to you separately.',
    on: 'Confirmed on',
    status: 'Where it stands',
    promises: 'Dates we promise',
    lookUp: 'Check progress',
  },
  over: {
    LAPSED: {
      title: 'The time to confirm has passed; no case was opened',
      text: (lastDay) =>
        `We did not get your confirmation by ${lastDay}, so nothing is done about it. You can report it again.`,
    },
    WITHDRAWN: {
      title: 'This case was withdrawn',
      text: () =>
        'It was withdrawn before it was confirmed; there is nothing to confirm. You can report it again.',
    },
    MERGED: {
      title: 'This case is handled together with another',
      text: () =>
        'It was joined with another case about the same matter and need not be confirmed; you will be told the answer.',
    },
    REPLACED: {
      title: 'There is a newer link',
      text: () =>
        'You gave another e-mail address later; the new link went there. Please use the link in that mail.',
    },
  },
  gone: {
    title: 'This link does not work',
    text: 'It may be incomplete: please copy it whole from the mail, or click it there. You can look up the case with its number and lookup code.',
  },
  number: 'Case number',
  service: 'Service',
  agency: 'Agency',
  again: 'Report again',
};
