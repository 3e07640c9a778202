import { describe, expect, it } from '@jest/globals';
import { Keyring, SetTime, type Doorbell, type Settings } from '@app/platform';
import type { Owed } from '../kinds/occasions.js';
import type { About } from './about.js';
import type { Address } from './address.js';
import type { Notice } from './notice.entity.js';
import { hold, NoticeRows, recipientPlace, type Draft } from './notice-rows.js';

const NOW = Date.parse('2026-09-02T10:00:00+08:00');
const keyring = new Keyring('k'.repeat(32));
const CITIZEN = { kind: 'replied', to: 'CITIZEN' } as Owed;
const STAFF = { kind: 'clock-warning', to: 'RECIPIENTS_OF_RUNG' } as Owed;
const REAL = { demo: false, SMTP_URL: 'smtp://mail.test', SMS_URL: 'https://sms.test' };

const rowsOf = (settings: object) =>
  new NoticeRows(keyring, {} as Doorbell, new SetTime(NOW), settings as Settings);
const about = (change: Partial<About> = {}) =>
  ({
    ...{ subject: { kind: 'CASE', id: 'c' }, caseId: 'c', locale: 'en', isDemonstration: false },
    seal: async (what: string, plain: string) => `${what}|${plain}`,
    ...change,
  }) as About;
const MAIL: Address = { channel: 'EMAIL', to: 'Lin@Example.test' };
const SMS: Address = { channel: 'SMS', to: '+886912000111' };
async function made(draft: Partial<Draft>, of: Partial<About> = {}, settings: object = {}): Promise<Notice> {
  const whole: Draft = {
    owed: CITIZEN,
    address: MAIL,
    occasion: 'x',
    facts: { organisation: 'demo' },
    ...draft,
  };
  const [row] = await rowsOf(settings).make([whole], about(of));
  return row!;
}

describe('the row of a message', () => {
  it('is pending, about its case, and due at once', async () =>
    expect(await made({})).toMatchObject({
      ...{ subject: 'CASE', subjectId: 'c', caseId: 'c', kind: 'replied', occasion: 'x', channel: 'EMAIL' },
      ...{ state: 'PENDING', reason: null, attempts: 0, nextAttemptAt: NOW, heldUntil: null, createdAt: NOW },
    }));

  it('waits as long as its draft says', async () =>
    expect((await made({ holdMs: 90_000 })).nextAttemptAt).toBe(NOW + 90_000));

  it('is in the citizen’s language; for staff in theirs', async () => {
    expect((await made({})).locale).toBe('en');
    expect((await made({ owed: STAFF })).locale).toBe('zh-TW');
  });

  it('has its address sealed for this row alone', async () => {
    const row = await made({});
    expect(recipientPlace('n')).toBe('notice.recipient.n');
    expect(row.recipient).toBe(`notice.recipient.${row.id}|Lin@Example.test`);
  });

  it.each([
    [MAIL, 'blind-email', 'lin@example.test'],
    [SMS, 'blind-phone', '+886912000111'],
  ] as const)('finds %j again by a keyed hash of its own kind, in lower case', async (address, purpose, of) =>
    expect((await made({ address })).recipientHash).toBe(keyring.hash(purpose, of)),
  );

  it('is kept with its reason and not sent, where there is no address', async () =>
    expect(await made({ address: { ...MAIL, to: '', suppressed: 'NO_ADDRESS' } })).toMatchObject({
      ...{ state: 'SUPPRESSED', reason: 'NO_ADDRESS', nextAttemptAt: null },
    }));

  it.each<[string, boolean, object, Address, string | null]>([
    ['of a demonstration, by a real gateway: not sent', true, REAL, MAIL, 'DEMONSTRATION'],
    ['of a demonstration, by a real SMS gateway: not sent', true, REAL, SMS, 'DEMONSTRATION'],
    ['of a demonstration, to the outbox of files: sent', true, {}, MAIL, null],
    ['of a real case, by a real gateway: sent', false, REAL, MAIL, null],
  ])('%s', async (_what, isDemonstration, settings, address, reason) =>
    expect((await made({ address }, { isDemonstration }, settings)).reason).toBe(reason),
  );
});

describe('a row that is held', () => {
  it('says why and until when, and is found then', async () =>
    expect(hold(await made({}), NOW + 5)).toMatchObject({
      ...{ state: 'PENDING', reason: 'TOO_MANY', heldUntil: NOW + 5, nextAttemptAt: NOW + 5 },
    }));
});
