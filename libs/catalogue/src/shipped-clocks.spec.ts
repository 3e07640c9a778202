import { describe, expect, it } from '@jest/globals';
import type { ClockEntry, CommitmentEntry } from './commitment.schema.js';
import { loadConfig } from './load-config.js';
import { isPublishedDays } from './published-days.js';
import { EVENTS, SHIPPED } from './spec-support.js';

/** How a clock is counted, in the words of config/commitments/. */
interface Counted {
  start: string;
  stop: string;
  cancel: string;
  pause?: string;
  resume?: string;
  /** At most as often and as long. */
  extension?: string;
  /** Ids or kinds of services. Where left out: all of the agency. */
  services?: string;
  kinds?: string;
  /** Staff alone see it. */
  inside?: true;
}

const RECEIPT = { start: 'RECEIVED CONFIRMED ADOPTED REOPENED', stop: 'REPLIED NO_ACTION' };
/** From each receipt and reopening to the answer; a lapsed report is answered by no one. */
const ANSWER: Counted = { ...RECEIPT, cancel: 'WITHDRAWN MERGED TRANSFERRED CONFIRMATION_LAPSED' };
const ENDED = 'CLOSED NO_ACTION WITHDRAWN MERGED TRANSFERRED';
const ACCEPTANCE: Counted = {
  ...{ start: 'REFERRED', stop: 'REFERRAL_ACCEPTED REFERRAL_RETURNED', cancel: `REFERRAL_RECALLED ${ENDED}` },
};
const REPORT: Counted = {
  ...{ start: 'OFFERED', stop: 'REFERRAL_REPLIED', cancel: `REFERRAL_RECALLED ${ENDED}` },
};
const FURTHER: Counted = {
  ...{ start: 'DISSATISFIED', stop: 'SUPPLEMENTARY_REPLIED REPLIED' },
  cancel: 'WITHDRAWN MERGED TRANSFERRED NO_ACTION',
};

/** By hand: each clock that ships, with its subject and length. */
const CLOCKS: Record<string, Counted> = {
  'law.petition CASE 30wd': {
    ...{ ...ANSWER, extension: '2 30wd' },
    kinds: 'PETITION HEAD_MAILBOX FEEDBACK_MAILBOX ENQUIRY CONSULTATION',
  },
  'law.doc-most-urgent CASE 1wd': { ...ANSWER, kinds: '' },
  'law.doc-urgent CASE 3wd': { ...ANSWER, kinds: '' },
  'law.doc-normal CASE 6wd': {
    ...{ ...ANSWER, extension: '2 30wd', kinds: '', services: 'sme.feedback-mailbox' },
  },
  'law.application CASE 2m': {
    ...{ ...ANSWER, extension: '1 2m', kinds: 'APPLICATION' },
    ...{ pause: 'CORRECTION_REQUESTED', resume: 'CORRECTED CORRECTION_LAPSED' },
  },
  'law.reassign CASE 1wd': {
    ...{ start: 'ASSIGNED', stop: 'REASSIGNED', kinds: '', inside: true },
    cancel:
      'REFERRED CO_HANDLING CORRECTION_REQUESTED SUPPLEMENT_REQUESTED SUBMITTED INTERIM_REPLIED REPLIED ' +
      'NO_ACTION WITHDRAWN MERGED TRANSFERRED',
  },
  'law.co-handle CO_HANDLING 3wd': {
    ...{ start: 'CO_HANDLING', stop: 'CO_HANDLING_ANSWERED', inside: true },
    cancel: `CO_HANDLING_RECALLED ${ENDED}`,
  },
  'law.dsr-access CASE 15d': { ...ANSWER, extension: '1 15d', kinds: 'DATA_SUBJECT_ACCESS' },
  'law.dsr-correct CASE 30d': { ...ANSWER, extension: '1 30d', kinds: 'DATA_SUBJECT_CORRECTION' },
  'house.first-step CASE 1wd': {
    start: 'RECEIVED CONFIRMED ADOPTED',
    stop: 'ASSIGNED REFERRED CORRECTION_REQUESTED INTERIM_REPLIED REPLIED NO_ACTION TRANSFERRED',
    cancel: 'WITHDRAWN MERGED CONFIRMATION_LAPSED',
  },
  'house.wrap-up CASE 14d': {
    ...{ start: 'REPLIED', stop: 'CLOSED REOPENED', inside: true },
    cancel: 'WITHDRAWN MERGED TRANSFERRED NO_ACTION',
  },
  'sme.referral-accept REFERRAL 1wd': ACCEPTANCE,
  'sme.referral-reply REFERRAL_CHAIN 2w': REPORT,
  'ida.dissatisfied-followup CASE 5wd': { ...FURTHER, services: 'ida.head-mailbox' },
  'demo.referral-accept REFERRAL 1wd': ACCEPTANCE,
  'demo.referral-reply REFERRAL_CHAIN 2w': REPORT,
  'demo.dissatisfied-followup CASE 5wd': FURTHER,
  'demo.first-word CASE 4h': {
    ...{ start: 'RECEIVED CONFIRMED', stop: 'ASSIGNED REFERRED REPLIED NO_ACTION' },
    ...{ cancel: 'WITHDRAWN MERGED TRANSFERRED', services: 'demo.city-report' },
  },
};

