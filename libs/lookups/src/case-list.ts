import { CaseAccess, CaseFile, looksWithin, WITHOUT_PROMISE, type Scope } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { absentFor, nameOfStaff, Staff, type Actor, type StaffActor } from '@app/people';
import {
  firstOf,
  inList,
  invalid,
  joinSql,
  notFound,
  parseInput,
  rawSql,
  Reader,
  sql,
  taipeiDate,
  TimeSource,
  type Sql,
} from '@app/platform';
import { remaining, type Remaining } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { caseQuery, queueOf, type AskedQuery, type CaseQuery } from './case-query.js';
import { CaseSearch } from './case-search.js';
import { unindexed } from './unindexed.js';
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
/** Numbers are exact below it: a count costs no more than this many rows. */
export const COUNTED = 100;
/** How many cases of a queue a filter looks through, in the order of the list. */
const FILTERED = 5_000;
const BY_DUE = rawSql('"listOrder", id');
const NEWEST = rawSql('"receivedAt" DESC, id DESC');
const COLUMNS = rawSql(SHOWN.map((name) => `f."${name}"`).join(', '));

/** The desk's queues: what is due first, paged by cursor; and what is found by number, subject, phone or e-mail. */
@Injectable()
export class CaseLists {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly search: CaseSearch,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  async list(actor: Actor, input: CaseQuery): Promise<CaseList> {
    if (actor.kind !== 'staff') throw notFound();
    const asked = parseInput(caseQuery, input);
    const scope = await this.scopeOf(actor, asked);
    const asker = await this.askerOf(actor);
    const { looks, order } = this.looks(scope, asker, asked);
    const found = firstOf(
      looks.map((look) => and(look, afterCursor(asked))),
      order,
      PAGE + 1,
    );
    const rows = await this.reader.ask<ListedCase>(
      sql`SELECT ${COLUMNS}, ${nameOfStaff('f."handlerId"')} AS handler
        FROM (${found}) AS found JOIN case_file f ON f.id = found.id ORDER BY ${ofFound(asked)}`,
    );
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const next = rows.length > PAGE && last ? cursorOf(last, asked) : null;
    const hits = asked.q === undefined ? null : await this.number(looks, order);
    return { queue: queueOf(asked), cases: await this.withDues(asker, page), next, hits };
  }

  /** How many cases are in each queue of work, at most `COUNTED`. */
  async counts(actor: StaffActor, queues: readonly QueueName[] = QUEUES): Promise<Map<QueueName, number>> {
    const asker = await this.askerOf(actor);
    const scope = this.access.scopeOf(actor);
    const counted = queues.filter((queue) => queueNamed(queue).work);
    if (counted.length === 0) return new Map();
    const each = counted.map((queue) => {
      const found = firstOf(queueLooks(scope, asker, queue), BY_DUE, COUNTED);
      return sql`SELECT ${queue} AS queue, COUNT(*) AS n FROM (${found}) AS found`;
    });
    const rows = await this.reader.ask<{ queue: QueueName; n: number }>(joinSql(each, ' UNION ALL '));
    return new Map(rows.map(({ queue, n }) => [queue, Number(n)]));
  }

