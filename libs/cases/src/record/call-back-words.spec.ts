import { beforeAll, describe, expect, it } from '@jest/globals';
import { Keyring } from '@app/platform';
import { callBackWords } from './call-back-words.js';

const keyring = new Keyring('a secret of this desk, long enough');

describe('the words that an official says first when calling back', () => {
  let many: ReturnType<typeof callBackWords>[];
  beforeAll(() => {
    many = Array.from({ length: 2_000 }, (_, n) => callBackWords(keyring, `case ${n}`));
  });

  it('are two, the same each time, in both languages', () => {
    expect(callBackWords(keyring, 'case 1')).toEqual(callBackWords(keyring, 'case 1'));
    for (const words of many) {
      expect(words['zh-TW']).toMatch(/^\p{Script=Han}{2,3}、\p{Script=Han}{2,3}$/u);
      expect(words.en).toMatch(/^[a-z-]+, [a-z-]+$/);
    }
  });

  it('are different from case to case, and at another desk', () => {
    expect(new Set(many.map(({ en }) => en)).size).toBeGreaterThan(1_400);
    const other = new Keyring('the secret of another desk, long too');
    const same = many.filter(({ en }, n) => callBackWords(other, `case ${n}`).en === en);
    expect(same.length).toBeLessThan(10);
  });

  it('take each word in both places, and none says two things', () => {
    const [first, second] = [0, 1].map((at) => new Set(many.map(({ en }) => en.split(', ')[at])));
    expect(first).toEqual(second);
    expect(first!.size).toBeGreaterThan(60);
    const pairs = many.flatMap((words) => {
      const [zh, en] = [words['zh-TW'].split('、'), words.en.split(', ')];
      return zh.map((word, at) => `${word} ${en[at]}`);
    });
    expect(new Set(pairs).size).toBe(first!.size);
  });
});
