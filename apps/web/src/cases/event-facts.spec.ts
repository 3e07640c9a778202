import { EVENT_TYPES, type EventFacts, type ReadEvent } from '@app/cases';
import { LOCALES, type Locale, type Reading } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { factWords, type Names } from './event-facts.js';

/** Each fact as it is stored; a new one is added here, and shown in words or not at all. */
const STORED: EventFacts = {
  unit: 'demo.guidance',
  handler: '0199c0de-0000-7000-8000-000000000001',
  referralId: '0199c0de-0000-7000-8000-000000000002',
  chainId: '0199c0de-0000-7000-8000-000000000003',
  partner: 'demo.finance-team',
  suggestedPartner: 'demo.north-team',
  lastDay: '2026-12-10',
  length: '14d',
  commitment: 'law.petition',
  approver: '0199c0de-0000-7000-8000-000000000004',
  askedBy: 'lin.login',
  insteadOf: '0199c0de-0000-7000-8000-000000000001',
  act: 'no-action',
  ground: 'NO_ACTION_REPEATED',
  into: 'DEMO-1150819-00001-1',
  from: 'DEMO-1150819-00002-9',
  agency: '臺北市政府',
  document: '府授字第1號',
  due: '2026-12-11',
  clockId: '0199c0de-0000-7000-8000-000000000005',
  rung: 'half-way',
  to: ['handler', 'head'],
  dueDate: '2026-12-12',
  surveyId: '0199c0de-0000-7000-8000-000000000006',
  confirmationId: '0199c0de-0000-7000-8000-000000000007',
  score: 2,
  channel: 'DROP_BOX',
  hotline: '0800-000-000',
  noticeVersion: '2026-01-01',
  codeVersion: 3,
  fields: ['email', 'locale', 'unknownField'],
  moved: [{ commitment: 'law.petition', before: '2026-12-01', after: '2026-12-02' }],
  mapping: 'boston_311',
  externalId: 'X_99',
  call: 'ATTACHED',
  contactId: '0199c0de-0000-7000-8000-000000000008',
  attachment: '0199c0de-0000-7000-8000-000000000009',
  request: 'RESTRICT',
  lateMs: 86_400_000,
};
/** A date, a length, an identifier, a code or a login as a program writes it. */
const MACHINE = [
  ...[/\d{4}-\d{2}-\d{2}/, /\b\d+(wd|wh|d|w|m|h)\b/, /[0-9a-f]{8}-[0-9a-f]{4}/, /[A-Z]{2,}_[A-Z]/],
  ...[/demo\./, /law\./, /login/, /boston/, /no-action/, /half-way/, /86400000/, /undefined|null|\[object/],
];

const named = { 'zh-TW': '示範單位', en: 'Demonstration unit' };
const names = (locale: Locale): Names & Reading => ({
  ...{ locale, now: Date.parse('2026-08-19T09:00:00+08:00') },
  catalogue: {
    unit: () => ({ name: named }),
    commitment: () => ({ title: named }),
  } as unknown as Names['catalogue'],
  people: new Map([['0199c0de-0000-7000-8000-000000000001', { name: '王小明', unitId: 'demo.guidance' }]]),
});

describe.each(LOCALES)('what an event says besides its name, in %s', (locale) => {
  it.each(EVENT_TYPES)('has no value as it is stored: %s', (type) => {
    const words = factWords({ type, facts: STORED }, names(locale));
    expect(words.length).toBeGreaterThan(10);
    for (const said of words) for (const machine of MACHINE) expect(said).not.toMatch(machine);
  });

  it('names people with their unit, and leaves out what is unknown', () => {
    const facts = { handler: STORED.handler!, approver: 'someone-gone', channel: 'TELEX', ground: 'OTHER' };
    const words = factWords({ type: 'APPROVED', facts }, names(locale));
    expect(words).toEqual(
      locale === 'en'
        ? ['Handler: 王小明 (Demonstration unit)', 'Approved by Someone else']
        : ['承辦人：王小明（示範單位）', '核准人：其他人員'],
    );
  });

  const said = (type: ReadEvent['type'], facts: EventFacts) => factWords({ type, facts }, names(locale));

  it('names the unit, but not that of the receipt, which the case had before anyone chose', () => {
    expect(said('ASSIGNED', { unit: 'demo.guidance' })).toEqual([named[locale]]);
    expect(said('RECEIVED', { unit: 'demo.guidance' })).toEqual([]);
  });

  it('says of a partner that is only suggested that it is', () => {
    const [suggested] = said('REFERRAL_RETURNED', { suggestedPartner: 'demo.north-team' });
    expect(suggested).toContain(named[locale]);
    expect(suggested).not.toBe(named[locale]);
  });

  it('names the channel with the line that was called', () => {
    const [alone] = said('RECEIVED', { channel: 'PHONE' });
    expect(alone).toBe(alone!.trim());
    expect(said('RECEIVED', { channel: 'PHONE', hotline: '0800-1' })).toEqual([`${alone} 0800-1`]);
  });

  it('has the score, and which details were changed', () => {
    expect(said('SURVEY_ANSWERED', { score: 2 })[0]).toContain('2');
    const [one, both, none] = [['email'], ['email', 'phone'], ['unknownField']].map((fields) =>
      said('CONTACT_CHANGED', { fields } as EventFacts),
    );
    expect(one).toHaveLength(1);
    expect(both![0]).toContain(one![0]!);
    expect(both![0]!.length).toBeGreaterThan(one![0]!.length);
    expect(none).toEqual([]);
  });

  it('says when she was called and with what outcome, and a length once', () => {
    const attemptedAt = Date.parse('2026-12-01T14:30:00+08:00');
    const attempt = said('REFERRAL_ATTEMPTED', { attemptedAt, how: 'PHONE', outcome: 'UNANSWERED' });
    expect(attempt).toEqual([expect.stringMatching(/14:30 · \S+.* · \S+/)]);
    expect(said('EXTENDED', { length: '5wd' })).toHaveLength(1);
  });

  it('says nothing of a fact that is empty', () => {
    expect(said('MERGED', { into: '', lastDay: '' })).toEqual([]);
  });
});
