import { describe, expect, it } from '@jest/globals';
import { invalid, LOCALES, Problem } from '@app/platform';
import { problemWords, wordsFor } from './problem-words.js';
import { FIELD_CODES } from './problems.zh-TW.js';

const PARAMS = {
  max: 9,
  min: 1,
  megabytes: 10,
  kinds: 'pdf',
  text: 'x',
  most: 5,
  extension: 'png',
  kind: 'pdf',
  width: 1,
  height: 1,
};

describe('texts of problems', () => {
  it.each(LOCALES)('every field code has a text in %s', (locale) => {
    for (const code of Object.keys(FIELD_CODES)) {
      expect(problemWords(code, locale, PARAMS)).not.toBe(code);
      expect(problemWords(code, locale, PARAMS)).not.toContain('undefined');
    }
  });

  it('have field and problem, with its numbers', () => {
    const problem = invalid({ field: 'subject', code: 'too-long', params: { max: 200 } });
    expect(wordsFor(problem, 'zh-TW')).toEqual({
      title: '有些欄位需要修正',
      fields: { subject: '請不要超過 200 個字' },
    });
    expect(wordsFor(new Problem('TOO_MANY', 'too-many-codes'), 'en').title).toMatch(/15 minutes/);
  });

  it('name the case merged into; a problem without fields has only a title', () => {
    const merged = new Problem('NOT_ALLOWED', 'case-merged', { params: { into: 'DEMO-1' } });
    expect(wordsFor(merged, 'zh-TW')).toEqual({ title: '本案已併入 DEMO-1，請到該案辦理', fields: {} });
  });

  it('show an unknown code as it is', () => {
    expect(problemWords('展延以 1 次為限', 'zh-TW')).toBe('展延以 1 次為限');
    expect(problemWords('constructor', 'en')).toBe('constructor');
  });
});
