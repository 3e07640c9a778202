import { Catalogue } from '@app/catalogue';
import { may, type Actor, type StaffActor } from '@app/people';
import { findRows, heldIn, notFound, Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/** Which cases a staff member can see: all of the organisation, or those of the own unit and below. */
export interface Scope {
  organisationId: string;
  units: string[] | 'ALL';
}

/** The one rule of who sees which case, as a question about a row and as a condition of a query. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly reader: Reader,
  ) {}

  scopeOf(actor: StaffActor): Scope {
    const all = may(actor, 'see-organisation');
    return {
      organisationId: actor.organisationId,
      units: all ? 'ALL' : this.catalogue.unitsUnder(actor.unitId),
    };
  }

  sees(actor: Actor, file: Pick<CaseFile, 'id' | 'organisationId' | 'unitId'>): boolean {
    if (actor.kind === 'system') return true;
    if (actor.kind === 'citizen') return actor.caseId === file.id;
    const { organisationId, units } = this.scopeOf(actor);
    return file.organisationId === organisationId && (units === 'ALL' || units.includes(file.unitId));
  }

  /** SQL over a table with `organisationId` and `unitId`; `values` continue the query's own, numbered from `from`. */
  condition(actor: StaffActor, table: string, from: number): { sql: string; values: string[] } {
    const { organisationId, units } = this.scopeOf(actor);
    const own = `${table}."organisationId" = $${from}`;
    if (units === 'ALL') return { sql: own, values: [organisationId] };
    const marks = units.map((_, index) => `$${from + 1 + index}`).join(', ');
    return { sql: `${own} AND ${table}."unitId" IN (${marks})`, values: [organisationId, ...units] };
  }

  /** The case, or `NOT_FOUND`: "not yours" looks like "does not exist". */
  async find(actor: Actor, caseNumber: string): Promise<CaseFile> {
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [caseNumber]);
    if (!file || !this.sees(actor, file)) throw notFound();
    return file;
  }

  /** The same inside a transaction, with the row held until it ends. */
  async hold(
    manager: EntityManager,
    actor: Actor,
    where: { id: string } | { caseNumber: string },
  ): Promise<CaseFile> {
    const [[column, value]] = Object.entries(where) as [[string, string]];
    const tail = `WHERE "${column}" = $1 ${heldIn(manager)}`;
    const [file] = await findRows(manager, CaseFile, tail, [value]);
    if (!file || !this.sees(actor, file)) throw notFound();
    return file;
  }
}
