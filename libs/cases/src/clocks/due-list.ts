import { nameOfStaff } from '@app/people';
import { days, firstOf, rawSql, Reader, sql, taipeiMidnight, type Sql } from '@app/platform';
import type { LongBreak } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { ClockRow } from './clock.entity.js';
import { STANDINGS } from './clock-standing.js';

/** A promise that falls due, and who holds it. */
export interface DueRow {
  clockId: string;
  caseId: string;
  caseNumber: string;
  commitmentId: string;
  /** Who must act: the owning unit, or a partner team. */
  unitId: string;
  /** Name of the handler, where it is the owning unit's. */
  handler: string | null;
  dueAt: number;
  dueDate: string;
}

/** The row after which a list goes on. */
export type DueAfter = Pick<DueRow, 'dueAt' | 'clockId'>;

/** The owning case's handler does not hold what a partner must do. */
const COLUMNS = sql`k.id AS "clockId", k."caseId", f."caseNumber", k."commitmentId", k."unitId", k."dueAt", k."dueDate",
  CASE WHEN k."unitId" = f."unitId" THEN ${nameOfStaff('f."handlerId"')} END AS handler`;
const ORDER = rawSql('"dueAt", id');

/** What falls due within a long holiday or on the first working day after it. Who may ask is checked by whoever asks. */
@Injectable()
export class DueList {
  constructor(private readonly reader: Reader) {}

  /** The clocks of a case that run now. */
  runningOf(caseId: string): Promise<ClockRow[]> {
    return this.reader.find(ClockRow, sql`WHERE "caseId" = ${caseId} AND state = 'RUNNING'`);
  }

  /** The nearest due first, `most` at most. `scopes`: which clocks (`k`); `after`: from the one that follows this one. */
  async overBreak(
    { offFrom, backOn }: Pick<LongBreak, 'offFrom' | 'backOn'>,
    scopes: readonly Sql[],
    { after, most }: { after?: DueAfter | undefined; most: number },
  ): Promise<DueRow[]> {
    // a promise in days is kept until 24:00 of its last day
    const [from, to] = [taipeiMidnight(offFrom), taipeiMidnight(backOn) + days(1)];
    const next = after ? sql`AND (k."dueAt", k.id) > (${after.dueAt}, ${after.clockId})` : sql``;
    const looks = scopes.flatMap((scope) =>
      STANDINGS.map(
        (standing) =>
          sql`SELECT k.id, k."dueAt" FROM clock k WHERE ${scope} AND k.standing = ${standing}
            AND k."dueAt" > ${from} AND k."dueAt" <= ${to} ${next}`,
      ),
    );
    const found = firstOf(looks, ORDER, most);
    const rows = await this.reader.ask<DueRow>(
      sql`SELECT ${COLUMNS} FROM (${found}) AS found JOIN clock k ON k.id = found.id
        JOIN case_file f ON f.id = k."caseId" ORDER BY found."dueAt", found.id`,
    );
    return rows.map((row) => ({ ...row, dueAt: Number(row.dueAt) }));
  }
}
