import { describe, expect, it } from '@jest/globals';
import { parseInput, type Problem } from '@app/platform';
import type { z } from 'zod';
import { PRIVACY_NOTICE_VERSION } from './privacy-notice.js';
import { DESCRIPTION_MAX, loggedCase, loggedContact, report, SUBJECT_MAX } from './report-input.js';

const signs = (n: number) => '字'.repeat(n);
const REPORT = { service: 'x', subject: '路燈', description: '不亮', contact: { name: '王小明' } };
const CASE = { ...REPORT, channel: 'PHONE' };
const CONTACT = { channel: 'PHONE', service: 'x', topic: '補助', answer: '已說明' };
const SCHEMAS: Record<string, [z.ZodType, object]> = {
  report: [report, REPORT],
  case: [loggedCase, CASE],
  contact: [loggedContact, CONTACT],
};

const refused = (what: string, change: object): string[] => {
  const [schema, given] = SCHEMAS[what]!;
  try {
    parseInput(schema, { ...given, ...change });
    return [];
  } catch (error) {
    return (error as Problem).detail.fields!.map(({ field, code }) => `${field} ${code}`);
  }
};
const put = (field: string, value: unknown) =>
  field.startsWith('contact.')
    ? { contact: { ...REPORT.contact, [field.slice(8)]: value } }
    : { [field]: value };

/** The longest length of each text, by form, and whether it is required. */
const TEXTS: [form: string, field: string, max: number, needed: boolean][] = [
  ...(['report', 'case'] as const).flatMap((form): (typeof TEXTS)[number][] => [
    [form, 'service', 100, true],
    [form, 'subject', 200, true],
    [form, 'description', 4_000, true],
    [form, 'contact.name', 100, true],
    [form, 'district', 40, false],
  ]),
  ['case', 'hotline', 30, false],
  ['case', 'answer', 4_000, false],
  ['case', 'noticeVersion', 30, false],
  ['contact', 'service', 100, true],
  ['contact', 'topic', 200, true],
  ['contact', 'answer', 4_000, true],
  ['contact', 'hotline', 30, false],
];

