import { askSql } from '../database/marks.js';
import { rawSql, sql, type Sql } from '../database/sql.js';
import { quarantinedRows, type OutboxRow } from './outbox-row.js';
import type { OutboxTable, OutboxTools } from './outbox.js';

/** The rows of an outbox that failed too often on our own side and wait for an operator. */
export class Quarantine<E extends OutboxRow> {
  constructor(
    private readonly table: OutboxTable<E>,
    private readonly tools: OutboxTools,
  ) {}

  async count(): Promise<number> {
    const row = await this.tools.reader.row<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${this.table.name} WHERE ${this.rows}`,
    );
    return Number(row!.n);
  }

  /** Columns of the oldest quarantined rows; `within`: a further condition. */
  list<T>(columns: Sql, within: Sql, most: number): Promise<T[]> {
    return this.tools.reader.ask<T>(
      sql`SELECT ${columns} FROM ${rawSql(this.table.name)} WHERE ${rawSql(this.rows)} AND ${within}
        ORDER BY "createdAt", id LIMIT ${most}`,
    );
  }

  /** How many of them meet a further condition. */
  async countOf(within: Sql): Promise<number> {
    const [row] = await this.tools.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM ${rawSql(this.table.name)} WHERE ${rawSql(this.rows)} AND ${within}`,
    );
    return Number(row!.n);
  }

  /** Gives a row up for good, with a reason. False when it was not quarantined, or does not meet the condition. */
  drop(id: string, reason: string, within: Sql): Promise<boolean> {
    const { name, states } = this.table;
    return this.tools.work.run(async (manager) => {
      const dropped = await askSql(
        manager,
        sql`UPDATE ${rawSql(name)} SET state = ${states.givenUp}, reason = ${reason}, interruptions = NULL,
          "nextAttemptAt" = NULL WHERE id = ${id} AND ${rawSql(this.rows)} AND ${within} RETURNING id`,
      );
      return dropped.length === 1;
    });
  }

  /**
   * Releases a row, to be called when the cause is mended: it can be taken at once, and its failures are counted from
   * zero. False when it was not quarantined.
   */
  retry(id: string, within: Sql = rawSql('TRUE')): Promise<boolean> {
    const { name, states } = this.table;
    return this.tools.work.run(async (manager) => {
      const again = await askSql(
        manager,
        sql`UPDATE ${rawSql(name)} SET state = ${states.waiting}, reason = NULL, interruptions = NULL,
          "nextAttemptAt" = ${this.tools.time.now()}
          WHERE id = ${id} AND ${rawSql(this.rows)} AND ${within} RETURNING id`,
      );
      return again.length === 1;
    });
  }

  private get rows(): string {
    return quarantinedRows(this.table.states.quarantined);
  }
}
