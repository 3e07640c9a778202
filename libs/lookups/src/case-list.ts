import { CaseAccess, CaseFile, WITHOUT_PROMISE } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { nameOfStaff, type Actor, type StaffActor } from '@app/people';
import { firstOf, inList, joinSql, notFound, parseInput, rawSql, Reader, sql, type Sql } from '@app/platform';
import { remaining, type Remaining } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { caseQuery, queueOf, type AskedQuery, type CaseQuery } from './case-query.js';
import { and, BY_DUE, ListLooks, queueLooks, type Looks } from './list-looks.js';
import { COUNTED } from './counted.js';
import { OpenTasks, type NextTask } from './open-tasks.js';
import { QUEUES, queueNamed, type QueueAsker, type QueueName } from './queues.js';

const SHOWN = [
  ...(['id', 'caseNumber', 'serviceId', 'unitId', 'handlerId', 'status', 'channel', 'subject'] as const),
  ...(['receivedAt', 'origin', 'waitsFor', 'listOrder'] as const),
];
/** The columns of a case in the desk's list. */
export type ListedCase = Pick<CaseFile, (typeof SHOWN)[number]> & {
  /** Name of the handler. */
  handler: string | null;
  /** The actor is her deputy while she is away (代). */
  deputised: boolean;
  dueAt: number | null;
  warnAt: number | null;
  commitmentId: string | null;
  /** The nearest thing to do on it. */
  task: NextTask | null;
  /** Until the promise is due. */
  left: Remaining | null;
};

export interface CaseList {
  queue: QueueName;
  cases: ListedCase[];
  next: string | null;
  /** Of a search: how many were found, at most `COUNTED`. */
  hits: number | null;
}

const PAGE = 25;
const COLUMNS = rawSql(SHOWN.map((name) => `f."${name}"`).join(', '));

