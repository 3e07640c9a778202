import { Catalogue } from '@app/catalogue';
import { actorOf, awayBehind, may, type Actor, type StaffActor } from '@app/people';
import {
  findRows,
  heldIn,
  inList,
  notFound,
  Reader,
  sql,
  taipeiDate,
  TimeSource,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseContext } from './case-context.js';
import { CaseFile } from './case-file.entity.js';
import { isWithin, openedWithin, readableWithin, withinScope, type Scope } from './scope.js';
import { Seals } from './seals.js';

/** A case by its id, or by the number that people use. */
export type CaseKeyed = { id: string } | { caseNumber: string };

/**
 * As whom a person comes: of the unit that owns the case; or also of one to which it was opened by 會辦, as the deputy of
 * its handler, or as the one who tracks it.
 */
export type ComesAs = 'OWNER' | 'READER';

/** The one rule of who sees which case, as a check of a row and as a condition of a query. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly reader: Reader,
    private readonly seals: Seals,
    private readonly time: TimeSource,
  ) {}

  scopeOf(actor: StaffActor): Scope {
    const { organisationId, unitId } = actor;
    if (!may(actor, 'read-cases')) return { organisationId, units: [] };
    return {
      organisationId,
      units: this.seesOrganisation(actor) ? 'ALL' : this.catalogue.unitsUnder(unitId),
    };
  }

  /** The same, and what she tracks (列管): to read, and no more. */
  readingScope(actor: StaffActor): Scope {
    const scope = this.scopeOf(actor);
    return may(actor, 'read-cases') ? { ...scope, tracker: actor.id } : scope;
  }

  /** Until another person is named, also after the case went to a unit whose cases she does not see. */
  private tracks(actor: StaffActor, { trackerId, organisationId }: CaseFile): boolean {
    const { tracker } = this.readingScope(actor);
    return tracker !== undefined && trackerId === tracker && organisationId === actor.organisationId;
  }

  seesOrganisation(actor: StaffActor): boolean {
    return may(actor, 'see-organisation');
  }

  /** Whether the case is the actor's: of the own units, or the citizen's. What is opened by 會辦 is read, and no more. */
  sees(actor: Actor, file: Pick<CaseFile, 'id' | 'organisationId' | 'unitId'>): boolean {
    if (actor.kind === 'system') return true;
    if (actor.kind === 'citizen') return actor.caseId === file.id;
    return isWithin(this.scopeOf(actor), file);
  }

  /**
   * The handler of the case who is away and whose deputy the actor is (職務代理). Ends with the absence, and when the case
   * gets another handler; what the absent could not see is not the deputy's either.
   */
  async absentHandler(
    actor: Actor,
    file: Pick<CaseFile, 'id' | 'organisationId' | 'unitId' | 'handlerId'>,
    manager = this.reader.repository(CaseFile).manager,
  ): Promise<StaffActor | undefined> {
    const id = file.handlerId;
    if (actor.kind !== 'staff' || id === null || id === actor.id) return undefined;
    const absent = await awayBehind(manager, { id, deputy: actor }, taipeiDate(this.time.now()));
    const handler = absent && actorOf(absent);
    return handler && this.sees(handler, file) ? handler : undefined;
  }

  /** Whether the actor reads the case: it is the actor's, opened by 會辦, tracked, or that of an absent person. */
  async reads(
    actor: Actor,
    file: CaseFile,
    manager = this.reader.repository(CaseFile).manager,
  ): Promise<boolean> {
    if (this.sees(actor, file)) return true;
    if (actor.kind !== 'staff') return false;
    if (this.tracks(actor, file)) return true;
    const opened = openedWithin(this.scopeOf(actor), 'case_file');
    const found = await findRows(manager, CaseFile, sql`WHERE id = ${file.id} AND ${opened}`);
    return found.length > 0 || (await this.absentHandler(actor, file, manager)) !== undefined;
  }

  /** SQL condition on `case_file` for lists of cases to read. */
  readable(actor: StaffActor, alias: string): Sql {
    return readableWithin(this.readingScope(actor), alias);
  }

  /** SQL condition on a table with `organisationId` and `unitId`; `alias`: its name in the query. */
  condition(actor: StaffActor, alias: string): Sql {
    return withinScope(this.scopeOf(actor), alias);
  }

  /** Which of these cases the actor reads now: an act may have given some to other units. */
  async readsOf(actor: Actor, caseNumbers: readonly string[]): Promise<ReadonlySet<string>> {
    const files = await this.reader.find(CaseFile, sql`WHERE ${inList('"caseNumber"', caseNumbers)}`);
    const read = new Set<string>();
    for (const file of files) if (await this.reads(actor, file)) read.add(file.caseNumber);
    return read;
  }

  async isReader(actor: Actor, caseNumber: string): Promise<boolean> {
    return (await this.readsOf(actor, [caseNumber])).has(caseNumber);
  }

  /** The case, or `NOT_FOUND`: "not yours" looks like "does not exist". */
  async find(actor: Actor, caseNumber: string, as: ComesAs = 'OWNER'): Promise<CaseFile> {
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [caseNumber]);
    if (!file || !(as === 'READER' ? await this.reads(actor, file) : this.sees(actor, file)))
      throw notFound();
    return file;
  }

  /** The same inside a transaction, with the row locked until it ends. */
  async hold(
    manager: EntityManager,
    actor: Actor,
    where: CaseKeyed,
    as: ComesAs = 'OWNER',
  ): Promise<CaseFile> {
    const [[column, value]] = Object.entries(where) as [[string, string]];
    const tail = `WHERE "${column}" = $1 ${heldIn(manager)}`;
    const [file] = await findRows(manager, CaseFile, tail, [value]);
    if (!file) throw notFound();
    const may = as === 'READER' ? await this.reads(actor, file, manager) : this.sees(actor, file);
    if (!may) throw notFound();
    return file;
  }

  /** The case locked, ready for an act or an event. Throws NOT_FOUND as `find` does. */
  async enter(
    manager: EntityManager,
    actor: Actor,
    where: CaseKeyed,
    as: ComesAs = 'OWNER',
  ): Promise<CaseContext> {
    return new CaseContext(manager, await this.hold(manager, actor, where, as), this.seals);
  }
}
