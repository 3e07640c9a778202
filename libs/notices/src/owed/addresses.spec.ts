import { describe, expect, it } from '@jest/globals';
import { nameOfKind } from '../kinds/occasions.js';
import { addressOf, canBeTold } from './addresses.js';

const [MAIL, MOBILE, LANDLINE] = ['ming@example.tw', '+886912345678', '+886223456789'] as const;

describe('where a message to the petitioner goes', () => {
  it.each<[Parameters<typeof addressOf>[0], string | null, string | null, object]>([
    ['MAIL_ELSE_SMS', MAIL, MOBILE, { channel: 'EMAIL', to: MAIL }],
    ['MAIL_ELSE_SMS', null, MOBILE, { channel: 'SMS', to: MOBILE }],
    ['SMS_ELSE_MAIL', MAIL, MOBILE, { channel: 'SMS', to: MOBILE }],
    ['SMS_ELSE_MAIL', MAIL, LANDLINE, { channel: 'EMAIL', to: MAIL }],
    ['SMS_ELSE_MAIL', MAIL, null, { channel: 'EMAIL', to: MAIL }],
    ['MAIL_ELSE_SMS', null, null, { channel: 'EMAIL', to: '', suppressed: 'NO_ADDRESS' }],
    ['SMS_ELSE_MAIL', null, null, { channel: 'SMS', to: '', suppressed: 'NO_ADDRESS' }],
    ['MAIL_ELSE_SMS', null, LANDLINE, { channel: 'SMS', to: LANDLINE, suppressed: 'NOT_A_MOBILE' }],
    ...['+886912345678;ext=12', '+886223456789;ext=12'].map(
      (line): [Parameters<typeof addressOf>[0], string | null, string | null, object] => [
        ...(['MAIL_ELSE_SMS', null, line] as const),
        { channel: 'SMS', to: line, suppressed: 'NOT_A_MOBILE' },
      ],
    ),
    ['MAIL_ELSE_SMS', null, `${MOBILE}0`, { channel: 'SMS', to: `${MOBILE}0`, suppressed: 'NOT_A_MOBILE' }],
  ])('%s with %s and %s', (policy, email, phone, address) =>
    expect(addressOf(policy, { email, phone })).toEqual(address),
  );

  it('who has neither a mail nor a mobile cannot be told', () => {
    const told = [
      [MAIL, null],
      [null, MOBILE],
      [null, LANDLINE],
      [null, null],
    ].map(([email, phone]) => canBeTold({ email: email!, phone: phone! }));
    expect(told).toEqual([true, true, false, false]);
  });
});

describe('what pages call a notice', () => {
  it('its name, and nothing for a kind of an earlier release', () => {
    expect(nameOfKind('before-holiday')).toEqual({ 'zh-TW': '連假前提醒', en: 'Before a long holiday' });
    expect(nameOfKind('replied')).not.toEqual(nameOfKind('before-holiday'));
    expect(nameOfKind('pigeon')).toBeUndefined();
  });
});
