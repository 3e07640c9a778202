import type { CaseFile, HistoryEvent } from '@app/cases';
import { hours, minutes } from '@app/platform';
import { addressOf, canBeTold, mailTo } from './owed/addresses.js';
import { afterCrash, afterHandOver, afterUnmade } from './sending/delivery.js';
import type { Notice } from './rows/notice.entity.js';
import { OCCASIONS, owedFor } from './kinds/occasions.js';
import { smsParts } from './words/sms-length.js';

const event = (type: HistoryEvent['type'], more: Partial<HistoryEvent> = {}) =>
  ({ type, seq: 5, at: 1_000, facts: {}, ...more }) as HistoryEvent;
const kinds = (what: HistoryEvent, file: Partial<CaseFile> = {}) =>
  owedFor(what, { receivedAt: 1, status: 'IN_PROGRESS', ...file } as CaseFile).map(({ kind }) => kind);

describe('which event owes which notice', () => {
  it('one message for one act: accepted while taken in, or by being assigned, is silent', () => {
    expect(kinds(event('ACCEPTED'), { status: 'ACCEPTED' })).toEqual(['case-accepted']);
    expect(kinds(event('ACCEPTED', { seq: 2, at: 1 }), { status: 'ACCEPTED' })).toEqual([]);
    expect(kinds(event('ACCEPTED'), { status: 'IN_PROGRESS' })).toEqual([]);
  });

  it('the citizen hears of every step of a referral, the partner of offer and recall, the owner of the rest', () => {
    const told = (type: HistoryEvent['type']) => OCCASIONS[type].map(({ to }) => to);
    expect(told('REFERRED')).toEqual(['CITIZEN', 'PARTNER']);
    for (const type of ['REFERRAL_ACCEPTED', 'REFERRAL_RETURNED', 'REFERRAL_REPLIED'] as const)
      expect(told(type)).toEqual(['CITIZEN', 'OWNER_UNIT']);
    expect(told('REFERRAL_RECALLED')).toEqual(['CITIZEN', 'PARTNER']);
  });

  it('notes, withdrawn requests and imports are told to no one', () => {
    for (const type of ['NOTED', 'APPROVAL_WITHDRAWN', 'IMPORTED', 'SURVEY_ANSWERED'] as const)
      expect(kinds(event(type))).toEqual([]);
  });
});

describe('the way to a citizen', () => {
  const both = { name: '林', email: 'lin@example.test', phone: '+886912345678' };
  it('number by mail, code by SMS', () => {
    expect(addressOf('MAIL_ELSE_SMS', both)).toEqual({ channel: 'EMAIL', to: both.email });
    expect(addressOf('SMS_ELSE_MAIL', both)).toEqual({ channel: 'SMS', to: both.phone });
  });
  it('with one channel, both on it', () => {
    expect(addressOf('SMS_ELSE_MAIL', { ...both, phone: null })).toEqual({
      channel: 'EMAIL',
      to: both.email,
    });
    expect(addressOf('MAIL_ELSE_SMS', { ...both, email: null })).toEqual({ channel: 'SMS', to: both.phone });
  });
  it.each(['+886800056476', '+886227208889', '+85291234567'])('%s gets no SMS', (phone) => {
    expect(addressOf('SMS_ELSE_MAIL', { ...both, phone })).toEqual({ channel: 'EMAIL', to: both.email });
    expect(addressOf('MAIL_ELSE_SMS', { ...both, email: null, phone })).toEqual({
      channel: 'SMS',
      to: phone,
      suppressed: 'NOT_A_MOBILE',
    });
  });
  it.each([
    [{ email: null, phone: '+886227208889' }, false],
    [{ email: null, phone: null }, false],
    [{ email: null, phone: '+886912345678' }, true],
    [{ email: 'lin@example.test', phone: '+886227208889' }, true],
  ])('%j can be told: %s', (contact, can) => expect(canBeTold(contact)).toBe(can));
  it('without any address there is a row that says so', () => {
    const none = { name: '林', email: null, phone: null };
    expect(addressOf('MAIL_ELSE_SMS', none)).toEqual({ channel: 'EMAIL', to: '', suppressed: 'NO_ADDRESS' });
  });
  it('staff addresses are written to once', () => {
    const present = ['a@x.test', 'A@x.test', null, undefined];
    expect(mailTo({ present, away: ['a@x.test'] }).map(({ to }) => to)).toEqual(['a@x.test']);
    expect(mailTo({ present: [null], away: [] })).toEqual([
      { channel: 'EMAIL', to: '', suppressed: 'NO_ADDRESS' },
    ]);
  });
  it('who is away gets a copy, and where no one is at work a row says so', () => {
    expect(mailTo({ present: ['a@x.test'], away: ['b@x.test'] }).map(({ to }) => to)).toEqual([
      'a@x.test',
      'b@x.test',
    ]);
    expect(mailTo({ present: [], away: ['b@x.test'] })).toEqual([
      { channel: 'EMAIL', to: 'b@x.test' },
      { channel: 'EMAIL', to: '', suppressed: 'ALL_AWAY' },
    ]);
  });
});

