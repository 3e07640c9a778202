import { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A transaction may commit up to this many positions behind one that began later. */
const NEWEST = 200;
const SQL = `SELECT MAX(position) AS last, SUM(position) AS total
  FROM (SELECT position FROM history_event ORDER BY position DESC LIMIT ${NEWEST}) newest`;

/** Tells whether anything happened on any case, with one small query shared by all open boards. */
@Injectable()
export class NewestEvents {
  constructor(private readonly reader: Reader) {}

  /**
   * Differs from the previous mark when an event was committed in between. The highest position is not enough: on
   * PostgreSQL a transaction with a lower position may commit last.
   */
  async mark(): Promise<string> {
    const { last, total } = (await this.reader.row<{ last: number | null; total: number | null }>(SQL))!;
    return `${last ?? 0} ${total ?? 0}`;
  }
}
