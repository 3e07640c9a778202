import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const isWords = (path: string) => /\/(words|statuses|problems)\.(zh-TW|en)\.ts$|spec\./.test(path);
const sources = globSync('{apps/web,libs/*}/src/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((path) => !isWords(path))
  .map((path) => readFileSync(join(ROOT, path), 'utf8'));
const text = sources.join('\n');
const names = new Set(text.match(/[\w$-]+/g));
/**
 * A key is used if its name, or a string with it, is in a source; a hint by its field's name; a period by its length.
 */
const isAsked = (key: string) =>
  names.has(key.replace(/Hint$/, '')) || text.includes(`'${key}'`) || /^\d+[wm]$/.test(key);

/** The path of each text, such as `case.table.empty`; a text is a string or a function. */
function keysOf(words: object, within = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    [[`${within}${key}`, key] as [string, string]].concat(
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? keysOf(value as object, `${within}${key}.`)
        : [],
    ),
  );
}

const files = globSync('apps/web/src/**/{words,statuses,problems}.zh-TW.ts', { cwd: ROOT });

describe('words', () => {
  it.each(files)('of %s are all used by some page', async (path) => {
    const words = (await import(join(ROOT, path))) as object;
    const unused = Object.values(words).flatMap((table) => keysOf(table as object));
    expect(unused.filter(([, key]) => !isAsked(key)).map(([whole]) => whole)).toEqual([]);
  });
});
