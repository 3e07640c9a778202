import { describe, expect, it } from '@jest/globals';
import { checkDigit } from './case-number.js';
import { spokenDay, spokenNumber } from './spoken-number.js';

const CHECK = checkDigit('115112800001');
const WHOLE = `DEMO-1151128-00001-${CHECK}`;
const WRONG = (CHECK + 1) % 10;

describe('a case number as callers read it', () => {
  it.each([
    '1151128 00001',
    '1151128-00001',
    '115112800001',
    '1151128 1',
    '1151128 第1號',
    '115/11/28 00001',
    '民國115年11月28日 1號',
    '115 11 28 00001',
    '１１５１１２８　００００１',
    '1151128 000 01',
    `1151128 00001 ${CHECK}`,
    `1151128 1 ${CHECK}`,
    `115112800001${CHECK}`,
    'DEMO-1151128-00001',
    'demo 1151128 00001',
    WHOLE,
    WHOLE.replaceAll('-', ''),
  ])('%s is the whole number', (typed) => {
    expect(spokenNumber(typed, 'DEMO')).toEqual({ numbers: [WHOLE], mistyped: false });
  });

  it('takes the prefix that was read before that of the agency', () => {
    expect(spokenNumber('SME 1151128 00001', 'DEMO').numbers).toEqual([WHOLE.replace('DEMO', 'SME')]);
  });

  it('pads month and day that were read without their zero', () => {
    expect(spokenNumber('115/1/8 2', 'DEMO').numbers[0]).toMatch(/^DEMO-1150108-00002-/);
  });

  it('finds both meanings of six digits: a long serial, and a serial with its check digit', () => {
    const check = checkDigit('115112812345');
    const long = checkDigit(`115112812345${check}`);
    expect(spokenNumber(`115112812345${check}`, 'DEMO').numbers).toEqual([
      `DEMO-1151128-12345-${check}`,
      `DEMO-1151128-12345${check}-${long}`,
    ]);
  });

  it('finds one meaning where the check digit was read by itself', () => {
    const check = checkDigit('115112812345');
    expect(spokenNumber(`1151128 12345 ${check}`, 'DEMO').numbers).toEqual([`DEMO-1151128-12345-${check}`]);
  });

  it.each([`1151128 00001 ${WRONG}`, `115112800001${WRONG}`, `DEMO-1151128-00001-${WRONG}`])(
    '%s has a check digit that does not fit',
    (typed) => expect(spokenNumber(typed, 'DEMO')).toEqual({ numbers: [], mistyped: true }),
  );

  it.each([
    '',
    '1151128',
    '115',
    '1151328 00001',
    '1151132 00001',
    '0912345678',
    '王小明',
    '02-2345-6789',
    'ABC',
  ])('%j is none', (typed) => expect(spokenNumber(typed, 'DEMO')).toEqual({ numbers: [], mistyped: false }));
});

describe('a day read out', () => {
  it.each([
    ['1151128', '2026-11-28'],
    ['DEMO-1151128', '2026-11-28'],
    ['115/1/8', '2026-01-08'],
    ['民國115年1月8日', '2026-01-08'],
    ['0990108', '2010-01-08'],
    ['1151128 00001', undefined],
    ['1151328', undefined],
    ['  demo 1151128 ', '2026-11-28'],
    ['1151128 路燈', undefined],
    ['路燈 1151128', undefined],
    ['DEMO1151128A', undefined],
    ['', undefined],
  ])('%j is %s', (typed, day) => expect(spokenDay(typed)).toBe(day));
});
