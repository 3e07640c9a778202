import { CaseAccess, CaseFile, looksWithin, parseCaseNumber, STATUSES, Seals } from '@app/cases';
import type { Actor, StaffActor } from '@app/people';
import {
  firstOf,
  inList,
  joinSql,
  line,
  notFound,
  optional,
  parseInput,
  rawSql,
  Reader,
  sql,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** The columns of a case in the desk's list. */
export type ListedCase = Pick<
  CaseFile,
  | 'id'
  | 'caseNumber'
  | 'serviceId'
  | 'unitId'
  | 'handlerId'
  | 'status'
  | 'channel'
  | 'subject'
  | 'receivedAt'
  | 'origin'
> & {
  dueAt: number | null;
  warnAt: number | null;
  commitmentId: string | null;
};

export const QUEUES = ['open', 'mine', 'unassigned', 'answered', 'closed', 'all'] as const;
const query = z.object({
  queue: z.preprocess((v) => (v === '' ? undefined : v), z.enum(QUEUES).default('open')),
  status: z.preprocess((v) => (v === '' ? undefined : v), z.enum(STATUSES).optional()),
  q: optional(line(100)),
  cursor: z.preprocess(
    (v) => (v === '' ? undefined : v),
    z
      .string()
      .regex(/^\d{1,15}_[\w-]{36}$/, 'cursor')
      .optional(),
  ),
});
export type CaseQuery = z.input<typeof query>;

const PAGE = 25;
/** How many of the newest cases a search for words looks through. */
const SUBJECTS_SEARCHED = 5_000;
const NEWEST = rawSql('"receivedAt" DESC, id DESC');
const OF_FOUND = rawSql('f."receivedAt" DESC, f.id DESC');
const COLUMNS = rawSql(
  [
    'id',
    'caseNumber',
    'serviceId',
    'unitId',
    'handlerId',
    'status',
    'channel',
    'subject',
    'receivedAt',
    'origin',
  ]
    .map((name) => `f."${name}"`)
    .join(', '),
);

/** The agent's queue: newest first, paged by cursor, found by number, subject, phone or e-mail. */
@Injectable()
export class CaseLists {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly seals: Seals,
  ) {}

  async list(actor: Actor, input: CaseQuery): Promise<{ cases: ListedCase[]; next: string | null }> {
    if (actor.kind !== 'staff') throw notFound();
    const asked = parseInput(query, input);
    const found = firstOf(this.looks(actor, asked), NEWEST, PAGE + 1);
    const rows = await this.reader.ask<ListedCase>(
      sql`SELECT ${COLUMNS} FROM (${found}) AS found JOIN case_file f ON f.id = found.id
        ORDER BY ${OF_FOUND}`,
    );
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const next = rows.length > PAGE && last ? `${last.receivedAt}_${last.id}` : null;
    return { cases: await this.withDues(page), next };
  }

  /** Queries that each read one index, newest first, and stop when the page is full. */
  private looks(actor: StaffActor, asked: z.output<typeof query>): Sql[] {
    const scopes = looksWithin(this.access.scopeOf(actor), 'f');
    const after = asked.cursor ? afterCursor(asked.cursor) : [];
    if (asked.q) return this.found(asked.q, scopes, asked.status).map((look) => and(look, after));
    const queues = asked.status ? [statusIs(asked.status)] : QUEUE_SQL[asked.queue](actor);
    return scopes.flatMap((scope) =>
      queues.map((queue) =>
        and(sql`SELECT f.id, f."receivedAt" FROM case_file f WHERE ${scope} AND ${queue}`, after),
      ),
    );
  }

  /** By case number; by phone or e-mail through the blind index; else by words of the subject. */
  private found(q: string, scopes: Sql[], status: string | undefined): Sql[] {
    const within = sql`(${joinSql(scopes, ' OR ')})`;
    const also = status ? [statusIs(status)] : [];
    const number = parseCaseNumber(q);
    if (number)
      return [
        and(
          sql`SELECT f.id, f."receivedAt" FROM case_file f WHERE f."caseNumber" = ${number} AND ${within}`,
          also,
        ),
      ];
    // CROSS JOIN makes SQLite join in this order: first the person, then her cases
    const person = (column: 'emailIndex' | 'phoneIndex', hash: string | null) =>
      and(
        sql`SELECT f.id, f."receivedAt" FROM petitioner p CROSS JOIN case_file f
          WHERE f.id = p."caseId" AND p.${rawSql(`"${column}"`)} = ${hash} AND ${within}`,
        also,
      );
    return [
      person('emailIndex', this.seals.blindIndex('email', q)),
      person('phoneIndex', this.seals.blindIndex('phone', phoneOf(q))),
      ...(isAddress(q) ? [] : [inSubjects(q, scopes, also)]),
    ];
  }

  private async withDues(page: ListedCase[]): Promise<ListedCase[]> {
    if (page.length === 0) return [];
    const ids = page.map(({ id }) => id);
    const dues = await this.reader.ask<{
      caseId: string;
      dueAt: number;
      warnAt: number | null;
      commitmentId: string;
    }>(
      sql`SELECT "caseId", "dueAt", "warnAt", "commitmentId" FROM clock
        WHERE ${inList('"caseId"', ids)} AND state = 'RUNNING' ORDER BY "dueAt" DESC`,
    );
    const nearest = new Map(dues.map((due) => [due.caseId, due]));
    return page.map((row) => {
      const due = nearest.get(row.id);
      return {
        ...row,
        dueAt: due?.dueAt ?? null,
        warnAt: due?.warnAt ?? null,
        commitmentId: due?.commitmentId ?? null,
      };
    });
  }
}

