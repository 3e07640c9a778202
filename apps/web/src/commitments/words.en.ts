import { monthName } from '@app/platform';
import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Our promises',
  lead: 'What the agencies promised the public in their service plans and in law: the original words, how we read them, and whether this system measures them now.',
  byAgency: 'By agency',
  titleOf: (agency: string) => `Promises: ${agency}`,
  counts: (all: number, measured: number) =>
    `${all} promise${all === 1 ? '' : 's'}, ${measured > 0 ? `${measured} measured by this system` : 'counted by the agency itself'}`,
  measuredNow: 'Promises measured now',
  measuredLead:
    'Each case under these promises is timed, with warnings before the date. When you look up a case you see the date and how it was counted.',
  law: 'Law that binds all',
  house: 'Rules of this window',
  planName: (name: string) => `Name in the plan: ${name}`,
  expect: 'What you may expect',
  length: 'Time limit',
  target: 'As the plan says',
  howOften: 'How often',
  every: {
    '1w': 'every week',
    '1m': 'every month',
    '3m': 'every quarter',
    '6m': 'every half-year',
    '12m': 'every year',
  },
  everyIs: (n: number, unit: 'w' | 'm') => `every ${n} ${unit === 'w' ? 'weeks' : 'months'}`,
  per: { unit: 'each unit', branch: 'each branch' },
  rhythm: (often, { times, atLeast, who }) => {
    const count = times === 1 ? 'once' : `${times} times`;
    const number = atLeast ? `at least ${count} ` : times > 1 ? `${count} ` : '';
    return `${who ? `${who}, ` : ''}${number}${often}`;
  },
  dueBy: (month: number, day: number, next: boolean) =>
    `by ${day} ${monthName(month)} of ${next ? 'the next' : 'the same'} year`,
  source: 'Source',
  reading: 'How we read it',
  services: 'Services',
  measured: 'Measured now',
  rateMeasured: 'Measured now; the figure is in the report of the agency, not on this page yet',
  notMeasured: 'Not counted by this system yet; the agency counts',
  bindsNothing: 'No service falls under it at present: not counted',
  statement: 'No time limit',
  measuring: 'How it is counted now',
  uncounted: 'Nothing to count: it says how we serve you, with no time limit or share',
  counting: {
    LIMIT_NOT_STATED: 'The plan speaks of a time limit without a number of days; not counted by itself',
    NOT_YET: 'It could be counted; this system does not do so yet',
  },
  extension: (times: number, length: string) =>
    `can be extended ${times === 1 ? 'once' : `${times} times`}, by at most ${length}`,
  count: (n: number) => String(n),
  kinds: { clock: 'Time limit', rate: 'Rate', recurring: 'Regular', statement: 'Statement' },
  kindHints: {
    clock: 'Promises with a number of days or hours.',
    rate: 'Promises stated as a share.',
    recurring: 'What is done each week, month, quarter or year.',
    statement: 'How you are served; no time limit and no share.',
  },
  serviceKinds: {
    CONSULTATION: 'Consultation',
    ENQUIRY: 'Enquiry',
    PETITION: 'Petition',
    HEAD_MAILBOX: "Head's mailbox",
    FEEDBACK_MAILBOX: 'Feedback mailbox',
    APPLICATION: 'Application',
    DATA_SUBJECT_ACCESS: 'Access to personal data',
    DATA_SUBJECT_CORRECTION: 'Correction of personal data',
  },
};
