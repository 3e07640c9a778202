import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'To approve',
  lead: 'What colleagues ask you to approve, the oldest first. An approval takes effect at once; to send something back, say why.',
  empty: 'Nothing waits for your approval.',
  emptyHint: 'New requests are announced by e-mail.',
  asks: (unit, since) => `(${unit}) asked on ${since}`,
  insteadOf: 'You decide in place of',
  promise: 'Time limit',
  due: (promise, date, left) => `${promise}: ${date}${left && ` (${left})`}`,
  fields: {
    length: 'Extension',
    commitment: 'Time limit to extend',
    ground: 'Ground',
    reason: 'Reason',
    question: 'Question',
  },
  approve: 'Approve',
  sendBack: 'Send back',
  sendBackReason: 'Reason for sending it back',
  done: { approve: 'Approved.', 'send-back': 'Sent back to the person who asked.' },
};