/** What waits to be confirmed is no work, and what never was confirmed never was. */
const received = sql`f."confirmBy" IS NULL`;
const statusIs = (status: string): Sql => sql`f.status = ${status}`;
const QUEUE_SQL: Record<(typeof QUEUES)[number], (actor: StaffActor) => Sql[]> = {
  open: () => [sql`f.open = TRUE AND ${received}`],
  mine: ({ id, unitId }) => [
    sql`f."handlerId" = ${id} AND f.open = TRUE AND ${received}`,
    sql`f."unitId" = ${unitId} AND f.open = TRUE AND ${received}`,
  ],
  unassigned: () => ['RECEIVED', 'ACCEPTED'].map(statusIs),
  answered: () => [statusIs('REPLIED')],
  closed: () => [sql`f.open = FALSE AND ${received}`],
  all: () => [sql`f.open = TRUE AND ${received}`, sql`f.open = FALSE AND ${received}`],
};

const and = (look: Sql, conditions: readonly Sql[]): Sql => joinSql([look, ...conditions], ' AND ');

function afterCursor(cursor: string): Sql[] {
  const [at = '', id = ''] = cursor.split('_');
  return [sql`(f."receivedAt", f.id) < (${Number(at)}, ${id})`];
}

/**
 * Searches the subjects of the newest cases only: a search without a hit must not read all cases. Searching all of them
 * would need a full-text index.
 */
function inSubjects(q: string, scopes: Sql[], also: readonly Sql[]): Sql {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const newest = firstOf(
    scopes.flatMap((scope) =>
      QUEUE_SQL.all({} as StaffActor).map(
        (queue) => sql`SELECT f.id, f."receivedAt" FROM case_file f WHERE ${scope} AND ${queue}`,
      ),
    ),
    NEWEST,
    SUBJECTS_SEARCHED,
  );
  return and(
    sql`SELECT f.id, f."receivedAt" FROM (${newest}) AS newest JOIN case_file f ON f.id = newest.id
      WHERE f.subject LIKE ${like} ESCAPE '\\'`,
    also,
  );
}

/** Looks like an e-mail address or a telephone number, which is not searched in subjects. */
const isAddress = (q: string): boolean =>
  /^[^\s@]+@[^\s@]+$|^[+(\d][\d\s()+-]{5,}$/.test(q.normalize('NFKC'));

/** Converts a number as typed to E.164, which the index holds, without its extension. */
function phoneOf(q: string): string {
  const [line = ''] = q.normalize('NFKC').split(/分機|轉|內線|ext|x|#|;/i);
  const digits = line.replace(/\D/g, '');
  return digits.startsWith('0') ? `+886${digits.slice(1)}` : `+${digits}`;
}
