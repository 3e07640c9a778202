import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseInput } from './parse.js';
import type { Problem } from './problem.js';
import { isBlank, line, optional, paragraph, someText } from './text.js';

/** Invisible characters, one of each kind. */
const UNSEEN: [string, string][] = [
  ['no sign', ''],
  ['spaces and line ends', ' \t\r\n\u00A0\u2003\u3000'],
  ['zero width space, joiners and word joiner', '\u200B\u200C\u200D\u2060\uFEFF'],
  ['Hangul fillers', '\u3164\u115F\u1160\uFFA0'],
  ['variation selectors', '\uFE0F\uFE00\u{E0100}\u180B'],
  ['tags', '\u{E0001}\u{E0041}\u{E007F}'],
  ['soft hyphen and grapheme joiner', '\u00AD\u034F'],
  ['marks of direction', '\u200E\u200F\u061C'],
  ['overrides and isolates', '\u202E\u202C\u2066\u2069'],
  ['invisible operators', '\u2061\u2064'],
  ['Khmer inherent vowels, Mongolian separator', '\u17B4\u17B5\u180E'],
  ['annotation and shorthand signs', '\uFFF9\uFFFB\u{1BCA0}'],
  ['a musical beam', '\u{1D173}'],
  ['braille without dots', '\u2800'],
  ['an empty notehead, an object without one, empty hieroglyphs', '\u{1D159}\uFFFC\u{13441}\u{13442}'],
  ['marks without a letter', '\u0301\u20DD\u{1D165}\u0903'],
  ['a mixture', ' \u3164\u0301\u200B\u2800 '],
];
/** Short, rare or unusual texts that are visible. */
const SEEN = [
  '。',
  '·',
  '𠮷',
  'ㄅ',
  'e\u0301',
  '👩\u200D🚒',
  '\uE000',
  '\u{F0001}',
  '0',
  '한',
  'انقطاع',
  '⠁',
];
const TURNING = [...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'];

const codeOf = (schema: z.ZodType, text: string): string => {
  try {
    parseInput(z.object({ text: schema }), { text });
    return 'taken';
  } catch (error) {
    return (error as Problem).detail.fields!.map(({ code }) => code).join();
  }
};

describe('an invisible text', () => {
  it.each(UNSEEN)('%s: counts as empty', (_what, text) => {
    expect(isBlank(text)).toBe(true);
    for (const schema of [line(100), paragraph(100), someText]) expect(codeOf(schema, text)).toBe('required');
    expect(parseInput(z.object({ text: optional(line(100)) }), { text })).toEqual({});
  });

  it.each(SEEN)('%j is visible', (text) => {
    expect(isBlank(text)).toBe(false);
    for (const schema of [line(100), paragraph(100), someText]) expect(codeOf(schema, text)).toBe('taken');
    expect(parseInput(z.object({ text: optional(line(100)) }), { text: ` ${text}\n` })).toEqual({ text });
  });
});

describe('bidirectional control characters', () => {
  it.each(TURNING)('%j is refused in a line, and kept in a paragraph', (sign) => {
    expect(codeOf(line(100), `${sign}gpj.exe 附件`)).toBe('direction-signs');
    expect(codeOf(optional(line(100)), `附件${sign}`)).toBe('direction-signs');
    expect(codeOf(paragraph(100), `${sign}gpj.exe 附件`)).toBe('taken');
  });

  it('right-to-left text is accepted, with its direction marks', () => {
    expect(codeOf(line(100), 'انقطاع الكهرباء\u200F 12')).toBe('taken');
  });
});
