import { askWith } from '../database/marks.js';
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

  /**
   * Releases a row, to be called when the cause is mended: it can be taken at once, and its failures are counted from
   * zero. False when it was not quarantined.
   */
  retry(id: string): Promise<boolean> {
    const { name, states } = this.table;
    return this.tools.work.run(async (manager) => {
      const again = await askWith(
        manager,
        `UPDATE ${name} SET state = $2, reason = NULL, interruptions = NULL, "nextAttemptAt" = $3
          WHERE id = $1 AND ${this.rows} RETURNING id`,
        [id, states.waiting, this.tools.time.now()],
      );
      return again.length === 1;
    });
  }

  private get rows(): string {
    return quarantinedRows(this.table.states.quarantined);
  }
}
