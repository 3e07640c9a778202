import { CaseAccess, looksWithin, type Scope } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { absentFor, Staff, type StaffActor } from '@app/people';
import {
  firstOf,
  invalid,
  joinSql,
  rawSql,
  Reader,
  sql,
  taipeiDate,
  TimeSource,
  type FieldProblem,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { queueOf, type AskedQuery } from './case-query.js';
import { CaseSearch } from './case-search.js';
import { unindexed } from './unindexed.js';
import { queueNamed, type QueueAsker, type QueueName } from './queues.js';

/** How many cases of a queue a filter looks through, in the order of the list. */
const FILTERED = 5_000;

/** The order of a list, and the places in it: what stands after a case, or before it. */
export interface ListOrder {
  sort: Sql;
  reverse: Sql;
  after: (cursor: string) => Sql;
  before: (cursor: string) => Sql;
}

const placed = (column: string, sign: '<' | '>') => (cursor: string) => {
  const [at = '', id = ''] = cursor.split('_');
  return sql`(${rawSql(`f."${column}"`)}, f.id) ${rawSql(sign)} (${Number(at)}, ${id})`;
};
export const BY_DUE: ListOrder = {
  sort: rawSql('"listOrder", id'),
  reverse: rawSql('"listOrder" DESC, id DESC'),
  after: placed('listOrder', '>'),
  before: placed('listOrder', '<'),
};
const NEWEST: ListOrder = {
  sort: rawSql('"receivedAt" DESC, id DESC'),
  reverse: rawSql('"receivedAt", id'),
  after: placed('receivedAt', '<'),
  before: placed('receivedAt', '>'),
};

/** A list as queries: what a person asks for, within what that person sees. */
export interface Looks {
  looks: Sql[];
  order: ListOrder;
  asker: QueueAsker;
}

@Injectable()
export class ListLooks {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly search: CaseSearch,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Throws INVALID for a filter whose value is not known, or not the actor's. */
  async of(actor: StaffActor, asked: AskedQuery): Promise<Looks> {
    const [fault] = await this.faults(actor, asked);
    if (fault) throw invalid(fault);
    const { organisationId } = actor;
    const scope = this.access.readingScope(actor);
    const { unit } = asked;
    const within = unit === undefined ? scope : { organisationId, units: [unit] };
    const asker = await this.askerOf(actor);
    return { ...this.looks(within, asker, asked), asker };
  }

  /** Filters whose value is not known, or not the actor's. */
  async faults(actor: StaffActor, { service, handler, unit }: AskedQuery): Promise<FieldProblem[]> {
    const { organisationId } = actor;
    const { units } = this.access.scopeOf(actor);
    const isOwn =
      service === undefined || this.catalogue.serviceOfCase(service)?.organisation === organisationId;
    const isUnit = this.catalogue.unit(unit ?? '')?.organisation === organisationId;
    const isSeen = unit === undefined || (isUnit && (units === 'ALL' || units.includes(unit)));
    const known = { id: handler ?? '', organisationId };
    const isKnown = handler === undefined || (await this.reader.repository(Staff).existsBy(known));
    return [
      ...(isOwn ? [] : [{ field: 'service', code: 'unknown-service' }]),
      ...(isKnown ? [] : [{ field: 'handler', code: 'unknown-handler' }]),
      ...(isSeen ? [] : [{ field: 'unit', code: 'unknown-unit' }]),
    ];
  }

  async askerOf(actor: StaffActor): Promise<QueueAsker> {
    const now = this.time.now();
    const { manager } = this.reader.repository(Staff);
    const absent = await absentFor(manager, actor, taipeiDate(now));
    return { actor, now, absent: absent.map(({ id }) => id) };
  }

  /** A search shows the newest first, a queue what is due first; a filter looks through the first of a queue. */
  private looks(scope: Scope, asker: QueueAsker, asked: AskedQuery): Omit<Looks, 'asker'> {
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
    const first = firstOf(looks, BY_DUE.sort, FILTERED);
    const filtered = sql`SELECT f.id, f."listOrder" FROM (${first}) AS first_due JOIN case_file f
      ON f.id = first_due.id WHERE ${joinSql(filters, ' AND ')}`;
    return { looks: [filtered], order: BY_DUE };
  }
}

const FROM = rawSql('SELECT f.id, f."listOrder" FROM case_file f');
export const and = (look: Sql, conditions: readonly Sql[]): Sql => joinSql([look, ...conditions], ' AND ');
const anyOf = (conditions: readonly Sql[]): Sql => sql`(${joinSql(conditions, ' OR ')})`;

/** As a check of rows that the search has found: no index by it may be taken instead. */
const checked = (condition: Sql): Sql => sql`CASE WHEN ${condition} THEN TRUE ELSE FALSE END`;

const looksOf = (scope: Scope, conditions: readonly Sql[]): Sql[] =>
  looksWithin(scope, 'f').flatMap((within) =>
    conditions.map((condition) => sql`${FROM} WHERE ${within} AND ${condition}`),
  );

export function queueLooks(scope: Scope, asker: QueueAsker, queue: QueueName): Sql[] {
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
