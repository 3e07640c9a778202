/** Asks one value of a desk: of the case that has most rows, else the most frequent. */
export interface Desk {
  /** The value of this column that a statement would find most rows by, or a row of the heaviest case. */
  typical(tables: string[], column: string): unknown;
  /** Whether the column holds this value at all. */
  holds(tables: string[], column: string, value: unknown): boolean;
  midnight: number;
}

const NAME = '"?([A-Za-z_]\\w*)"?';
/** A column may be hidden from the indexes: `(f."unitId" || '')`. */
const HIDDEN = `(?:\\s*\\|\\|\\s*''\\s*\\))?`;
const BEFORE = new RegExp(
  `(?:${NAME}\\.)?${NAME}${HIDDEN}\\s*(=|<>|!=|<=?|>=?|LIKE|IN\\s*\\((?:[^()]*))\\s*$`,
  'i',
);
const INSTANT = /^(at|since|.*(At|Until))$/;
const TABLES = /\b(?:FROM|JOIN|UPDATE|INTO)\s+"?([a-z_]+)"?(?:\s+(?:AS\s+)?"?([A-Za-z]\w*)"?)?/g;

/** Values that make the statement find on this desk what it was meant to find, as many as a real one would. */
export function valuesFor(sql: string, values: unknown[], desk: Desk): unknown[] {
  const tables = new Map([...sql.matchAll(TABLES)].map(([, table, alias]) => [alias ?? table!, table!]));
  const chosen = [...values];
  for (const { column, alias, index } of marksOf(sql)) {
    if (column === undefined) continue;
    const of = tables.has(alias ?? '') ? [tables.get(alias!)!] : [...new Set(tables.values())];
    chosen[index] = valueOf(of, column, values[index], desk);
  }
  return chosen;
}

function valueOf(tables: string[], column: string, recorded: unknown, desk: Desk): unknown {
  if (INSTANT.test(column) && typeof recorded !== 'string') return desk.midnight;
  if (desk.holds(tables, column, recorded)) return recorded;
  const typical = desk.typical(tables, column);
  return typical === undefined ? recorded : typical;
}

/** Marks in the order of the text. */
function marksOf(sql: string): { column: string | undefined; alias: string | undefined; index: number }[] {
  let nth = 0;
  return [...sql.matchAll(/\?|\$(\d+)/g)].map((match) => {
    const before = BEFORE.exec(sql.slice(0, match.index));
    const index = match[1] ? Number(match[1]) - 1 : nth++;
    return { column: before?.[2], alias: before?.[1], index };
  });
}
