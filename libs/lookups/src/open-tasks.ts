import { Catalogue } from '@app/catalogue';
import { CaseAccess, type CaseFile, type CaseTask } from '@app/cases';
import { absentFor, may, nameOfStaff, Staff, type StaffActor } from '@app/people';
import { firstOf, inList, rawSql, Reader, sql, taipeiDate, TimeSource, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { COUNTED } from './counted.js';

/** Something to be done on a case. */
export type OpenTask = Pick<CaseTask, 'id' | 'kind' | 'unitId' | 'handlerId' | 'dueDate' | 'attempts'> &
  Pick<CaseFile, 'caseNumber'> & {
    /** Null for staff who do not see the case. */
    subject: string | null;
    /** Name of the person who does it; null: anyone of the unit. */
    handler: string | null;
    overdue: boolean;
  };

type Found = Omit<OpenTask, 'overdue'> & { caseId: string; organisationId: string; ownerUnitId: string };

/** The nearest open task of a case, for lists. */
export type NextTask = Pick<OpenTask, 'kind' | 'dueDate' | 'overdue'>;

/** 待辦: tasks that are open, the nearest due first. */
@Injectable()
export class OpenTasks {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** What the actor is to do, or would in place of someone who is away: by name, and what is anyone's of the unit. */
  async mine(actor: StaffActor, most: number): Promise<OpenTask[]> {
    return this.list(actor, await this.ofActor(actor), most);
  }

  /** What others of the unit are to do. */
  async others(actor: StaffActor, most: number): Promise<OpenTask[]> {
    const mine = inList('t."handlerId"', await this.people(actor));
    const theirs = sql`t."unitId" = ${actor.unitId} AND t."handlerId" IS NOT NULL AND NOT (${mine})`;
    return this.list(actor, [theirs], most);
  }

  /** For the top bar; at most `COUNTED`. */
  async count(actor: StaffActor): Promise<number> {
    return this.number(await this.ofActor(actor));
  }

  /** Those past their day: of the organisation for those who see all of it, else of the own units. */
  overdue(actor: StaffActor, most: number): Promise<OpenTask[]> {
    return this.list(actor, this.late(actor), most);
  }

  /** How many those are, at most `COUNTED`. */
  overdueNumber(actor: StaffActor): Promise<number> {
    return this.number(this.late(actor));
  }

  private late(actor: StaffActor): Sql[] {
    const today = taipeiDate(this.time.now());
    const places = this.access.seesOrganisation(actor)
      ? [sql`t."organisationId" = ${actor.organisationId}`]
      : this.catalogue.unitsUnder(actor.unitId).map((unit) => sql`t."unitId" = ${unit}`);
    return places.map((place) => sql`${place} AND t."dueDate" < ${today}`);
  }

  /** The nearest one of each case. */
  async nextOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, NextTask>> {
    if (caseIds.length === 0) return new Map();
    const rows = await this.reader.ask<Pick<CaseTask, 'caseId' | 'kind' | 'dueDate'>>(
      sql`SELECT "caseId", kind, "dueDate" FROM case_task
        WHERE ${inList('"caseId"', caseIds)} AND state = 'OPEN' ORDER BY "dueDate" DESC, id DESC`,
    );
    return new Map(rows.map(({ caseId, ...task }) => [caseId, this.dated(task)]));
  }

  dated<T extends Pick<CaseTask, 'dueDate'>>(task: T): T & { overdue: boolean } {
    return { ...task, overdue: task.dueDate < taipeiDate(this.time.now()) };
  }

  private async ofActor(actor: StaffActor): Promise<Sql[]> {
    if (!may(actor, 'read-cases')) return [rawSql('FALSE')];
    const people = await this.people(actor);
    return [
      ...people.map((id) => sql`t."handlerId" = ${id}`),
      sql`t."unitId" = ${actor.unitId} AND t."handlerId" IS NULL`,
    ];
  }

  private async people(actor: StaffActor): Promise<string[]> {
    const { manager } = this.reader.repository(Staff);
    const absent = await absentFor(manager, actor, taipeiDate(this.time.now()));
    return [actor.id, ...absent.map((one) => one.id)];
  }

  private async number(which: readonly Sql[]): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (${first(which, COUNTED)}) AS found`,
    );
    return Number(row!.n);
  }

  private async list(actor: StaffActor, which: readonly Sql[], most: number): Promise<OpenTask[]> {
    const rows = await this.reader.ask<Found>(
      sql`SELECT t.id, t.kind, t."unitId", t."handlerId", t."dueDate", t.attempts, t."caseId",
          f."caseNumber", f.subject, f."organisationId", f."unitId" AS "ownerUnitId",
          ${nameOfStaff('t."handlerId"')} AS handler
        FROM (${first(which, most)}) AS found JOIN case_task t ON t.id = found.id
        JOIN case_file f ON f.id = t."caseId" ORDER BY t."dueDate", t.id`,
    );
    return rows.map(({ caseId, organisationId, ownerUnitId, ...row }) => {
      const seen = this.access.sees(actor, { id: caseId, organisationId, unitId: ownerUnitId });
      return this.dated({ ...row, attempts: Number(row.attempts), subject: seen ? row.subject : null });
    });
  }
}

/** The ids of the first open tasks of several places, each of which is one look into an index. */
const first = (places: readonly Sql[], most: number): Sql =>
  firstOf(
    places.map((place) => sql`SELECT t.id, t."dueDate" FROM case_task t WHERE ${place} AND t.state = 'OPEN'`),
    rawSql('"dueDate"'),
    most,
  );
