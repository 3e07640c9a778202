import { Catalogue } from '@app/catalogue';
import { CaseAccess, type CaseFile, type ChaseRequest } from '@app/cases';
import { may, type StaffActor } from '@app/people';
import { inList, Reader, sql, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { COUNTED } from './counted.js';

/** A unit that was asked how its part of a case stands, and has not answered. */
export type OpenChase = Pick<
  ChaseRequest,
  'id' | 'unitId' | 'side' | 'handlerId' | 'askedBy' | 'dueDate' | 'askedAt'
> &
  Pick<CaseFile, 'caseNumber'>;

/** 催辦 that waits for an answer, the nearest due first. */
@Injectable()
export class OpenChases {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
  ) {}

  /** What the actor's units are to answer, `most` at most. */
  owed(actor: StaffActor, most: number): Promise<OpenChase[]> {
    return this.list(this.owedBy(actor), most);
  }

  /** What is open in the cases of the organisation, for those who see all of it; else as `owed`. */
  seen(actor: StaffActor, most: number): Promise<OpenChase[]> {
    return this.list(this.seenBy(actor), most);
  }

  /** How many those are, at most `COUNTED`. */
  async seenNumber(actor: StaffActor): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (SELECT c.id FROM chase c
        WHERE ${this.seenBy(actor)} AND c.state = 'OPEN' LIMIT ${COUNTED}) AS found`,
    );
    return Number(row!.n);
  }

  private seenBy(actor: StaffActor): Sql {
    return this.access.seesOrganisation(actor)
      ? sql`c."organisationId" = ${actor.organisationId}`
      : this.owedBy(actor);
  }

  private owedBy(actor: StaffActor): Sql {
    return inList('c."unitId"', may(actor, 'read-referrals') ? this.catalogue.unitsUnder(actor.unitId) : []);
  }

  private async list(which: Sql, most: number): Promise<OpenChase[]> {
    const rows = await this.reader.ask<OpenChase>(
      sql`SELECT c.id, c."unitId", c.side, c."handlerId", c."askedBy", c."dueDate", c."askedAt", f."caseNumber"
        FROM chase c JOIN case_file f ON f.id = c."caseId"
        WHERE ${which} AND c.state = 'OPEN' ORDER BY c."dueDate", c.id LIMIT ${most}`,
    );
    return rows.map((row) => ({ ...row, askedAt: Number(row.askedAt) }));
  }
}
