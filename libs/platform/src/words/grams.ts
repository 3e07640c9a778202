/** What texts are compared by in a search, without a dictionary. */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}])+/gu;
const HAN = /^\p{Script=Han}/u;
/** Words that say nothing of the matter. */
const EMPTY = new Set(
  'a an and are at by for from how i in is it my not of on or the this to we with you your'.split(' '),
);

/** Width, case, 台 and 臺 make no difference. */
const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('臺', '台');

/** The pairs of Chinese characters, or a single one that stands alone, and the stems of other words. */
export function gramsOf(text: string): string[] {
  const runs = plainOf(text).match(RUNS) ?? [];
  return runs.flatMap((run) => (HAN.test(run) ? pairsOf([...run]) : EMPTY.has(run) ? [] : [stemOf(run)]));
}

const pairsOf = (characters: string[]): string[] =>
  characters.length === 1
    ? characters
    : characters.slice(1).map((character, index) => `${characters[index]}${character}`);

/** For someone who types one character only. */
export const singlesOf = (text: string): string[] => plainOf(text).match(/\p{Script=Han}/gu) ?? [];

/** `lights`, `lighting` → `light`: near enough to find, not a grammar. */
const stemOf = (word: string): string =>
  word.length > 4 ? word.replace(/(ations?|ings?|ies|ed|es|s|y)$/, '') : word.replace(/s$/, '');
