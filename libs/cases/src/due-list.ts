import { days, Reader, taipeiMidnight } from '@app/platform';
import type { LongBreak } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';

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

/** Which clocks (`k`) are meant; `values` are those of `$3`, `$4` … */
export interface DueScope {
  sql: string;
  values: readonly unknown[];
}

const COLUMNS = `k.id AS "clockId", k."caseId", f."caseNumber", k."commitmentId", k."unitId", s.name AS handler, k."dueAt", k."dueDate"`;
/** The owning case's handler does not hold what a partner must do. */
const TABLES = `clock k JOIN case_file f ON f.id = k."caseId"
  LEFT JOIN staff s ON s.id = f."handlerId" AND k."unitId" = f."unitId"`;

/** What falls due within a long holiday or on the first working day after it. Who may ask is checked by whoever asks. */
@Injectable()
export class DueList {
  constructor(private readonly reader: Reader) {}

  /** In order of `order`, `most` at most. */
  async overBreak(
    { offFrom, backOn }: Pick<LongBreak, 'offFrom' | 'backOn'>,
    scope: DueScope,
    { order, most }: { order: 'k.id' | 'k."dueAt", k.id'; most: number },
  ): Promise<DueRow[]> {
    // a promise in days is kept until 24:00 of its last day
    const span = [taipeiMidnight(offFrom), taipeiMidnight(backOn) + days(1)];
    const rows = await this.reader.rows<DueRow>(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE k.state = 'RUNNING' AND k."dueAt" > $1 AND k."dueAt" <= $2
        AND ${scope.sql} ORDER BY ${order} LIMIT ${most}`,
      [...span, ...scope.values],
    );
    return rows.map((row) => ({ ...row, dueAt: Number(row.dueAt) }));
  }
}