describe('what becomes of a notice', () => {
  const notice = (channel: 'EMAIL' | 'SMS') =>
    ({ id: 'n-0000', channel, attempts: 1, createdAt: 0 }) as Notice;
  const unsure = { state: 'UNSURE' as const, reason: 'cut' };
  it('accepted and refused are final', () => {
    const over = { nextAttemptAt: null, leaseUntil: null };
    for (const repeatable of [true, false]) {
      expect(afterHandOver(notice('EMAIL'), { state: 'ACCEPTED', providerId: 'p' }, repeatable, 9)).toEqual({
        ...{ ...over, state: 'ACCEPTED', reason: null, providerId: 'p', sentAt: 9 },
      });
      expect(afterHandOver(notice('SMS'), { state: 'REFUSED', reason: '550' }, repeatable, 9)).toEqual({
        ...{ ...over, state: 'FAILED', reason: '550' },
      });
    }
  });
  it('later: waits, and fails in the end', () => {
    expect(afterHandOver(notice('SMS'), { state: 'LATER', reason: '421' }, true, 0)).toMatchObject({
      state: 'PENDING',
      nextAttemptAt: minutes(1),
    });
    const last = afterHandOver(notice('SMS'), { state: 'LATER', reason: '421' }, true, hours(72));
    expect(last).toEqual({ state: 'FAILED', reason: '421', nextAttemptAt: null, leaseUntil: null });
    const still = afterHandOver(notice('SMS'), { state: 'LATER', reason: '421' }, true, hours(72) - 1);
    expect(still).toMatchObject({ state: 'PENDING', nextAttemptAt: hours(72) - 1 + minutes(1) });
    // cut off on the last try: it may have gone out, so it is marked, and not tried again
    expect(afterHandOver(notice('EMAIL'), unsure, false, hours(72))).toMatchObject({
      ...{ state: 'FAILED', ambiguous: true, nextAttemptAt: null },
    });
  });
  it('unsure: a mail goes again marked, a plain SMS waits for a person, a repeatable one just goes again', () => {
    expect(afterHandOver(notice('EMAIL'), unsure, false, 0)).toMatchObject({
      state: 'PENDING',
      ambiguous: true,
    });
    expect(afterHandOver(notice('SMS'), unsure, false, 0)).toMatchObject({
      state: 'UNKNOWN',
      nextAttemptAt: null,
    });
    for (const channel of ['SMS', 'EMAIL'] as const)
      expect(afterHandOver(notice(channel), unsure, true, 0)).toEqual({
        ...{ state: 'PENDING', reason: 'cut', nextAttemptAt: minutes(1), leaseUntil: null },
      });
  });
  it('the same after a crash', () => {
    expect(afterCrash(notice('EMAIL'), false)).toEqual({ ambiguous: true, interruptions: 1 });
    expect(afterCrash(notice('SMS'), false)).toEqual({
      ...{ state: 'UNKNOWN', reason: 'interrupted while sending', interruptions: 1 },
      ...{ nextAttemptAt: null, leaseUntil: null },
    });
    expect(afterCrash(notice('SMS'), true)).toEqual({ interruptions: 1 });
    expect(afterCrash(notice('EMAIL'), true)).toEqual({ interruptions: 1 });
  });

  it('the fourth death is followed, the fifth waits for a person, on every channel', () => {
    for (const channel of ['EMAIL', 'SMS'] as const) {
      expect(afterCrash({ ...notice(channel), interruptions: 3 }, true)).toEqual({ interruptions: 4 });
      expect(afterCrash({ ...notice(channel), interruptions: 4 }, true)).toEqual({
        ...{ state: 'UNKNOWN', reason: 'its sender died 5 times', interruptions: 5 },
        ...{ nextAttemptAt: null, leaseUntil: null },
      });
    }
  });

  it('what could not be made waits like any other try, the fifth time for a person; its death counts once', () => {
    const unmade = (state: Notice['state'], interruptions: number | null, ambiguous = false) =>
      afterUnmade({ ...notice('EMAIL'), state, interruptions, ambiguous }, new RangeError('x'), 7);
    const reason = 'could not be made into a message (RangeError)';
    expect(unmade('PENDING', null)).toEqual({
      ...{ state: 'PENDING', reason, interruptions: 1, ambiguous: false },
      ...{ nextAttemptAt: 7 + minutes(1), leaseUntil: null },
    });
    expect(unmade('SENDING', 1, true)).toMatchObject({ interruptions: 1, ambiguous: true });
    expect(unmade('PENDING', 3)).toMatchObject({ state: 'PENDING', nextAttemptAt: 7 + minutes(30) });
    expect(unmade('PENDING', 4)).toMatchObject({ state: 'UNKNOWN', interruptions: 5, nextAttemptAt: null });
    expect(afterUnmade({ ...notice('SMS'), state: 'PENDING' }, 'text', 0).reason).toContain('(string)');
  });
});

it('SMS are counted as they are billed', () => {
  expect([smsParts('a'.repeat(160)), smsParts('a'.repeat(161)), smsParts('['.repeat(81))]).toEqual([1, 2, 2]);
  expect([smsParts('a'.repeat(306)), smsParts('a'.repeat(307))]).toEqual([2, 3]);
  expect([
    smsParts('字'.repeat(70)),
    smsParts('字'.repeat(71)),
    smsParts('字'.repeat(135)),
    smsParts('😀'.repeat(36)),
  ]).toEqual([1, 2, 3, 2]);
});