describe('the input of a case or a contact', () => {
  it.each(TEXTS)('%s: %s of at most %s characters; required: %s', (form, field, max, needed) => {
    expect(refused(form, put(field, signs(max)))).toEqual([]);
    expect(refused(form, put(field, signs(max + 1)))).toEqual([`${field} too-long`]);
    const empty = needed ? [`${field} required`] : [];
    for (const nothing of ['', '   ', undefined, null])
      expect(refused(form, put(field, nothing))).toEqual(empty);
  });

  it('the counters of the forms show what the schema accepts', () => {
    expect([SUBJECT_MAX, DESCRIPTION_MAX]).toEqual([200, 4_000]);
  });

  it.each([
    [
      'contact.email',
      ['ming@example.tw', '', null],
      ['ming', 'a@b', 'a b@c.tw', '"a"@c.tw', 'a@c.tw,b@c.tw'],
      'email',
    ],
    [
      'contact.phone',
      ['0912345678', '02-2720-8889 分機 12', '', null],
      ['call me', '打給我 0912345678'],
      'phone',
    ],
    ['contact.phone', [], ['12345', '2720-8889'], 'phone-area'],
    ['contact.phone', [], ['09123', '02-2720-888'], 'phone-short'],
    ['contact.phone', [], ['02-2720-8889 轉'], 'phone-extension'],
    ['contact.phone', [], ['0204-123456'], 'phone-premium'],
    ['locale', ['zh-TW', 'en', '', null], ['ja', 'EN'], 'not-a-choice'],
  ])('%s in its form, or left out', (field, good, bad, code) => {
    for (const value of good) expect([value, refused('report', put(field, value))]).toEqual([value, []]);
    for (const value of bad)
      expect([value, refused('report', put(field, value))]).toEqual([value, [`${field} ${code}`]]);
  });

  it.each([
    ['ａ＠ｘ．ｔｗ', 'a@x.tw'],
    ['ming@例子.台灣', 'ming@xn--fsqu00a.xn--kpry57d'],
    ['ming@例子。台灣', 'ming@xn--fsqu00a.xn--kpry57d'],
    ['ming+a@MAIL.example.tw', 'ming+a@MAIL.example.tw'],
    ['ming@xn--fsqu00a.xn--kpry57d', 'ming@xn--fsqu00a.xn--kpry57d'],
  ])('the address %s is %s', (typed, email) => {
    const contact = { ...REPORT.contact, email: typed };
    expect(parseInput(report, { ...REPORT, contact }).contact.email).toBe(email);
  });

  it.each([
    '王小明@example.tw',
    'a@例 子.台灣',
    'a@b@c.tw',
    'a@-b.tw',
    'a@b-.tw',
    'a.@b.tw',
    '.a@b.tw',
    'a@b..tw',
    'a@１',
    'a@b.tw\r\nBcc: x@y.tw',
    '@例子.台灣',
    '例子.台灣',
  ])('the address %j is refused', (typed) =>
    expect(refused('report', put('contact.email', typed))).toEqual(['contact.email email']),
  );

  it('an e-mail address of at most 254 characters; a number of at most 40 characters as typed', () => {
    const parts = ['b', 'c', 'd'].map((sign) => sign.repeat(50)).join('.');
    const address = (n: number) => `${'a'.repeat(60)}@${parts}.${'e'.repeat(n - 217)}.tw`;
    expect(address(254)).toHaveLength(254);
    expect(refused('report', put('contact.email', address(254)))).toEqual([]);
    expect(refused('report', put('contact.email', address(255)))).toEqual(['contact.email too-long']);
    expect(refused('report', put('contact.phone', '0912345678'.padStart(40)))).toEqual([]);
    expect(refused('report', put('contact.phone', '0912345678'.padStart(41)))).toEqual([
      'contact.phone too-long',
    ]);
  });

  it.each(['PHONE', 'COUNTER', 'WEB', 'EMAIL', 'FAX', 'LETTER', 'CHATBOT'])(
    'staff may log by %s',
    (channel) => {
      expect([refused('case', { channel }), refused('contact', { channel })]).toEqual([[], []]);
    },
  );

  it.each(['phone', 'MAIL', 'IMPORT', '', undefined])('logging by %j is refused', (channel) => {
    expect([refused('case', { channel }).length, refused('contact', { channel }).length]).toEqual([1, 1]);
  });

  it.each([
    [0, []],
    ['0', []],
    [86_400, []],
    ['', []],
    [undefined, []],
    [-1, ['seconds too-small']],
    [86_401, ['seconds too-big']],
    [1.5, ['seconds wrong-type']],
    ['soon', ['seconds wrong-type']],
  ])('a contact of %j seconds', (seconds, problems) =>
    expect(refused('contact', { seconds })).toEqual(problems),
  );

  it.each([
    [0, []],
    [86_400, []],
    ['', []],
    [-1, ['waited too-small']],
    [86_401, ['waited too-big']],
  ])('a caller who waited %j seconds', (waited, problems) => {
    for (const what of ['case', 'contact']) expect(refused(what, { waited })).toEqual(problems);
  });

  it('normalises numbers, drops unknown fields, and trims', () => {
    const given = {
      ...REPORT,
      subject: ' 路燈 ',
      contact: { name: '王', phone: '0912-345-678', email: ' a@b.tw ' },
    };
    expect(parseInput(report, { ...given, status: 'CLOSED', channel: 'PHONE', noticeVersion: 'x' })).toEqual({
      ...{ service: 'x', subject: '路燈', description: '不亮' },
      contact: { name: '王', phone: '+886912345678', email: 'a@b.tw' },
    });
  });

  it('the notice has a version of year and month', () =>
    expect(PRIVACY_NOTICE_VERSION).toMatch(/^20\d\d-(0\d|1[0-2])$/));
});
