/** A piece of SQL with its values in place; pieces nest, and are numbered when the whole is asked. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** The text with `$1 … $n`, and the values in that order. */
  numbered(): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    return { text: this.write(values), values };
  }

  private write(values: unknown[]): string {
    return this.strings.reduce((text, string, at) => {
      const value = this.values[at - 1];
      return text + (value instanceof Sql ? value.write(values) : `$${values.push(value)}`) + string;
    });
  }
}

/** Writes SQL: sql`SELECT * FROM clock k WHERE ${scope} AND k."dueAt" <= ${now}`. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Sql => new Sql(strings, values);

/** Text of our own, never of anybody's input: a column's name, a number of rows. */
export const rawSql = (text: string): Sql => new Sql([text], []);

/** `a, b, c`; with ' AND ', ' OR ', ' UNION ALL ' likewise. */
export const joinSql = (parts: readonly Sql[], separator = ', '): Sql =>
  new Sql(['', ...parts.slice(1).map(() => separator), ''], parts);

/**
 * The first rows of several ordered looks, as one answer: none is read further than what is shown. `within`: the order
 * of each look, where it is less than that of all.
 */
export const firstOf = (looks: readonly Sql[], order: Sql, most: number, within = order): Sql => {
  const limit = (by: Sql) => sql`ORDER BY ${by} LIMIT ${rawSql(String(most))}`;
  const each = looks.map(
    (look) => sql`SELECT * FROM (SELECT * FROM (${look}) AS look ${limit(within)}) AS first`,
  );
  return sql`${joinSql(each, ' UNION ')} ${limit(order)}`;
};

/** `column IN ($1, $2 …)`; never true for none. */
export const inList = (column: string, values: readonly unknown[]): Sql =>
  values.length === 0
    ? rawSql('FALSE')
    : sql`${rawSql(column)} IN (${joinSql(values.map((value) => sql`${value}`))})`;
