import { Catalogue } from '@app/catalogue';
import type { CaseFile, CoHandling } from '@app/cases';
import { may, type StaffActor } from '@app/people';
import { inList, rawSql, Reader, sql, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ListedDues, type ListedDue } from './listed-dues.js';

/** A case on which the opinion of a unit is awaited (會辦). */
export type AskedCase = Pick<CaseFile, 'caseNumber' | 'serviceId' | 'subject' | 'organisationId'> &
  Pick<CoHandling, 'id' | 'unitId' | 'askedAt'> & {
    /** The unit that owns the case and asks. */
    ownerUnitId: string;
    due: ListedDue | null;
  };

/** `dueAt` puts them in order. */
type Found = Omit<AskedCase, 'due'> & { caseId: string; dueAt: number | null };

/** The most that the page shows, the nearest due first. */
const MOST = 50;

/**
 * Condition on `case_file`: the opinion of one of these units is awaited.
 *
 * @public For a queue of the lists
 */
export const awaitsOpinionOf = (units: readonly string[], alias: string): Sql =>
  sql`${rawSql(alias)}.id IN (SELECT h."caseId" FROM co_handling h
    WHERE ${inList('h."unitId"', units)} AND h.state = 'OPEN')`;

/** 會辦給本單位: what is asked of the actor's unit and those below it, and not answered yet. */
@Injectable()
export class CoHandlingInbox {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly dues: ListedDues,
  ) {}

  async list(actor: StaffActor): Promise<AskedCase[]> {
    const rows = await this.reader.ask<Found>(
      sql`SELECT h.id, h."caseId", h."unitId", h."askedAt", f."caseNumber", f."serviceId", f.subject, f."organisationId",
          f."unitId" AS "ownerUnitId", (SELECT MIN(k."dueAt") FROM clock k
            WHERE k."caseId" = h."caseId" AND k."subjectId" = h.id AND k.state = 'RUNNING') AS "dueAt"
        FROM co_handling h JOIN case_file f ON f.id = h."caseId"
        WHERE ${this.ofUnits(actor)} ORDER BY "dueAt", h.id LIMIT ${MOST}`,
    );
    const due = await this.dues.of(rows.map(({ caseId }) => caseId));
    return rows.map(({ caseId: _case, dueAt: _first, ...row }) => ({
      ...row,
      askedAt: Number(row.askedAt),
      due: due('CO_HANDLING', row.id),
    }));
  }

  async count(actor: StaffActor): Promise<number> {
    const found = await this.reader.ask<{ n: number | string }>(
      sql`SELECT COUNT(*) AS n FROM co_handling h WHERE ${this.ofUnits(actor)}`,
    );
    return Number(found[0]!.n);
  }

  private ofUnits(actor: StaffActor): Sql {
    const units = may(actor, 'read-cases') ? this.catalogue.unitsUnder(actor.unitId) : [];
    return sql`${inList('h."unitId"', units)} AND h.state = 'OPEN'`;
  }
}
