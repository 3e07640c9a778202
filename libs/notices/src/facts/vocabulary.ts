import type { Fact } from './fact.js';
import { FACT_ROWS, type FactName } from './facts.js';

export interface Vocabulary {
  known: readonly string[];
  perhaps: readonly string[];
}

/** Which placeholders the words of a kind, of a list or of the foot may use. */
export const vocabularyOf = (text: string): Vocabulary => ({
  known: namesIn(text, ({ known }) => known),
  perhaps: namesIn(text, ({ perhaps }) => perhaps),
});

/** Which of them must stand in each mail, SMS and line. */
export const neededIn = (text: string): readonly string[] => namesIn(text, ({ needed }) => needed);

function namesIn(text: string, textsOf: (fact: Fact) => readonly string[] | undefined): FactName[] {
  return FACT_ROWS.filter(([, fact]) => textsOf(fact)?.includes(text)).map(([name]) => name);
}
