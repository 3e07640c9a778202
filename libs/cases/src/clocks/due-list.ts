import { nameOfStaff } from '@app/people';
import { days, firstOf, rawSql, Reader, sql, taipeiMidnight, type Sql } from '@app/platform';
import type { LongBreak } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { ClockRow } from './clock.entity.js';
import { STANDINGS } from './clock-standing.js';

/** A promise that falls due, and who must act. */
export interface DueRow {
  clockId: string;
  caseId: string;
  caseNumber: string;
  commitmentId: string;
  /** Who must act: the owning unit, or a partner team. */
  unitId: string;
  /** Name of the case's handler; null where a partner must act. */
  handler: string | null;
  dueAt: number;
  dueDate: string;
}

/** The last row of the previous page. */
export type DueAfter = Pick<DueRow, 'dueAt' | 'clockId'>;

/** The case's handler is not responsible for what a partner must do. */
const COLUMNS = sql`k.id AS "clockId", k."caseId", f."caseNumber", k."commitmentId", k."unitId", k."dueAt", k."dueDate",
  CASE WHEN k."unitId" = f."unitId" THEN ${nameOfStaff('f."handlerId"')} END AS handler`;
const ORDER = rawSql('"dueAt", id');

/** What falls due within a long holiday or on the first working day after it. Callers check access. */
@Injectable()
export class DueList {
  constructor(private readonly reader: Reader) {}

  /** The running clocks of a case. */
  runningOf(caseId: string): Promise<ClockRow[]> {
    return this.reader.find(ClockRow, sql`WHERE "caseId" = ${caseId} AND state = 'RUNNING'`);
  }

  /**
   * Nearest due first, at most `most` rows. `scopes`: conditions on the clocks (`k`); `after`: last row of the
   * previous page.
   */
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
