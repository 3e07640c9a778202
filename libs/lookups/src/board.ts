import { CaseAccess } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { staffWho, type Actor, type StaffActor } from '@app/people';
import { Clock, Reader, taipeiDate, taipeiMidnight } from '@app/platform';
import { remaining, type Remaining } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';

export interface BoardRow {
  clockId: string;
  caseId: string;
  caseNumber: string;
  /** Null for those who do not see the case: a partner's board shows its promise, not the citizen's matter. */
  subject: string | null;
  /** The partner's way in, where the case itself is not to be seen. */
  referralId: string | null;
  commitmentId: string;
  unitId: string;
  subjectKind: string;
  dueAt: number;
  dueDate: string;
  state: 'WARNING' | 'OVERDUE' | 'ON_TIME' | 'RUNNING';
  /** How much time is left or over; null for what was kept. */
  left: Remaining | null;
  origin: string;
}

export interface BoardCount {
  commitmentId: string;
  unitId: string;
  running: number;
  warning: number;
  overdue: number;
}

/** The supervisor's board: what is about to break, what is broken, what was kept today. */
export interface Board {
  at: number;
  /** Position of the newest history event it reflects. */
  cursor: number;
  /** The nearest; `warning` and `late` say how many there are in all. */
  warned: BoardRow[];
  overdue: BoardRow[];
  warning: number;
  late: number;
  keptToday: number;
  keptRows: BoardRow[];
  running: number;
  counts: BoardCount[];
}

const ROWS = 50;
const REFERRAL = `(SELECT MAX(r.id) FROM referral r WHERE r."caseId" = k."caseId" AND r."partnerUnitId" = k."unitId"
  AND (r.id = k."subjectId" OR r."chainId" = k."subjectId"))`;
const COLUMNS = `k.id AS "clockId", k."caseId", f."caseNumber", f.subject, k."commitmentId", k."unitId", k.subject AS "subjectKind",
  k."dueAt", k."dueDate", f.origin, f."organisationId", f."unitId" AS "ownerUnitId", ${REFERRAL} AS "referralId"`;

type FoundRow = Omit<BoardRow, 'subject'> & { subject: string; organisationId: string; ownerUnitId: string };

@Injectable()
export class Boards {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  async show(actor: Actor): Promise<Board> {
    const staff = staffWho(actor, 'see-board');
    const now = this.clock.now();
    const cursor = await this.cursor();
    const [overdue, warned, keptRows, counts] = await Promise.all([
      this.rows(staff, `k.state = 'RUNNING' AND k."dueAt" <= $1 ORDER BY k."dueAt"`, [now], 'OVERDUE'),
      this.rows(
        staff,
        `k.state = 'RUNNING' AND k."dueAt" > $1 AND k."warnAt" <= $1 ORDER BY k."dueAt"`,
        [now],
        'WARNING',
      ),
      this.rows(
        staff,
        `k.state = 'ON_TIME' AND k."endedAt" >= $1 ORDER BY k."endedAt" DESC`,
        [taipeiMidnight(taipeiDate(now))],
        'ON_TIME',
      ),
      this.counts(staff, now),
    ]);
    const sum = (what: 'running' | 'warning' | 'overdue') =>
      counts.reduce((total, count) => total + Number(count[what]), 0);
    return {
      at: now,
      cursor,
      warned,
      overdue,
      keptRows,
      keptToday: await this.keptToday(staff, now),
      warning: sum('warning'),
      late: sum('overdue'),
      running: sum('running'),
      counts,
    };
  }

  /** Position of the newest event: what the stream follows. */
  async cursor(): Promise<number> {
    return Number(
      (await this.reader.row<{ n: number | null }>('SELECT MAX(position) AS n FROM history_event'))?.n ?? 0,
    );
  }

  private async rows(
    staff: StaffActor,
    where: string,
    values: unknown[],
    state: BoardRow['state'],
  ): Promise<BoardRow[]> {
    const scope = this.scope(staff, values.length + 1);
    const sql = `SELECT ${COLUMNS}, '${state}' AS state FROM clock k JOIN case_file f ON f.id = k."caseId" WHERE ${scope.sql} AND ${where} LIMIT ${ROWS}`;
    const found = await this.reader.rows<Omit<FoundRow, 'left'>>(sql, [...values, ...scope.values]);
    return found.map((row) => this.shown(staff, { ...row, left: this.left(row) }));
  }

  private left({ state, dueAt, dueDate, organisationId, unitId }: Omit<FoundRow, 'left'>): Remaining | null {
    if (state === 'ON_TIME') return null;
    const clock = { dueAt: Number(dueAt), dueDate, endedAt: null };
    return remaining(clock, this.clock.now(), this.catalogue.calendarOf(organisationId, unitId));
  }

  private shown(staff: StaffActor, { organisationId, ownerUnitId, ...row }: FoundRow): BoardRow {
    const seen = this.access.sees(staff, { id: row.caseId, organisationId, unitId: ownerUnitId });
    return seen ? { ...row, referralId: null } : { ...row, subject: null };
  }

  private async keptToday(staff: StaffActor, now: number): Promise<number> {
    const scope = this.scope(staff, 2);
    const sql = `SELECT COUNT(*) AS n FROM clock k WHERE ${scope.sql} AND k.state = 'ON_TIME' AND k."endedAt" >= $1`;
    const row = await this.reader.row<{ n: number }>(sql, [taipeiMidnight(taipeiDate(now)), ...scope.values]);
    return Number(row!.n);
  }

  private counts(staff: StaffActor, now: number): Promise<BoardCount[]> {
    const scope = this.scope(staff, 2);
    const sql = `SELECT k."commitmentId", k."unitId", COUNT(*) AS running,
        SUM(CASE WHEN k."dueAt" > $1 AND k."warnAt" <= $1 THEN 1 ELSE 0 END) AS warning,
        SUM(CASE WHEN k."dueAt" <= $1 THEN 1 ELSE 0 END) AS overdue
      FROM clock k WHERE ${scope.sql} AND k.state = 'RUNNING' GROUP BY k."commitmentId", k."unitId" ORDER BY overdue DESC, warning DESC`;
    return this.reader.rows(sql, [now, ...scope.values]);
  }

  /** Clocks of the organisation's cases; or those the own units must keep, for whichever case, and those of their cases, whoever must keep them. */
  private scope(staff: StaffActor, from: number): { sql: string; values: string[] } {
    const { units, organisationId } = this.access.scopeOf(staff);
    if (units === 'ALL') return { sql: `k."organisationId" = $${from}`, values: [organisationId] };
    const own = units.map((_, index) => `$${from + index}`).join(', ');
    const owned = `EXISTS (SELECT 1 FROM case_file own WHERE own.id = k."caseId" AND own."unitId" IN (${own}))`;
    return { sql: `(k."unitId" IN (${own}) OR ${owned})`, values: units };
  }
}
