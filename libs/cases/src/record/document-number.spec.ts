import { describe, expect, it } from '@jest/globals';
import { documentNumber, documentSerial } from './document-number.js';

describe('the number of a document that went out', () => {
  it.each([
    ['經企字第11500012345號', '經企字第11500012345號', '11500012345'],
    [' 府授經工字第 1150012345 號 ', '府授經工字第1150012345號', '1150012345'],
    ['經企字第１１５０００１２３４５號', '經企字第11500012345號', '11500012345'],
    ['環署綜字第1150012345a號', '環署綜字第1150012345A號', '1150012345A'],
    ['台財稅第0912345678號', '台財稅第0912345678號', '0912345678'],
    ['經企字第115000123451234號', '經企字第115000123451234號', '115000123451234'],
    ['經企（二）字第1150012345-1號', '經企(二)字第1150012345-1號', '1150012345-1'],
  ])('%s is kept as %s', (typed, number, serial) =>
    expect(documentNumber(typed)).toEqual({ number, serial }),
  );

  it.each([
    '',
    '11500012345',
    '第11500012345號',
    '經企字第號',
    '經企字第12號',
    '經企字第11500012345',
    '經企字第1150001234512345號',
    '甲'.repeat(60),
  ])('%s has not the shape of one', (typed) => expect(documentNumber(typed)).toBeUndefined());

  it.each([
    ['11500012345', '11500012345'],
    ['第1150012345號', '1150012345'],
    ['１１５００１２３４５', '1150012345'],
    ['經企字第11500012345號', undefined],
    ['路燈', undefined],
    ['12', undefined],
  ])('a search for %s means the digits %s', (typed, serial) => expect(documentSerial(typed)).toBe(serial));
});
