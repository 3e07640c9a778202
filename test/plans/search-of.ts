/** A statement that changes rows costs what it takes to find them: it is looked at as the question for those rows. */
export function searchOf(sql: string, values: unknown[]): { sql: string; values: unknown[] } {
  const changing = /^\s*(?:UPDATE|DELETE\s+FROM)\s+("?\w+"?)/i.exec(sql);
  if (!changing) return { sql, values };
  const where = topLevel(sql, /\bWHERE\b/gi);
  if (where < 0) return { sql: `SELECT 1 FROM ${changing[1]}`, values: [] };
  const end = topLevel(sql, /\bRETURNING\b/gi);
  const condition = sql.slice(where, end < 0 ? undefined : end);
  return numbered(`SELECT 1 FROM ${changing[1]} ${condition}`, sql.slice(0, where), values);
}

/** Where the word stands outside all brackets; -1 when it does not. */
function topLevel(sql: string, word: RegExp): number {
  const depth = (text: string) => text.split('(').length - text.split(')').length;
  return [...sql.matchAll(word)].find(({ index }) => depth(sql.slice(0, index)) === 0)?.index ?? -1;
}

/** The marks that are left, each with its own value. */
function numbered(kept: string, dropped: string, values: unknown[]): { sql: string; values: unknown[] } {
  if (!/[?$]/.test(kept)) return { sql: kept, values: [] };
  const before = (dropped.match(/\?/g) ?? []).length;
  if (!kept.includes('$')) return { sql: kept, values: values.slice(before) };
  const left: unknown[] = [];
  const sql = kept.replace(/\$(\d+)/g, (_, number) => `$${left.push(values[Number(number) - 1])}`);
  return { sql, values: left };
}