const text = (list: readonly string[] | undefined) => list?.join(' ');
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const countedIn = (entry: ClockEntry) => [
  `${entry.id} ${entry.subject} ${entry.length}`,
  given({
    start: entry.startsAt ?? text(entry.startOn),
    stop: text(entry.stopOn),
    cancel: text(entry.cancelOn),
    pause: text(entry.pauseOn) || undefined,
    resume: text(entry.resumeOn) || undefined,
    extension: entry.extension && `${entry.extension.maxTimes} ${entry.extension.maxLength}`,
    services: text(entry.services),
    kinds: text(entry.appliesTo),
    inside: entry.public ? undefined : true,
  }),
];
const isClock = (entry: CommitmentEntry): entry is ClockEntry => entry.kind === 'clock';

/** By hand, from the plans: how often each duty is done, by whom, and by when. */
const DUTIES = [
  ...['sme.link-check 1m', 'sme.open-data-inventory 12m', 'sme.open-data-review 3m'],
  ...['sme.yearly-report 12m by 01-15 NEXT', 'sme.self-assessment 12m each unit by 12-31 SAME'],
  ...['sme.unit-report 12m each unit by 01-05 NEXT', 'sme.award-survey 12m by 02-28 SAME'],
  ...['crc.phone-courtesy 4m', 'crc.self-assessment 6m', 'crc.yearly-report 12m by 01-15 NEXT'],
  ...['aoc.yearly-plan 12m by 01-31 SAME', 'aoc.self-assessment 6m', 'aoc.yearly-report 12m by 01-15 NEXT'],
  ...['bsmi.yearly-plan 12m by 01-31 SAME', 'bsmi.self-assessment 12m by 12-31 SAME'],
  ...['bsmi.yearly-report 12m by 01-15 NEXT', 'bsmi.unit-report 12m each unit by 01-05 NEXT'],
  ...['bsmi.branch-report 12m each branch by 01-20 NEXT', 'bsmi.award-survey 12m by 02-28 SAME'],
  ...['ida.website-quality 12m', 'ida.link-check 1m', 'ida.courtesy-standard 4m'],
  ...[
    'ida.courtesy-switchboard 4 times 1m',
    'ida.courtesy-divisions 1m each unit',
    'ida.internal-survey 12m',
  ],
  ...['demo.phone-courtesy 4m'],
];

describe('the commitments that ship', () => {
  const { commitments } = loadConfig(SHIPPED, { events: EVENTS });

  it('are counted as the table says, clock by clock', () => {
    const clocks = commitments.filter(isClock).filter((entry) => !isPublishedDays(entry));
    expect(Object.fromEntries(clocks.map(countedIn))).toEqual(CLOCKS);
  });

  it('are those of the law alone where the agency has published no days', () => {
    const unless = commitments.filter(({ unlessPublished }) => unlessPublished);
    expect(unless.map(({ id }) => id)).toEqual(['law.application']);
  });

  it('are done as often and by the day that the table says, duty by duty', () => {
    const duties = commitments.flatMap((entry) => {
      if (entry.kind !== 'recurring') return [];
      const { id, times, every, per, dueBy } = entry;
      const words = [
        ...[id, times > 1 && `${times} times`, every, per && `each ${per}`],
        dueBy && `by ${dueBy.date} ${dueBy.year}`,
      ];
      return [words.filter(Boolean).join(' ')];
    });
    expect(duties.toSorted()).toEqual(DUTIES.toSorted());
  });
});
