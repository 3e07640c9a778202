import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LOCALES, projectRoot } from '@app/platform';
import type { Fact } from './fact.js';
import { FACT_ROWS } from './facts.js';
import { ALL, CITIZENS, DUES, LISTS, OF_CASES, STAFF, STAFF_OF_CASES } from './texts.js';
import { neededIn, vocabularyOf } from './vocabulary.js';

const README = join(projectRoot, 'config', 'templates', 'README.md');

const GROUPS: readonly [string, readonly string[]][] = [
  ['all messages', ALL],
  ['messages to citizens', CITIZENS],
  ['messages to staff', STAFF],
  ['messages to staff about one case', STAFF_OF_CASES],
  ['messages of what is due', DUES],
  ['lists', LISTS],
];

/** Texts in few words: `messages to staff, lists`, `all messages but lookup-code`. */
function grouped(texts: readonly string[]): string {
  const missing = ALL.filter((kind) => !texts.includes(kind));
  const kinds = texts.filter((text) => (ALL as readonly string[]).includes(text));
  if (missing.length > 0 && missing.length < 4) return `all messages but ${missing.join(', ')}`;
  const group = GROUPS.find(
    ([, of]) => of.length === kinds.length && of.every((kind) => kinds.includes(kind)),
  );
  const others = texts.filter((text) => !kinds.includes(text));
  const lists = LISTS.every((list) => others.includes(list))
    ? ['lists']
    : others.filter((text) => text !== '_frame');
  const foot = others.includes('_frame') ? ['the foot'] : [];
  return [...(group ? [group[0]] : kinds), ...lists, ...foot].join(', ');
}

function written(): string {
  const row = ([name, { meaning, example, known = [], perhaps = [], needed = [] }]: readonly [
    string,
    Fact,
  ]) => {
    const [zh, en] = LOCALES.map((locale) => example[locale]);
    const must = needed.length > 0 ? `; must stand in ${grouped(needed)}` : '';
    const where = known.length > 0 ? grouped(known) : `${grouped(perhaps)}; not always known`;
    return `| \`{${name}}\` | ${meaning} | ${zh === en ? zh : `${zh} / ${en}`} | ${where}${must} |`;
  };
  return [
    '| placeholder | what stands there | example | where |',
    '|---|---|---|---|',
    ...FACT_ROWS.map(row),
    '',
  ].join('\n');
}

describe('the table of facts', () => {
  it('is the list in config/templates/README.md; WRITE_DOCS=1 writes it there', () => {
    const parts = () => readFileSync(README, 'utf8').split(/(?<=-start -->\n)|(?=<!-- prettier-ignore-end)/);
    const [before, , after] = parts();
    if (process.env['WRITE_DOCS']) writeFileSync(README, [before, written(), after].join(''));
    expect(parts()[1]).toBe(written());
  });

  it('lets no text name the lookup code and the number of the case', () => {
    for (const text of [...ALL, ...LISTS]) {
      const { known, perhaps } = vocabularyOf(text);
      const both = ['caseNumber', 'lookupCode'].filter((name) => [...known, ...perhaps].includes(name));
      expect([text, both.length]).toEqual([text, OF_CASES.includes(text as never) ? 1 : 0]);
    }
  });

  it('needs in no text what may be unknown there, or is not known at all', () => {
    for (const text of [...ALL, ...LISTS]) {
      const { known } = vocabularyOf(text);
      expect([text, neededIn(text).filter((name) => !known.includes(name))]).toEqual([text, []]);
    }
  });

  it('says of each text once whether a fact is known there', () => {
    for (const [name, { known = [], perhaps = [] }] of FACT_ROWS) {
      expect([name, new Set([...known, ...perhaps]).size]).toEqual([name, known.length + perhaps.length]);
      expect([name, known.length + perhaps.length > 0]).toEqual([name, true]);
    }
  });
});
