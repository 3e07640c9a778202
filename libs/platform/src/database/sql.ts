/** A piece of SQL with its values in place; pieces nest, and their values are numbered when the whole is run. */
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

/** Template tag for SQL: sql`SELECT * FROM clock k WHERE ${scope} AND k."dueAt" <= ${now}`. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Sql => new Sql(strings, values);

/** SQL text from our own code, never from input: the name of a column, a number of rows. */
export const rawSql = (text: string): Sql => new Sql([text], []);

/** Joins parts: `a, b, c`, or with ' AND ', ' OR ', ' UNION ALL '. */
export const joinSql = (parts: readonly Sql[], separator = ', '): Sql =>
  new Sql(['', ...parts.slice(1).map(() => separator), ''], parts);

/**
 * The first `most` rows of several ordered queries together, none read further than needed. `within`: the order inside
 * each query, where it is shorter than the order of all.
 */
export const firstOf = (looks: readonly Sql[], order: Sql, most: number, within = order): Sql => {
  const limit = (by: Sql) => sql`ORDER BY ${by} LIMIT ${rawSql(String(most))}`;
  const each = looks.map(
    (look) => sql`SELECT * FROM (SELECT * FROM (${look}) AS look ${limit(within)}) AS first`,
  );
  return sql`${joinSql(each, ' UNION ')} ${limit(order)}`;
};

/** `column IN ($1, $2 …)`; false for an empty list. */
export const inList = (column: string, values: readonly unknown[]): Sql =>
  values.length === 0
    ? rawSql('FALSE')
    : sql`${rawSql(column)} IN (${joinSql(values.map((value) => sql`${value}`))})`;
