/** Marks of a person in a text: mail addresses, numbers of identity cards, telephone numbers and house numbers. */
const MARKS: readonly [RegExp, string][] = [
  [/[^\s@<>，。、：；（）「」]+@[^\s@<>，。、：；（）「」]+/gu, '***@***'],
  [/[A-Z][\dA-D]\d{8}/giu, '***'],
  [/\+?\d[\d\s()（）-]{4,}\d/gu, '***'],
  [/(?:\d+|[一二三四五六七八九十百]+)(?:之(?:\d+|[一二三四五六七八九十]+))?\s*號/gu, '○號'],
];

/** Chinese punctuation, which stays as it is written where digits and letters of full width become plain ones. */
const PUNCTUATION = /([，；：！？（）])/;

/**
 * A text without what tells who it is about, for a team that has not accepted the case yet. `name`: the petitioner's,
 * of which the first character stays. Names of others cannot be told from words and stay.
 */
export function maskedText(text: string, name: string | null): string {
  const plain = text
    .split(PUNCTUATION)
    .map((part) => (PUNCTUATION.test(part) ? part : part.normalize('NFKC')))
    .join('');
  const found = name?.trim() ? plain.replaceAll(name.trim().normalize('NFKC'), maskedName) : plain;
  return MARKS.reduce((masked, [mark, put]) => masked.replace(mark, put), found);
}

const maskedName = (name: string): string => `${[...name][0]}○○`;
