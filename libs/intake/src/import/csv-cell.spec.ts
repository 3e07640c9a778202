import { describe, expect, it } from '@jest/globals';
import { csvCell, csvRow } from './csv-cell.js';

describe('a CSV cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+886', '+886'.replace('+', "'+")],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-cmd', "'-cmd"],
    [' =1', "' =1"],
    ['\u00A0=1', "'\u00A0=1"],
    ['＝1', "'＝1"],
    ['\tx', "'\tx"],
    ['a\n=b', '"a\n\'=b"'],
    ['plain, "quoted"', '"plain, ""quoted"""'],
    ['路燈', '路燈'],
  ])('%j becomes %j', (cell, expected) => expect(csvCell(cell)).toBe(expected));

  it.each(['-71.0576', '42', '-3'])('leaves the number %s alone', (cell) => expect(csvCell(cell)).toBe(cell));

  it('is empty for nothing', () => expect(csvRow([null, '', 0])).toBe(',,0\r\n'));
});
