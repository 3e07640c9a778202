import { CaseAccess, CaseReader, type CaseFile } from '@app/cases';
import { personalDataIn } from '@app/intake';
import { staffNames, Trail, type Actor, type StaffActor } from '@app/people';
import {
  inList,
  invalid,
  line,
  notFound,
  parseInput,
  Problem,
  Reader,
  sql,
  type Sql,
  taipeiDate,
  TimeSource,
  UnitOfWork,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { z } from 'zod';
import { ChaseList, ChaseListRow, MorningDay } from './chase-list.entity.js';
import { ListReaders } from './list-readers.js';
import { listState, type ListState } from './list-state.js';

/** A list of one unit and how its acknowledgement stands. */
export type ShownList = ChaseList & {
  state: ListState;
  /** Name of who acknowledged it. */
  reader: string | null;
};

export interface UnitOfDay {
  unitId: string;
  /** Null: nothing was overdue or due that day. */
  list: ShownList | null;
}

/** The lists of one day, those that are not acknowledged first. */
export interface ListsOfDay {
  day: string;
  /** The lists of that day were made. */
  made: boolean;
  /** The days before and after on which lists were made; null: none. */
  before: string | null;
  after: string | null;
  units: UnitOfDay[];
}

export type ShownRow = ChaseListRow & {
  /** Null for who does not read the case. */
  subject: string | null;
  /** The reader may open the case. */
  opens: boolean;
  /** Name of the handler. */
  handler: string | null;
  /** What was last asked, and what was answered since; null where there is nothing, or she does not read the case. */
  asked: string | null;
  answer: string | null;
};

export interface OneList extends ShownList {
  rows: ShownRow[];
  /** The actor can acknowledge it now. */
  open: boolean;
}

export interface Acknowledged {
  state: ListState;
  /** Epoch milliseconds. */
  acknowledgedAt: number;
}

/** Longest text of what will be done. */
const PLAN = 200;
/** What a head writes to acknowledge a list. */
export const acknowledging = z.object({ plan: line(PLAN) });
const isDay = (day: string): boolean => z.iso.date().safeParse(day).success;
const FIRST: readonly (ListState | undefined)[] = ['MISSED', 'AWAITED', 'READ_LATE', 'READ', undefined];

/** 稽催清單: the lists of a day, one of them with its promises, and that a head has read it. */
@Injectable()
export class ChaseLists {
  constructor(
    private readonly readers: ListReaders,
    private readonly access: CaseAccess,
    private readonly cases: CaseReader,
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /** Throws NOT_FOUND for who reads no list. `day`: `YYYY-MM-DD`; absent or no date: today. */
  async ofDay(actor: Actor, day?: string): Promise<ListsOfDay> {
    const { staff, units } = await this.readers.scopeOf(actor);
    const date = day !== undefined && isDay(day) ? day : taipeiDate(this.time.now());
    const { organisationId } = staff;
    const found = await this.reader.find(
      ChaseList,
      sql`WHERE "organisationId" = ${organisationId} AND day = ${date} AND ${inList('"unitId"', units)}`,
    );
    const lists = new Map((await this.shown(found)).map((list) => [list.unitId, list]));
    const each = units.map((unitId) => ({ unitId, list: lists.get(unitId) ?? null }));
    const rank = ({ list }: UnitOfDay) => FIRST.indexOf(list?.state);
    const dayWhere = async (which: Sql) => {
      const tail = sql`WHERE "organisationId" = ${organisationId} AND day ${which} LIMIT 1`;
      return (await this.reader.find(MorningDay, tail))[0]?.day ?? null;
    };
    return {
      ...{ day: date, made: (await dayWhere(sql`= ${date}`)) !== null },
      before: await dayWhere(sql`< ${date} ORDER BY day DESC`),
      after: await dayWhere(sql`> ${date} ORDER BY day`),
      units: each.toSorted((a, b) => rank(a) - rank(b)),
    };
  }

  /** Throws NOT_FOUND for a unit whose lists the actor does not read, and where there is none on that day. */
  async one(actor: Actor, unitId: string, day: string): Promise<OneList> {
    const { staff, units, heads } = await this.readers.scopeOf(actor);
    const list = units.includes(unitId) && isDay(day) ? await this.find(unitId, day) : undefined;
    if (!list) throw notFound();
    const [shown] = await this.shown([list]);
    const tail = sql`WHERE "unitId" = ${unitId} AND day = ${day} ORDER BY place`;
    const rows = await this.reader.find(ChaseListRow, tail);
    const open = heads.includes(unitId) && list.acknowledgedAt === null && day === this.today();
    return { ...shown!, rows: await this.shownRows(staff, rows), open };
  }

  /**
   * Notes that the list was read, by whom, and what will be done: once, on its day. Throws NOT_FOUND for who is not the
   * head of the unit, one above, or the deputy of such; NOT_ALLOWED on another day and where it was read already.
   */
  async acknowledge(actor: Actor, unitId: string, day: string, input: unknown): Promise<Acknowledged> {
    const { staff, heads } = await this.readers.scopeOf(actor);
    if (!heads.includes(unitId) || !isDay(day) || !(await this.find(unitId, day))) throw notFound();
    const { plan } = parseInput(acknowledging, input);
    const what = personalDataIn(plan);
    if (what.length > 0)
      throw invalid({ field: 'plan', code: 'plan-personal', params: { what: what.join(' ') } });
    if (day !== this.today()) throw new Problem('NOT_ALLOWED', 'chase-list-over');
    const acknowledgedAt = this.time.now();
    await this.work.run(async (manager) => {
      const unread = { unitId, day, acknowledgedAt: IsNull() };
      const read = { acknowledgedAt, acknowledgedBy: staff.id, plan };
      const { affected } = await manager.update(ChaseList, unread, read);
      if (affected !== 1) throw new Problem('NOT_ALLOWED', 'chase-list-read');
      await this.trail.note('CHASE_LIST_ACKNOWLEDGED', staff.id, { unit: unitId, day });
    });
    return { acknowledgedAt, state: listState({ day, acknowledgedAt }, acknowledgedAt) };
  }

  private async find(unitId: string, day: string): Promise<ChaseList | undefined> {
    return (await this.reader.find(ChaseList, sql`WHERE "unitId" = ${unitId} AND day = ${day}`))[0];
  }

  private today(): string {
    return taipeiDate(this.time.now());
  }

  private async shown(lists: readonly ChaseList[]): Promise<ShownList[]> {
    const names = await this.names(lists.map(({ acknowledgedBy }) => acknowledgedBy));
    const now = this.time.now();
    return lists.map((list) => ({
      ...list,
      state: listState(list, now),
      reader: names.get(list.acknowledgedBy ?? '') ?? null,
    }));
  }

  private async shownRows(staff: StaffActor, rows: readonly ChaseListRow[]): Promise<ShownRow[]> {
    const files = await this.cases.files(rows.map(({ caseId }) => caseId));
    const names = await this.names(rows.map(({ handlerId }) => handlerId));
    const shown: ShownRow[] = [];
    for (const row of rows) {
      const file = files.get(row.caseId)!;
      const opens = await this.access.reads(staff, file);
      const handler = names.get(row.handlerId ?? '') ?? null;
      shown.push({ ...row, opens, handler, ...(opens ? await this.wordsOf(row, file) : NO_WORDS) });
    }
    return shown;
  }

  private async wordsOf({ chaseId, caseId }: ChaseListRow, { subject }: CaseFile) {
    const words = chaseId === null ? undefined : (await this.cases.chaseWords(caseId)).get(chaseId);
    return { subject, asked: words?.asked ?? null, answer: words?.answer ?? null };
  }

  private names(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    return staffNames(this.reader.repository(ChaseList).manager, ids);
  }
}

const NO_WORDS = { subject: null, asked: null, answer: null };
