import { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** This many places back, a transaction may commit after one that began later. */
const NEWEST = 200;
const SQL = `SELECT MAX(position) AS last, SUM(position) AS total
  FROM (SELECT position FROM history_event ORDER BY position DESC LIMIT ${NEWEST}) newest`;

/** Whether anything happened on any case: one small question, for however many it is asked. */
@Injectable()
export class NewestEvents {
  constructor(private readonly reader: Reader) {}

  /**
   * Differs from the one before when an event was committed meanwhile. Not the highest position alone: on PostgreSQL
   * transactions run side by side, and one that took a lower position may commit last.
   */
  async mark(): Promise<string> {
    const { last, total } = (await this.reader.row<{ last: number | null; total: number | null }>(SQL))!;
    return `${last ?? 0} ${total ?? 0}`;
  }
}
