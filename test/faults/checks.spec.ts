import { expect, test } from '@jest/globals';
import { CHECKS, type Evidence } from './checks.js';

const ID = '01a1fd33-03c7-7022-9b66-87adde804425';
const notice = {
  mailId: null,
  id: ID,
  caseId: 'c',
  kind: 'replied',
  channel: 'EMAIL' as const,
  state: 'ACCEPTED',
  reason: null,
  attempts: 1,
};
const timer = { id: 't', kind: 'survey.goes-out', caseId: 'c', subjectId: 's', occurrence: 'first' };
const fired = { ...timer, state: 'FIRED', dueAt: 5, firedAt: 5 };
const sent = {
  caseId: 'c',
  seq: 1,
  type: 'SURVEY_SENT',
  at: 5,
  facts: { surveyId: 's' },
  hash: 'h',
  previousHash: '',
};
const known = { key: 'k', caseNumber: 'SME-1', lookupCode: 'x', finished: true };
const stored = { id: 'c', caseNumber: 'SME-1', historyHead: '' };
const smtp = { noticeId: ID, by: 'smtp' as const };
const file = { noticeId: ID, by: 'file' as const };

const NOTHING: Evidence = {
  cases: [],
  events: [],
  timers: [],
  notices: [],
  clocks: [],
  acknowledged: [],
  delivered: [],
};

/** Each check with evidence in which it must find a fault. */
const WRONG: [keyof typeof CHECKS, string, Partial<Evidence>][] = [
  ['casesKept', 'an acknowledged case is gone', { acknowledged: [known] }],
  ['noneExtra', 'a case nobody was told of', { cases: [stored] }],
  ['chainsWhole', 'an event that does not fit', { cases: [stored], events: [sent] }],
  ['noneEarly', 'a timer that fired early', { timers: [{ ...fired, firedAt: 4 }] }],
  ['noneGivenUp', 'a timer that was given up', { timers: [{ ...fired, state: 'QUARANTINED' }] }],
  ['effectsOnce', 'a firing without effect', { timers: [fired] }],
  ['effectsOnce', 'one firing, two effects', { timers: [fired], events: [sent, { ...sent, seq: 2 }] }],
  ['noticesOwed', 'a journey without its notices', { cases: [stored], acknowledged: [known] }],
  ['noneLost', 'accepted, and never arrived', { notices: [{ ...notice, ambiguous: false }] }],
  [
    'noneLost',
    'accepted as part of a list, which never arrived',
    { notices: [{ ...notice, ambiguous: false, mailId: 'list' }], delivered: [smtp] },
  ],
  ['noneTwice', 'a message nobody owes', { delivered: [smtp] }],
  [
    'noneTwice',
    'twice, without the mark',
    { notices: [{ ...notice, ambiguous: false }], delivered: [smtp, smtp] },
  ],
  [
    'noneTwice',
    'twice by file, marked or not',
    { notices: [{ ...notice, ambiguous: true }], delivered: [file, file] },
  ],
];

test.each(WRONG)('%s finds %s', (name, _, wrong) => {
  expect(CHECKS[name].find({ ...NOTHING, ...wrong })).toHaveLength(1);
});

test('a mail marked ambiguous may be sent twice by plain SMTP, and one effect per firing is right', () => {
  const twice = { notices: [{ ...notice, ambiguous: true }], delivered: [smtp, smtp] };
  expect(CHECKS.noneTwice.find({ ...NOTHING, ...twice })).toEqual([]);
  expect(CHECKS.effectsOnce.find({ ...NOTHING, timers: [fired], events: [sent] })).toEqual([]);
});

test('messages gathered into a list arrive with the list', () => {
  const gathered = { notices: [{ ...notice, ambiguous: false, mailId: 'list' }] };
  const delivered = [{ ...smtp, noticeId: 'list' }];
  expect(CHECKS.noneLost.find({ ...NOTHING, ...gathered, delivered })).toEqual([]);
  expect(CHECKS.noneTwice.find({ ...NOTHING, ...gathered, delivered })).toEqual([]);
});
