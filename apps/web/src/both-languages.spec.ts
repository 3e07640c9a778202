import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const files = globSync('apps/web/src/**/{words,statuses,problems}.zh-TW.ts', { cwd: ROOT });
const HAN = /\p{Script=Han}/u;
/** Said in the other language on purpose: names of languages, for those who read only that one. */
const OF_THE_OTHER = /^language\.|\.locales\.en$/;

type Leaf = [path: string, text: unknown];

/** Every text of a table with its path; those of functions as `()`. */
function leavesOf(words: unknown, path = ''): Leaf[] {
  if (typeof words === 'function') return [[path, '()']];
  if (typeof words !== 'object' || words === null) return [[path, words]];
  return Object.entries(words).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key));
}

async function leavesIn(path: string): Promise<Leaf[]> {
  const tables = (await import(join(ROOT, path))) as Record<string, unknown>;
  return Object.values(tables).flatMap((table) => leavesOf(table));
}

describe.each(files)('the words of %s', (path) => {
  it('have as many texts in English, lists included', async () => {
    const places = async (of: string) => [...new Set((await leavesIn(of)).map(([at]) => at))].toSorted();
    expect(await places(path.replace('zh-TW', 'en'))).toEqual(await places(path));
  });

  it('are written in their language', async () => {
    const texts = (await leavesIn(path)).filter(([, text]) => typeof text === 'string') as [string, string][];
    const english = texts.filter(([, text]) => /[a-z]{2}/i.test(text) && !HAN.test(text));
    expect(english.filter(([at]) => !OF_THE_OTHER.test(at))).toEqual([]);
  });
});
