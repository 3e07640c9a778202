import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkDigit, formatCaseNumber, isMistyped, parseCaseNumber } from './case-number.js';

const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 30) };
const AT = Date.parse('2026-08-21T09:00:00+08:00');

describe('case numbers', () => {
  it.each([
    ['7992739871', 3],
    ['115082100042', 1],
    ['0', 0],
    ['5', 9],
    ['50', 5],
  ])('the check digit of %s is %s (Luhn, by hand)', (digits, check) =>
    expect(checkDigit(digits)).toBe(check),
  );

  it('say agency, ROC date in Taipei, serial of at least five digits, check digit', () => {
    expect(formatCaseNumber('SME', AT, 42)).toBe('SME-1150821-00042-1');
    expect(formatCaseNumber('SME', Date.parse('2026-08-20T16:00:00Z'), 1)).toMatch(/^SME-1150821-00001-\d$/);
    expect(formatCaseNumber('SME', Date.parse('2026-08-20T15:59:59Z'), 1)).toMatch(/^SME-1150820-00001-\d$/);
    expect(formatCaseNumber('SME', AT, 99_999)).toMatch(/-99999-\d$/);
    expect(formatCaseNumber('SME', AT, 123_456)).toMatch(/-123456-\d$/);
  });

  it.each([
    'SME-1150821-00042-1',
    'sme-1150821-00042-1',
    'ＳＭＥ－１１５０８２１－０００４２－１',
    ' SME 1150821 00042 1 ',
    'SME1150821000421',
    'SME\u20101150821\u201300042\u20141',
    'SME - 1150821 - 00042 - 1',
    'SMEー1150821ー00042ー1',
    'SME\u2010\u20101150821 \u2013 00042-1',
  ])('%j is read', (typed) => expect(parseCaseNumber(typed)).toBe('SME-1150821-00042-1'));

  it.each([
    'SME-1150821-00042-8',
    'SME-1150821-0042-9',
    'S-1150821-00042-1',
    'SMEXY-1150821-00042-1',
    'SME-115082-00042-1',
    'SME--1150821-00042-1'.replace('--', '-x-'),
    'SME-1150821-00042-1-1',
    'SME-115\u20100821-00042-1',
    '1150821-00042-1',
    '',
  ])('%j is none', (typed) => expect(parseCaseNumber(typed)).toBeUndefined());

  const number = fc.record({
    prefix: fc.stringMatching(/^[A-Z]{2,4}$/),
    at: fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2040-01-01') }),
    serial: fc.integer({ min: 1, max: 2_000_000 }),
  });

  it('every formatted number is parsed again', () =>
    fc.assert(
      fc.property(number, ({ prefix, at, serial }) => {
        const caseNumber = formatCaseNumber(prefix, at, serial);
        expect(parseCaseNumber(caseNumber)).toBe(caseNumber);
        expect(parseCaseNumber(caseNumber.replaceAll('-', '').toLowerCase())).toBe(caseNumber);
      }),
      runs,
    ));

  it('one wrong digit is always detected', () =>
    fc.assert(
      fc.property(number, fc.nat(), fc.integer({ min: 1, max: 9 }), ({ prefix, at, serial }, place, by) => {
        const caseNumber = formatCaseNumber(prefix, at, serial);
        const places = [...caseNumber].flatMap((sign, index) => (/\d/.test(sign) ? [index] : []));
        const index = places[place % places.length]!;
        const digit = (Number(caseNumber[index]) + by) % 10;
        expect(
          parseCaseNumber(caseNumber.slice(0, index) + digit + caseNumber.slice(index + 1)),
        ).toBeUndefined();
      }),
      runs,
    ));

  it('are told to be mistyped when only the check digit is wrong', () => {
    expect(isMistyped('SME-1150821-00042-8')).toBe(true);
    expect(isMistyped('sme 1150821 00042 2')).toBe(true);
    for (const other of ['SME-1150821-00042-1', '', 'SME', '00042']) expect(isMistyped(other)).toBe(false);
  });
});
