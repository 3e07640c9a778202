import { firstOf, inList, rawSql, Reader, sql, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ClockSubject } from '@app/sla/clock';
import type { ChaseRequest } from '../record/chase.entity.js';
import { STANDINGS } from './clock-standing.js';

/** What a unit was last asked by 催辦 about its part of a case. */
export type LastChase = Pick<ChaseRequest, 'id' | 'askedAt' | 'dueDate' | 'state'>;

/** A promise that is broken, or breaks before an instant. */
export interface BrokenRow {
  clockId: string;
  caseId: string;
  caseNumber: string;
  commitmentId: string;
  organisationId: string;
  subject: ClockSubject;
  /** Who must act: the owning unit, or another. */
  unitId: string;
  /** Of the case, where the owning unit must act itself. */
  handlerId: string | null;
  dueAt: number;
  dueDate: string;
  demonstration: boolean;
  /** Null: it was never asked. */
  chase: LastChase | null;
}

const ELSEWHERE = rawSql('k."unitId" <> k."ownerUnitId"');
const ORDER = rawSql('"dueAt", id');
const COLUMNS =
  rawSql(`k.id AS "clockId", k."caseId", f."caseNumber", k."commitmentId", k."organisationId", k.subject,
  k."unitId", k."dueAt", k."dueDate", f.origin, CASE WHEN k."unitId" = f."unitId" THEN f."handlerId" END AS "handlerId"`);

type Found = Omit<BrokenRow, 'chase' | 'demonstration'> & { origin: string };

/** The broken promises of one unit: on its own cases, and where it must act on the case of another. Callers check access. */
@Injectable()
export class BrokenList {
  constructor(private readonly reader: Reader) {}

  /** Running promises of a unit that are due by `until`: the longest overdue first, `most` at most. */
  async of(unitId: string, until: number, most: number): Promise<BrokenRow[]> {
    const scopes = [sql`k."ownerUnitId" = ${unitId}`, sql`k."unitId" = ${unitId} AND ${ELSEWHERE}`];
    const looks = scopes.flatMap((scope) =>
      STANDINGS.map(
        (standing): Sql =>
          sql`SELECT k.id, k."dueAt" FROM clock k
            WHERE ${scope} AND k.standing = ${standing} AND k."dueAt" <= ${until}`,
      ),
    );
    const rows = await this.reader.ask<Found>(
      sql`SELECT ${COLUMNS} FROM (${firstOf(looks, ORDER, most)}) AS found JOIN clock k ON k.id = found.id
        JOIN case_file f ON f.id = k."caseId" ORDER BY found."dueAt", found.id`,
    );
    const chases = await this.lastChases(rows.map(({ caseId }) => caseId));
    return rows.map(({ origin, ...row }) => ({
      ...row,
      dueAt: Number(row.dueAt),
      demonstration: origin === 'DEMONSTRATION',
      chase: chases.get(`${row.caseId} ${row.unitId}`) ?? null,
    }));
  }

  /** By case and unit. */
  private async lastChases(caseIds: readonly string[]): Promise<Map<string, LastChase>> {
    if (caseIds.length === 0) return new Map();
    const rows = await this.reader.ask<LastChase & Pick<ChaseRequest, 'caseId' | 'unitId'>>(
      sql`SELECT id, "caseId", "unitId", "askedAt", "dueDate", state FROM chase
        WHERE ${inList('"caseId"', [...new Set(caseIds)])} AND state <> 'UNDONE' ORDER BY "askedAt", id`,
    );
    // a later one takes the place of the one before
    return new Map(
      rows.map(({ caseId, unitId, ...chase }) => [
        `${caseId} ${unitId}`,
        { ...chase, askedAt: Number(chase.askedAt) },
      ]),
    );
  }
}
