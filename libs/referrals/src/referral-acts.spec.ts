import { parseInput, type Problem } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { REFERRAL_ACTS, type ReferralAct, type ReferralActName } from './referral-acts.js';

const NAMES = Object.keys(REFERRAL_ACTS) as ReferralActName[];
const actNamed = (name: ReferralActName): ReferralAct => REFERRAL_ACTS[name];

/** By hand: from which statuses to which, by whom, as which event, and what it needs besides. */
const ROWS: Record<ReferralActName, string> = {
  accept: 'OFFERED > ACCEPTED by PARTNER: REFERRAL_ACCEPTED',
  attempt: 'ACCEPTED > ACCEPTED by PARTNER: REFERRAL_ATTEMPTED',
  report: 'ACCEPTED > ACCEPTED by PARTNER: REFERRAL_REPORTED',
  'ask-time': 'ACCEPTED > ACCEPTED by PARTNER: REFERRAL_TIME_ASKED, NO_TIME_ASKED',
  return: 'OFFERED ACCEPTED > RETURNED by PARTNER: REFERRAL_RETURNED',
  reply: 'ACCEPTED > REPLIED by PARTNER: REFERRAL_REPLIED',
  recall: 'OFFERED ACCEPTED > RECALLED by OWNER: REFERRAL_RECALLED',
  'grant-time': 'ACCEPTED > ACCEPTED by OWNER: REFERRAL_TIME_GRANTED, TIME_ASKED',
  'refuse-time': 'ACCEPTED > ACCEPTED by OWNER: REFERRAL_TIME_REFUSED, TIME_ASKED',
  continue: 'ACCEPTED > ACCEPTED by OWNER: REFERRAL_CONTINUED, UNREACHED',
};
/** An input that is taken, without what may be left out. */
const GIVEN: Record<ReferralActName, Record<string, string>> = {
  accept: {},
  attempt: { how: 'PHONE', outcome: 'REACHED', text: '已聯絡' },
  report: { text: '進度' },
  'ask-time': { length: '5wd', reason: '資料未齊' },
  return: { reason: '非本團隊' },
  reply: { text: '結果' },
  recall: { reason: '改派' },
  'grant-time': {},
  'refuse-time': { reason: '期限不變' },
  continue: { text: '請再試' },
};
/** The longest text of each. */
const TEXTS: [ReferralActName, string, number][] = [
  ['attempt', 'text', 4_000],
  ['report', 'text', 4_000],
  ['ask-time', 'reason', 1_000],
  ['return', 'reason', 1_000],
  ['return', 'suggestedPartner', 100],
  ['reply', 'text', 4_000],
  ['recall', 'reason', 1_000],
  ['grant-time', 'text', 1_000],
  ['refuse-time', 'reason', 1_000],
  ['continue', 'text', 1_000],
];

const faults = (name: ReferralActName, change: object): string[] => {
  try {
    parseInput(actNamed(name).input, { ...GIVEN[name], ...change });
    return [];
  } catch (error) {
    return (error as Problem).detail.fields!.map(({ field, code }) => `${field} ${code}`);
  }
};

describe('the acts on a referral', () => {
  it.each(NAMES)('%s', (name) => {
    const { from, to, side, event, needs } = actNamed(name);
    const row = `${from.join(' ')} > ${to} by ${side}: ${event}`;
    expect(needs ? `${row}, ${needs}` : row).toBe(ROWS[name]);
  });

  it.each(NAMES)('%s takes what it asks for, and names each field that is missing', (name) => {
    expect(faults(name, {})).toEqual([]);
    for (const field of Object.keys(GIVEN[name]))
      expect(faults(name, { [field]: undefined })).toEqual([expect.stringMatching(`^${field} `)]);
  });

  it.each(TEXTS)('%s: %s of at most %s characters', (name, field, most) => {
    expect(faults(name, { [field]: '字'.repeat(most) })).toEqual([]);
    expect(faults(name, { [field]: '字'.repeat(most + 1) })).toEqual([`${field} too-long`]);
  });

  it('an attempt is by one of these ways, with one of these outcomes, at a day and time', () => {
    for (const how of ['PHONE', 'SMS', 'EMAIL', 'VISIT']) expect(faults('attempt', { how })).toEqual([]);
    for (const outcome of ['REACHED', 'UNANSWERED']) expect(faults('attempt', { outcome })).toEqual([]);
    expect(faults('attempt', { on: '2026-08-19', time: '23:59' })).toEqual([]);
    const wrong = { how: 'LETTER', outcome: 'MAYBE', on: '19.8.2026', time: '24:00' };
    expect(faults('attempt', wrong).map((one) => one.split(' ')[0])).toEqual(Object.keys(wrong));
  });

  it('more time is asked for in days, weeks or months', () => {
    for (const length of ['5wd', '3d', '2w', '1m']) expect(faults('ask-time', { length })).toEqual([]);
    for (const length of ['4h', '0wd', 'wd'])
      expect(faults('ask-time', { length })).toEqual(['length length']);
  });
});
