import type { DataSource } from 'typeorm';

interface Translated {
  sql: string;
  /** For each `?` in order, which of the values it takes. */
  order: number[];
}

const known = new Map<string, Translated>();

/** `$1 … $n` on both databases: SQLite's driver takes only `?`, each with a value of its own. */
export function askWith<T>(
  source: DataSource['manager'] | DataSource,
  sql: string,
  values: unknown[],
): Promise<T[]> {
  const type = ('connection' in source ? source.connection : source).options.type;
  if (type === 'postgres') return source.query(sql, values);
  const { sql: marked, order } = translate(sql);
  return source.query(
    marked,
    order.map((index) => values[index]),
  );
}

function translate(sql: string): Translated {
  const done = known.get(sql);
  if (done) return done;
  const order: number[] = [];
  const marked = sql.replace(/\$(\d+)/g, (_, number) => {
    order.push(Number(number) - 1);
    return '?';
  });
  const made = { sql: marked, order };
  known.set(sql, made);
  return made;
}
