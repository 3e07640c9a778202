import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const isWords = (path: string) => /\/(words|events|statuses|problems)\.(zh-TW|en)\.ts$|spec\./.test(path);
const sources = globSync('{apps/web,libs/*}/src/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((path) => !isWords(path))
  .map((path) => readFileSync(join(ROOT, path), 'utf8'));
const text = sources.join('\n');
const names = new Set(text.match(/[\w$-]+/g));
/** Asked by its name, or by a text of ours that has it; a hint by the name of its field; a rhythm by its length. */
const isAsked = (key: string) =>
  names.has(key.replace(/Hint$/, '')) || text.includes(`'${key}'`) || /^\d+[wm]$/.test(key);

/** `case.table.empty` of each word: a text, or a function that makes one. */
function keysOf(words: object, within = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    [[`${within}${key}`, key] as [string, string]].concat(
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? keysOf(value as object, `${within}${key}.`)
        : [],
    ),
  );
}

const files = globSync('apps/web/src/**/{words,events,statuses,problems}.zh-TW.ts', { cwd: ROOT });

describe('words', () => {
  it.each(files)('of %s are all used on some page', async (path) => {
    const words = (await import(join(ROOT, path))) as object;
    const unused = Object.values(words).flatMap((table) => keysOf(table as object));
    expect(unused.filter(([, key]) => !isAsked(key)).map(([whole]) => whole)).toEqual([]);
  });
});
