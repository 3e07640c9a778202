import { Catalogue } from '@app/catalogue';
import { may, type Actor, type StaffActor } from '@app/people';
import { findRows, heldIn, notFound, Reader, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseContext } from './case-context.js';
import { CaseFile } from './case-file.entity.js';
import { isWithin, withinScope, type Scope } from './scope.js';
import { Seals } from './seals.js';

/** A case by its id, or by the number that people use. */
export type CaseKeyed = { id: string } | { caseNumber: string };

/** The one rule of who sees which case, as a check of a row and as a condition of a query. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly reader: Reader,
    private readonly seals: Seals,
  ) {}

  scopeOf(actor: StaffActor): Scope {
    const { organisationId, unitId } = actor;
    if (!may(actor, 'read-cases')) return { organisationId, units: [] };
    const units = may(actor, 'see-organisation') ? 'ALL' : this.catalogue.unitsUnder(unitId);
    return { organisationId, units };
  }

  sees(actor: Actor, file: Pick<CaseFile, 'id' | 'organisationId' | 'unitId'>): boolean {
    if (actor.kind === 'system') return true;
    if (actor.kind === 'citizen') return actor.caseId === file.id;
    return isWithin(this.scopeOf(actor), file);
  }

  /** SQL condition on a table with `organisationId` and `unitId`; `alias`: its name in the query. */
  condition(actor: StaffActor, alias: string): Sql {
    return withinScope(this.scopeOf(actor), alias);
  }

  /** The case, or `NOT_FOUND`: "not yours" looks like "does not exist". */
  async find(actor: Actor, caseNumber: string): Promise<CaseFile> {
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [caseNumber]);
    if (!file || !this.sees(actor, file)) throw notFound();
    return file;
  }

  /** The same inside a transaction, with the row locked until it ends. */
  async hold(manager: EntityManager, actor: Actor, where: CaseKeyed): Promise<CaseFile> {
    const [[column, value]] = Object.entries(where) as [[string, string]];
    const tail = `WHERE "${column}" = $1 ${heldIn(manager)}`;
    const [file] = await findRows(manager, CaseFile, tail, [value]);
    if (!file || !this.sees(actor, file)) throw notFound();
    return file;
  }

  /** The case locked, ready for an act or an event. Throws NOT_FOUND as `find` does. */
  async enter(manager: EntityManager, actor: Actor, where: CaseKeyed): Promise<CaseContext> {
    return new CaseContext(manager, await this.hold(manager, actor, where), this.seals);
  }
}
