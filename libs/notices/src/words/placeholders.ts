const MARK = /\{([^{}]*)\}/g;

/** Names of the placeholders in a text. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(MARK)].map(([, name]) => name!);

/** Fills a text; a line that needs an absent value is left out. */
export function fill(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text
    .split('\n')
    .filter((row) => placeholdersIn(row).every((name) => values[name] !== undefined))
    .map((row) => row.replace(MARK, (_, name: string) => values[name]!))
    .join('\n');
}
