import { CaseAccess, CaseFile, parseCaseNumber, STATUSES, Seals } from '@app/cases';
import type { Actor, StaffActor } from '@app/people';
import { line, notFound, parseInput, Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** What the desk's list shows of a case. */
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
  q: z.preprocess((v) => (v === '' ? undefined : v), line(100).optional()),
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
const COLUMNS = [
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
];

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
    const { sql, values } = this.where(actor, asked);
    const rows = await this.reader.rows<ListedCase>(
      `SELECT ${COLUMNS.map((c) => `f."${c}"`).join(', ')} FROM case_file f WHERE ${sql} ORDER BY f."receivedAt" DESC, f.id DESC LIMIT ${PAGE + 1}`,
      values,
    );
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const next = rows.length > PAGE && last ? `${last.receivedAt}_${last.id}` : null;
    return { cases: await this.withDues(page), next };
  }

  private where(actor: StaffActor, asked: z.output<typeof query>): { sql: string; values: unknown[] } {
    const scope = this.access.condition(actor, 'f', 1);
    const parts = [scope.sql];
    const values: unknown[] = [...scope.values];
    const mark = (value: unknown) => `$${values.push(value)}`;
    if (asked.status) parts.push(`f.status = ${mark(asked.status)}`);
    else if (!asked.q) parts.push(...QUEUE_SQL[asked.queue](mark, actor));
    if (asked.q) parts.push(this.found(asked.q, mark));
    if (asked.cursor) {
      const [at = '', id = ''] = asked.cursor.split('_');
      parts.push(
        `(f."receivedAt" < ${mark(Number(at))} OR (f."receivedAt" = ${mark(Number(at))} AND f.id < ${mark(id)}))`,
      );
    }
    return { sql: parts.join(' AND '), values };
  }

  /** By case number; else by phone or e-mail through the blind index, or words of the subject. */
  private found(q: string, mark: (value: unknown) => string): string {
    const number = parseCaseNumber(q);
    if (number) return `f."caseNumber" = ${mark(number)}`;
    const email = this.seals.blindIndex('email', q);
    const phone = this.seals.blindIndex('phone', phoneOf(q));
    const like = `%${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
    const person = `f.id IN (SELECT "caseId" FROM petitioner WHERE "emailIndex" = ${mark(email)} OR "phoneIndex" = ${mark(phone)})`;
    return `(${person} OR f.subject LIKE ${mark(like)} ESCAPE '\\')`;
  }

  private async withDues(page: ListedCase[]): Promise<ListedCase[]> {
    if (page.length === 0) return [];
    const marks = page.map((_, index) => `$${index + 1}`).join(', ');
    const dues = await this.reader.rows<{
      caseId: string;
      dueAt: number;
      warnAt: number | null;
      commitmentId: string;
    }>(
      `SELECT "caseId", "dueAt", "warnAt", "commitmentId" FROM clock WHERE "caseId" IN (${marks}) AND state = 'RUNNING' ORDER BY "dueAt" DESC`,
      page.map(({ id }) => id),
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

type Mark = (value: unknown) => string;
const inStatuses = (mark: Mark, statuses: readonly string[]) =>
  `f.status IN (${statuses.map(mark).join(', ')})`;
const QUEUE_SQL: Record<(typeof QUEUES)[number], (mark: Mark, actor: StaffActor) => string[]> = {
  open: () => ['f.open = TRUE'],
  mine: (mark, actor) => [
    'f.open = TRUE',
    `(f."handlerId" = ${mark(actor.id)} OR f."unitId" = ${mark(actor.unitId)})`,
  ],
  unassigned: (mark) => [inStatuses(mark, ['RECEIVED', 'ACCEPTED'])],
  answered: (mark) => [inStatuses(mark, ['REPLIED'])],
  closed: () => ['f.open = FALSE'],
  all: () => [],
};

/** The agent types what the caller says; the index holds E.164. */
function phoneOf(q: string): string {
  const digits = q.normalize('NFKC').replace(/\D/g, '');
  return digits.startsWith('0') ? `+886${digits.slice(1)}` : `+${digits}`;
}
