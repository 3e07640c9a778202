import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const files = globSync('apps/web/src/**/{words,statuses,problems}.zh-TW.ts', { cwd: ROOT });
const HAN = /\p{Script=Han}/u;
/** Said in the other language on purpose: names of languages, for those who read only that one. */
const OF_THE_OTHER = /^language\.|\.locales\.en$/;

/** A month is a number in Chinese and a name in English. */
const WITH_NAME_OF_MONTH = 'dueBy: «0»«1»';
const ALIKE_ON_PURPOSE = new Set(['decide and choice', 'go.title and go.submit']);
const groupOf = (path: string): string => path.slice(0, path.lastIndexOf('.') + 1);

type Leaf = [path: string, text: unknown];

/** Every text of a table with its path; what has facts in it is a function. */
function leavesOf(words: unknown, path = ''): Leaf[] {
  if (typeof words !== 'object' || words === null) return [[path, words]];
  return Object.entries(words).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key));
}

/** Which of its arguments a text names; of one that takes other things than words and numbers it is not known. */
function namedBy(text: unknown): string {
  if (typeof text !== 'function') return '';
  const marks = ['«0»', '«1»', '«2»', '«3»', '«4»'];
  try {
    const made = String((text as (...facts: string[]) => unknown)(...marks));
    return marks.filter((mark) => made.includes(mark)).join('');
  } catch {
    return 'not known';
  }
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

  it('name in English what they name in Chinese', async () => {
    const named = async (of: string) => (await leavesIn(of)).map(([at, text]) => `${at}: ${namedBy(text)}`);
    const english = await named(path.replace('zh-TW', 'en'));
    const others = (await named(path)).filter((one) => !english.includes(one));
    expect(others.filter((one) => one !== WITH_NAME_OF_MONTH)).toEqual([]);
  });

  it('tell apart in English what they tell apart in Chinese', async () => {
    const english = new Map(await leavesIn(path.replace('zh-TW', 'en')));
    const chinese = (await leavesIn(path)).filter(([, text]) => typeof text === 'string');
    const alike = chinese.flatMap(([at, text], index) =>
      chinese
        .slice(index + 1)
        .filter(([other]) => groupOf(other) === groupOf(at))
        .filter(([other, its]) => (its === text) !== (english.get(other) === english.get(at)))
        .map(([other]) => `${at} and ${other}`),
    );
    expect(alike.filter((pair) => !ALIKE_ON_PURPOSE.has(pair))).toEqual([]);
  });
});
