import { describe, expect, it } from '@jest/globals';
import { LOCALES } from '@app/platform';
import { isPersonal, readTelephone, shownPhone, telephoneOf } from './telephone.js';

describe('telephone numbers', () => {
  it.each([
    ['0912-345-678', '+886912345678'],
    ['０９１２３４５６７８', '+886912345678'],
    ['(02)2720-8889', '+886227208889'],
    ['02 2720 8889', '+886227208889'],
    ['02–2720–8889', '+886227208889'],
    ['049-2345678', '+886492345678'],
    ['+886 912 345 678', '+886912345678'],
    ['+886 (0)2 2720 8889', '+886227208889'],
    ['886912345678', '+886912345678'],
    ['002-886-912345678', '+886912345678'],
    ['+1 202 456 1111', '+12024561111'],
    ['0800-056476', '+886800056476'],
    ['070-1012-3456', '+8867010123456'],
  ])('%s is %s', (typed, expected) => expect(telephoneOf(typed)).toBe(expected));

  it.each([
    '02-2345-6789分機123',
    '02-2345-6789 分機 123',
    '02-2345-6789 分機：１２３',
    '（02）2345-6789轉123',
    '02-2345-6789 轉分機123',
    '02-2345-6789 轉接 123',
    '02-2345-6789 內線123',
    '02-2345-6789#123',
    '02-2345-6789＃123',
    '02-2345-6789 ext. 123',
    '02-2345-6789 EXT123',
    '02-2345-6789 extension 123',
    '02-2345-6789 x123',
    '+886223456789;ext=123',
  ])('%s keeps its extension', (typed) => expect(telephoneOf(typed)).toBe('+886223456789;ext=123'));

  it.each([
    ...['call me', '王先生 0912345678', '0912-345-678 / 0922-345-678', '', '0912345678901', '+'].map(
      (typed) => [typed, 'phone'],
    ),
    // a missing part is asked back: the area code, the first 0, digits at the end, the extension
    ...['2345-6789', '912345678', '227208889', '27208889', '22345-6789#12', '1999'].map((typed) => [
      typed,
      'phone-area',
    ]),
    ...['02 2345 678', '0912-345', '0912-345-67', '049-23456', '+886 2 2345'].map((typed) => [
      typed,
      'phone-short',
    ]),
    ...['02-2345-6789 分機', '02-2345-6789#', '02-2345-6789 轉', '02-2345-6789#123456789'].map((typed) => [
      typed,
      'phone-extension',
    ]),
    ...[
      '0203-123456',
      '0204-123456',
      '0204-12345678',
      '0208 123 456',
      '0209123456',
      '+886 204 123 456',
      '+1 900 555 1234',
    ].map((typed) => [typed, 'phone-premium']),
  ])('%s is refused: %s', (typed, fault) => expect(readTelephone(typed!)).toEqual({ fault }));

  it.each([
    ['+886912345678', '0912-345-678', '0912-345-678'],
    ['+886227208889', '02-2720-8889', '02-2720-8889'],
    ['+886227208889;ext=123', '02-2720-8889 分機 123', '02-2720-8889 ext. 123'],
    ['+12024561111;ext=9', '+1-202-456-1111 分機 9', '+1-202-456-1111 ext. 9'],
  ])('%s is shown as %s, %s', (number, ...shown) => {
    expect(LOCALES.map((locale) => shownPhone(number, locale))).toEqual(shown);
    expect(shown.map(telephoneOf)).toEqual([number, number]);
  });

  it('what is stored and is no number is shown as it is', () =>
    expect(shownPhone('call me', 'en')).toBe('call me'));

  it('of a toll-free line belong to no person', () => {
    expect(['+886800056476', '+886912345678', '+886227208889'].map(isPersonal)).toEqual([false, true, true]);
  });
});
