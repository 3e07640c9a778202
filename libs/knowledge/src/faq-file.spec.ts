import { describe, expect, it } from '@jest/globals';
import { FaqFileError, readFaq } from './faq-file.js';
import { FAQ, file } from './spec-support.js';

const problems = (content: string): readonly string[] => {
  try {
    readFaq(content);
  } catch (error) {
    if (error instanceof FaqFileError) return error.problems;
    throw error;
  }
  return [];
};
const base = FAQ[0]!;

describe('a file of questions and answers', () => {
  it('is read: ids as text, the review a year after the last revision unless it is given', () => {
    expect(readFaq(`\uFEFF${file()}`).map(({ number, reviewOn }) => [number, reviewOn])).toEqual([
      ['7', '2027-03-01'],
      ['8', '2025-02-28'],
      ['A-9', '2026-12-31'],
    ]);
  });

  it.each([
    [{ reviseDate: ' 20260301 ' }, '2027-03-01'],
    [{ reviseDate: 20260329, reviewDate: null }, '2027-03-29'],
    [{ reviseDate: 20260329, reviewDate: 20260930 }, '2026-09-30'],
    [{ reviseDate: '20280229' }, '2029-02-28'],
    [{ reviseDate: '20280228', reviewDate: '' }, '2029-02-28'],
  ])('has a day of review: %j', (dates, reviewOn) => {
    expect(readFaq(file([{ ...base, ...dates }]))).toMatchObject([{ reviewOn }]);
  });

  it('may break lines within a question', () => {
    const [entry] = readFaq(file([{ ...base, question: ' 營業稅\r\n如何\t申報？ ' }]));
    expect(entry!.question).toBe('營業稅 如何 申報？');
  });

  it('may have more fields, and answers of several lines', () => {
    const [entry] = readFaq(file([{ ...base, answer: '一、甲\r\n二、乙', category: '財政', viewCount: 3 }]));
    expect(entry!.answer).toBe('一、甲\n二、乙');
    expect(Object.keys(entry!)).not.toContain('category');
  });

  it.each([
    [{ ...base, answer: '' }, 'entry 7: answer is missing'],
    [{ ...base, answer: '  ' }, 'entry 7: answer is missing'],
    [{ ...base, answer: undefined }, 'entry 7: answer is missing'],
    [{ ...base, question: null }, 'entry 7: question is missing'],
    [{ ...base, source: '' }, 'entry 7: source is missing'],
    [{ ...base, unit: '' }, 'entry 7: unit is missing'],
    [{ ...base, question: '嗶\u0007' }, 'entry 7: question has control characters'],
    [{ ...base, unit: 12 }, 'entry 7: unit is of the wrong type'],
    [{ ...base, answer: '長'.repeat(4_001) }, 'entry 7: answer is too long'],
    [
      { ...base, reviseDate: '' },
      'entry 7: reviewDate is missing (or give reviseDate; review is due a year later)',
    ],
    [{ ...base, reviseDate: '20260231' }, 'entry 7: reviseDate is not a day such as 20260131 or 2026-01-31'],
    [{ ...base, reviewDate: '明年' }, 'entry 7: reviewDate is not a day such as 20260131 or 2026-01-31'],
    [{ ...base, id: undefined }, 'entry at place 1: id is missing'],
    [{ ...base, id: ' ' }, 'entry at place 1: id is missing'],
    [{ ...base, id: 'A-9', unit: '' }, 'entry A-9: unit is missing'],
    [null, 'entry at place 1 is not an entry: {"id": …}'],
    ['問', 'entry at place 1 is not an entry: {"id": …}'],
  ])('is refused with the number of the entry: %j', (entry, words) => {
    expect(problems(file([entry]))).toEqual([words]);
  });

  it('is refused with all that is wrong, up to fifty lines', () => {
    const two = [{ ...base, answer: '', unit: '' }, FAQ[1], FAQ[1]];
    expect(problems(file(two))).toEqual([
      'entry 7: answer is missing',
      'entry 7: unit is missing',
      'entry 8: the id stands twice in the file',
    ]);
    const many = problems(file(Array.from({ length: 60 }, (_, id) => ({ ...base, id, answer: '' }))));
    expect(many).toHaveLength(51);
    expect(many.at(-1)).toBe('and 10 more');
    const fifty = Array.from({ length: 50 }, (_, id) => ({ ...base, id, answer: '' }));
    expect(problems(file(fifty)).at(-1)).toBe('entry 49: answer is missing');
    expect(() => readFaq(file(two))).toThrow('entry 7: answer is missing\nentry 7: unit is missing\n');
  });

  it.each([
    ['', 'the file is not JSON'],
    ['問,答', 'the file is not JSON'],
    ['{}', 'the file holds no list of entries: [{"id": …}, …]'],
    ['[]', 'the file has no entries; all stored ones would be retired'],
  ])('is refused as a whole: %j', (content, words) => {
    expect(problems(content)).toEqual([words]);
  });

  it('has a most of entries', () => {
    expect(problems(file(Array.from({ length: 20_001 }, () => base)))).toEqual([
      'the file has 20001 entries; at most 20000 are taken',
    ]);
    const most = problems(file(Array.from({ length: 20_000 }, () => base)));
    expect(most[0]).toBe('entry 7: the id stands twice in the file');
  });
});
