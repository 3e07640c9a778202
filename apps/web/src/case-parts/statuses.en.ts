import { actWords } from './acts-and-events.js';
import type { statuses as zh } from './statuses.zh-TW.js';

const count = (word: string) => (n: number) => `${n} ${word}${n === 1 ? '' : 's'}`;

export const statuses: typeof zh = {
  case: {
    AWAITING_CONFIRMATION: 'To be confirmed',
    RECEIVED: 'Received',
    ACCEPTED: 'Accepted',
    IN_PROGRESS: 'In progress',
    AWAITING_CORRECTION: 'Awaiting correction',
    AWAITING_APPROVAL: 'Awaiting approval',
    REPLIED: 'Answered',
    CLOSED: 'Closed',
    NO_ACTION: 'No action',
    WITHDRAWN: 'Withdrawn',
    MERGED: 'Merged',
    TRANSFERRED: 'Transferred',
    LAPSED: 'Not confirmed',
  },
  referral: {
    OFFERED: 'Awaiting acceptance',
    ACCEPTED: 'Accepted',
    RETURNED: 'Returned',
    RECALLED: 'Recalled',
    REPLIED: 'Result reported',
  },
  clock: {
    RUNNING: 'Running',
    PAUSED: 'Paused',
    WARNING: 'Due soon',
    OVERDUE: 'Overdue',
    ON_TIME: 'Kept',
    LATE: 'Done late',
    CANCELLED: 'No longer counted',
  },
  channel: {
    PHONE: 'Telephone',
    COUNTER: 'Counter',
    WEB: 'Web',
    EMAIL: 'E-mail',
    FAX: 'Fax',
    LETTER: 'Letter',
    CHATBOT: 'Chatbot',
    SMS: 'Text message',
  },
  act: actWords('en'),
  referralAct: { accept: 'Accept', return: 'Return', reply: 'Report the result', recall: 'Recall' },
  unit: {
    h: count('hour'),
    wh: count('working hour'),
    wd: count('working day'),
    d: count('day'),
    w: count('week'),
    m: count('month'),
  },
};
