import { Client } from 'pg';

interface Explained {
  Plan: Record<string, unknown> & { 'Actual Rows': number; Plans?: Explained['Plan'][] };
}

/** Number of pages that a statement visits in a desk's database, from EXPLAIN (ANALYZE, BUFFERS). */
export class PostgresCost {
  private readonly client: Client;

  constructor(url: string) {
    // as the programs connect, see data-source.ts
    this.client = new Client({ connectionString: url, options: '-c random_page_cost=1.1' });
  }

  open(): Promise<unknown> {
    return this.client.connect();
  }

  /** Pages visited, and rows returned. */
  async cost(sql: string, values: unknown[]): Promise<{ pages: number; rows: number }> {
    const { Plan } = await this.explain(sql, values);
    const read = Number(Plan['Shared Hit Blocks']) + Number(Plan['Shared Read Blocks']);
    return { pages: read, rows: Plan['Actual Rows'] };
  }

  async plan(sql: string, values: unknown[]): Promise<string[]> {
    const steps = (plan: Explained['Plan']): string[] => [
      [plan['Node Type'], plan['Relation Name'], plan['Index Name']].filter(Boolean).join(' '),
      ...(plan.Plans ?? []).flatMap(steps),
    ];
    return steps((await this.explain(sql, values)).Plan);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async explain(sql: string, values: unknown[]): Promise<Explained> {
    const answer = await this.client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, values);
    return (answer.rows as { 'QUERY PLAN': Explained[] }[])[0]!['QUERY PLAN'][0]!;
  }
}