/** The desk's queues: what is due first, paged by cursor; and what is found by number, subject, phone or e-mail. */
@Injectable()
export class CaseLists {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly looks: ListLooks,
    private readonly tasks: OpenTasks,
    private readonly catalogue: Catalogue,
  ) {}

  async list(actor: Actor, input: CaseQuery, size = PAGE): Promise<CaseList> {
    if (actor.kind !== 'staff') throw notFound();
    const asked = parseInput(caseQuery, input);
    const found = await this.looks.of(actor, asked);
    const { rows, hits } = await this.rows(found, asked, size + 1);
    const page = rows.slice(0, size);
    const last = page.at(-1);
    const next = rows.length > size && last ? cursorOf(last, asked) : null;
    return { queue: queueOf(asked), cases: await this.withDues(found.asker, page), next, hits };
  }

  /** Words are looked for once: what a search shows first, and how many it found, are one statement. */
  private async rows(
    found: Looks,
    asked: AskedQuery,
    most: number,
  ): Promise<{ rows: ListedCase[]; hits: number | null }> {
    const isCounted = asked.q !== undefined && asked.cursor === undefined && most <= COUNTED;
    const shown = isCounted ? firstAndAll(found, most) : after(found, asked.cursor, most);
    const rows = await this.reader.ask<ListedCase & { hits?: number }>(
      sql`SELECT ${COLUMNS}, ${nameOfStaff('f."handlerId"')} AS handler${rawSql(isCounted ? ', hits' : '')}
        FROM (${shown}) AS found
        JOIN case_file f ON f.id = found.id ORDER BY ${ofFound(asked)}`,
    );
    const listed = rows.map(({ hits: _hits, ...row }) => row);
    if (asked.q === undefined) return { rows: listed, hits: null };
    const hits = isCounted ? Number(rows[0]?.hits ?? 0) : await this.number(found);
    return { rows: listed, hits };
  }

  /** How many cases a list has, at most `COUNTED`. Throws INVALID for a filter that is not known. */
  async count(actor: StaffActor, input: CaseQuery): Promise<number> {
    return this.number(await this.looks.of(actor, parseInput(caseQuery, input)));
  }

  /** The same of several lists, in their order, by one statement. */
  async countEach(actor: StaffActor, inputs: readonly CaseQuery[]): Promise<number[]> {
    if (inputs.length === 0) return [];
    const each = await Promise.all(
      inputs.map(async (input, at) => {
        const { looks, order } = await this.looks.of(actor, parseInput(caseQuery, input));
        const found = firstOf(looks, order.sort, COUNTED);
        return sql`SELECT ${rawSql(String(at))} AS at, COUNT(*) AS n FROM (${found}) AS found`;
      }),
    );
    const rows = await this.reader.ask<{ at: number; n: number }>(joinSql(each, ' UNION ALL '));
    const counts = new Map(rows.map(({ at, n }) => [Number(at), Number(n)]));
    return inputs.map((_input, at) => counts.get(at)!);
  }

  /** How many cases are in each queue of work, at most `COUNTED`. */
  async counts(actor: StaffActor, queues: readonly QueueName[] = QUEUES): Promise<Map<QueueName, number>> {
    const asker = await this.looks.askerOf(actor);
    const scope = this.access.readingScope(actor);
    const counted = queues.filter((queue) => queueNamed(queue).work);
    if (counted.length === 0) return new Map();
    const each = counted.map((queue) => {
      const found = firstOf(queueLooks(scope, asker, queue), BY_DUE.sort, COUNTED);
      return sql`SELECT ${queue} AS queue, COUNT(*) AS n FROM (${found}) AS found`;
    });
    const rows = await this.reader.ask<{ queue: QueueName; n: number }>(joinSql(each, ' UNION ALL '));
    return new Map(rows.map(({ queue, n }) => [queue, Number(n)]));
  }

  private async number({ looks, order }: Pick<Looks, 'looks' | 'order'>): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (${firstOf(looks, order.sort, COUNTED)}) AS found`,
    );
    return Number(row!.n);
  }

  private async withDues({ actor, absent, now }: QueueAsker, page: ListedCase[]): Promise<ListedCase[]> {
    if (page.length === 0) return [];
    const ids = page.map(({ id }) => id);
    const dues = await this.reader.ask<DueRow>(
      sql`SELECT "caseId", "dueAt", "dueDate", "warnAt", "commitmentId", "unitId" FROM clock
        WHERE ${inList('"caseId"', ids)} AND state = 'RUNNING' ORDER BY "dueAt" DESC`,
    );
    const tasks = await this.tasks.nextOf(ids);
    const nearest = new Map(dues.map((due) => [due.caseId, due]));
    return page.map((row) => ({
      ...row,
      deputised: row.handlerId !== null && absent.includes(row.handlerId),
      task: tasks.get(row.id) ?? null,
      ...this.dueOf(actor, nearest.get(row.id), now),
    }));
  }

  private dueOf({ organisationId }: StaffActor, due: DueRow | undefined, now: number) {
    if (!due) return { dueAt: null, warnAt: null, commitmentId: null, left: null };
    const { dueDate, warnAt, commitmentId, unitId } = due;
    const dueAt = Number(due.dueAt);
    const calendar = this.catalogue.calendarOf(organisationId, unitId);
    const left = remaining({ dueAt, dueDate, endedAt: null }, now, calendar);
    return { dueAt, warnAt: warnAt === null ? null : Number(warnAt), commitmentId, left };
  }
}

interface DueRow {
  caseId: string;
  dueAt: number;
  dueDate: string | null;
  warnAt: number | null;
  commitmentId: string;
  unitId: string;
}

/** When the next thing is due: its promise, or the last day of a correction. */
export const nextDate = ({ listOrder }: Pick<ListedCase, 'listOrder'>): number | null =>
  Number(listOrder) < WITHOUT_PROMISE / 2 ? Number(listOrder) : null;

/** The first cases of a list after a place in it. */
const after = ({ looks, order }: Looks, cursor: string | undefined, most: number): Sql =>
  firstOf(
    cursor === undefined ? looks : looks.map((look) => and(look, [order.after(cursor)])),
    order.sort,
    most,
  );

/** The first cases of a list, each with the number of all, at most `COUNTED`. */
const firstAndAll = ({ looks, order }: Looks, most: number): Sql =>
  sql`SELECT * FROM (SELECT counted.*, COUNT(*) OVER () AS hits
    FROM (${firstOf(looks, order.sort, COUNTED)}) AS counted) AS shown ORDER BY ${order.sort} LIMIT ${most}`;

/** The place of a case in a list. */
export const cursorOf = (
  { id, receivedAt, listOrder }: Pick<ListedCase, 'id' | 'receivedAt' | 'listOrder'>,
  { q }: Pick<AskedQuery, 'q'>,
): string => `${q === undefined ? listOrder : receivedAt}_${id}`;

const ofFound = ({ q }: AskedQuery): Sql =>
  rawSql(q === undefined ? 'f."listOrder", f.id' : 'f."receivedAt" DESC, f.id DESC');