  private async number(looks: readonly Sql[], order: Sql): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (${firstOf(looks, order, COUNTED)}) AS found`,
    );
    return Number(row!.n);
  }

  /** A search shows the newest first, a queue what is due first; a filter looks through the first of a queue. */
  private looks(scope: Scope, asker: QueueAsker, asked: AskedQuery): { looks: Sql[]; order: Sql } {
    const queue = queueOf(asked);
    const filters = filtersOf(asked);
    if (asked.q !== undefined) {
      const within = queue === 'all' ? [] : [checked(anyOf(queueNamed(queue).conditions(asker)))];
      const looks = this.search.looks(asked.q, scope);
      return { looks: looks.map((look) => and(look, [...within, ...filters])), order: NEWEST };
    }
    const looks = queueLooks(scope, asker, queue);
    if (filters.length === 0) return { looks, order: BY_DUE };
    if (queue === 'all' && asked.status !== undefined && filters.length === 1)
      return { looks: looksOf(scope, filters), order: BY_DUE };
    const first = firstOf(looks, BY_DUE, FILTERED);
    const filtered = sql`SELECT f.id, f."listOrder" FROM (${first}) AS first_due JOIN case_file f
      ON f.id = first_due.id WHERE ${joinSql(filters, ' AND ')}`;
    return { looks: [filtered], order: BY_DUE };
  }

  /** What the actor sees, narrowed to a unit of it. */
  private async scopeOf(actor: StaffActor, asked: AskedQuery): Promise<Scope> {
    const { organisationId } = actor;
    const scope = this.access.scopeOf(actor);
    const { unit, service, handler } = asked;
    if (service !== undefined && this.catalogue.serviceOfCase(service)?.organisation !== organisationId)
      throw invalid({ field: 'service', code: 'unknown-service' });
    const known = { id: handler ?? '', organisationId };
    if (handler !== undefined && !(await this.reader.repository(Staff).existsBy(known)))
      throw invalid({ field: 'handler', code: 'unknown-handler' });
    if (unit === undefined) return scope;
    const own = this.catalogue.unit(unit)?.organisation === organisationId;
    if (!own || (scope.units !== 'ALL' && !scope.units.includes(unit)))
      throw invalid({ field: 'unit', code: 'unknown-unit' });
    return { organisationId, units: [unit] };
  }

  private async askerOf(actor: StaffActor): Promise<QueueAsker> {
    const now = this.time.now();
    const { manager } = this.reader.repository(Staff);
    const absent = await absentFor(manager, actor.id, taipeiDate(now));
    return { actor, now, absent: absent.map(({ id }) => id) };
  }

  private async withDues({ actor, absent, now }: QueueAsker, page: ListedCase[]): Promise<ListedCase[]> {
    if (page.length === 0) return [];
    const ids = page.map(({ id }) => id);
    const dues = await this.reader.ask<DueRow>(
      sql`SELECT "caseId", "dueAt", "dueDate", "warnAt", "commitmentId", "unitId" FROM clock
        WHERE ${inList('"caseId"', ids)} AND state = 'RUNNING' ORDER BY "dueAt" DESC`,
    );
    const nearest = new Map(dues.map((due) => [due.caseId, due]));
    return page.map((row) => ({
      ...row,
      deputised: row.handlerId !== null && absent.includes(row.handlerId),
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

const FROM = rawSql('SELECT f.id, f."listOrder" FROM case_file f');
const and = (look: Sql, conditions: readonly Sql[]): Sql => joinSql([look, ...conditions], ' AND ');
const anyOf = (conditions: readonly Sql[]): Sql => sql`(${joinSql(conditions, ' OR ')})`;

/** As a check of rows that the search has found: no index by it may be taken instead. */
const checked = (condition: Sql): Sql => sql`CASE WHEN ${condition} THEN TRUE ELSE FALSE END`;

const looksOf = (scope: Scope, conditions: readonly Sql[]): Sql[] =>
  looksWithin(scope, 'f').flatMap((within) =>
    conditions.map((condition) => sql`${FROM} WHERE ${within} AND ${condition}`),
  );

function queueLooks(scope: Scope, asker: QueueAsker, queue: QueueName): Sql[] {
  const { conditions, reads } = queueNamed(queue);
  if (reads === 'SCOPE') return looksOf(scope, conditions(asker));
  const within = unindexed(scope);
  return conditions(asker).map((condition) => sql`${FROM} WHERE ${condition} AND ${within}`);
}

function filtersOf({ status, service, channel, handler }: AskedQuery): Sql[] {
  return [
    ...(status === undefined ? [] : [sql`f.status = ${status}`]),
    ...(service === undefined ? [] : [sql`f."serviceId" = ${service}`]),
    ...(channel === undefined ? [] : [sql`f.channel = ${channel}`]),
    ...(handler === undefined ? [] : [sql`f."handlerId" = ${handler}`]),
  ];
}

const cursorOf = ({ id, receivedAt, listOrder }: ListedCase, { q }: AskedQuery): string =>
  `${q === undefined ? listOrder : receivedAt}_${id}`;

function afterCursor({ cursor, q }: AskedQuery): Sql[] {
  if (cursor === undefined) return [];
  const [at = '', id = ''] = cursor.split('_');
  return q === undefined
    ? [sql`(f."listOrder", f.id) > (${Number(at)}, ${id})`]
    : [sql`(f."receivedAt", f.id) < (${Number(at)}, ${id})`];
}

const ofFound = ({ q }: AskedQuery): Sql =>
  rawSql(q === undefined ? 'f."listOrder", f.id' : 'f."receivedAt" DESC, f.id DESC');
