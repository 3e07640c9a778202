import { CaseAccess, type Standing } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { nameOfStaff, staffWho, type Actor, type StaffActor } from '@app/people';
import {
  inList,
  TimeSource,
  firstOf,
  Reader,
  rawSql,
  sql,
  taipeiDate,
  taipeiMidnight,
  type Sql,
} from '@app/platform';
import { remaining, type Remaining } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { BoardCounts, type BoardCount } from './board-counts.js';
import { COUNTED } from './counted.js';
import { clockScopes } from './scope.js';
import { unfiredClocks, type UnfiredClock } from './unfired-clocks.js';

export interface BoardRow {
  clockId: string;
  caseId: string;
  caseNumber: string;
  /** Null for staff who do not see the case: a partner's board shows its promise, not the subject. */
  subject: string | null;
  /** The partner's referral to link to, where the case itself is not visible. */
  referralId: string | null;
  commitmentId: string;
  unitId: string;
  /** Name of the handler, where the unit that must act is the case's own. */
  handler: string | null;
  subjectKind: string;
  dueAt: number;
  dueDate: string;
  state: 'WARNING' | 'OVERDUE' | 'ON_TIME' | 'RUNNING';
  /** Time left or overdue; null for kept promises. */
  left: Remaining | null;
  origin: string;
}

/** The rows shown, nearest first, and their total number. */
interface Column {
  rows: BoardRow[];
  total: number;
}

/** The supervisor's board: promises about to break, broken, and kept today. */
export interface Board {
  at: number;
  /** Position of the newest history event it reflects. */
  cursor: number;
  running: number;
  /** About to break. */
  warning: Column;
  overdue: Column;
  /** Kept today. */
  kept: Column;
  counts: BoardCount[];
}

const ROWS = 50;
const REFERRAL = `(SELECT MAX(r.id) FROM referral r
  WHERE r."caseId" = k."caseId" AND r."partnerUnitId" = k."unitId"
  AND (r.id = k."subjectId" OR r."chainId" = k."subjectId"))`;
const COLUMNS = sql`${rawSql(`k.id AS "clockId", k."caseId", f."caseNumber", f.subject, k."commitmentId", k."unitId",
  k.subject AS "subjectKind", k."dueAt", k."dueDate", f.origin, f."organisationId", f."unitId" AS "ownerUnitId",
  ${REFERRAL} AS "referralId"`)},
  CASE WHEN k."unitId" = f."unitId" THEN ${nameOfStaff('f."handlerId"')} END AS handler`;
const DUE = rawSql('"dueAt"');
const LATEST = rawSql('"endedAt" DESC');

interface Looks {
  scopes: readonly Sql[];
  /** Clocks whose due timer has not fired yet (`unfired-clocks.ts`). */
  unfired: readonly UnfiredClock[];
  now: number;
}

/** SQL for the unfired clocks that now have this standing. */
function since(unfired: readonly UnfiredClock[], standing: Standing): Sql[] {
  const ids = unfired.filter(({ to }) => to === standing).map(({ id }) => id);
  return ids.length === 0 ? [] : [sql`SELECT k.id, k."dueAt" FROM clock k WHERE ${inList('k.id', ids)}`];
}

type FoundRow = Omit<BoardRow, 'subject'> & { subject: string; organisationId: string; ownerUnitId: string };

@Injectable()
export class Boards {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly counts: BoardCounts,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  async show(actor: Actor): Promise<Board> {
    const staff = staffWho(actor, 'see-board');
    const scope = this.access.scopeOf(staff);
    const scopes = clockScopes(scope);
    const now = this.time.now();
    const cursor = await this.cursor();
    const unfired = await unfiredClocks(this.reader, scope, now);
    const looks = { scopes, unfired, now };
    const [overdue, warning, kept, { running, counts, ...totals }] = await Promise.all([
      this.rows(staff, this.overdue(looks), 'OVERDUE'),
      this.rows(staff, this.warning(looks), 'WARNING'),
      this.rows(staff, this.kept(scopes, now), 'ON_TIME'),
      this.counts.of(scopes, unfired, now),
    ]);
    const columns = {
      warning: { rows: warning, total: totals.warning },
      overdue: { rows: overdue, total: totals.overdue },
      kept: { rows: kept, total: totals.kept },
    };
    return { at: now, cursor, running, ...columns, counts };
  }

  /** Promises that run and fall due after `from` and not after `to`, the nearest first: `ROWS` at most. */
  async due(actor: Actor, from: number, to: number): Promise<BoardRow[]> {
    const staff = staffWho(actor, 'see-board');
    const state = to <= this.time.now() ? 'OVERDUE' : 'RUNNING';
    return this.rows(staff, firstOf(this.dueLooks(staff, from, to), DUE, ROWS), state);
  }

  /** How many these are, at most `COUNTED`. */
  async dueNumber(actor: Actor, from: number, to: number): Promise<number> {
    const looks = this.dueLooks(staffWho(actor, 'see-board'), from, to);
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (${firstOf(looks, DUE, COUNTED)}) AS found`,
    );
    return Number(row!.n);
  }

  private dueLooks(staff: StaffActor, from: number, to: number): Sql[] {
    return clockScopes(this.access.scopeOf(staff)).map(
      (scope) =>
        sql`SELECT k.id, k."dueAt" FROM clock k WHERE ${scope}
          AND ${inList('k.standing', ['ON_TRACK', 'WARNING', 'OVERDUE'])}
          AND k."dueAt" > ${from} AND k."dueAt" <= ${to}`,
    );
  }

  /** Position of the newest event, which the stream follows. */
  async cursor(): Promise<number> {
    return Number(
      (await this.reader.row<{ n: number | null }>('SELECT MAX(position) AS n FROM history_event'))?.n ?? 0,
    );
  }

  private overdue({ scopes, unfired }: Looks): Sql {
    const told = scopes.map(
      (scope) => sql`SELECT k.id, k."dueAt" FROM clock k WHERE ${scope} AND k.standing = 'OVERDUE'`,
    );
    return firstOf([...told, ...since(unfired, 'OVERDUE')], DUE, ROWS);
  }

  private warning({ scopes, unfired, now }: Looks): Sql {
    const told = scopes.map(
      (scope) =>
        sql`SELECT k.id, k."dueAt" FROM clock k
          WHERE ${scope} AND k.standing = 'WARNING' AND k."dueAt" > ${now}`,
    );
    return firstOf([...told, ...since(unfired, 'WARNING')], DUE, ROWS);
  }

  private kept(scopes: readonly Sql[], now: number): Sql {
    const today = taipeiMidnight(taipeiDate(now));
    const looks = scopes.map(
      (scope) =>
        sql`SELECT k.id, k."endedAt" FROM clock k
          WHERE ${scope} AND k.state = 'ON_TIME' AND k."endedAt" >= ${today}`,
    );
    return firstOf(looks, LATEST, ROWS);
  }

  /** `found`: query of the ids to show, with the column to sort by. */
  private async rows(staff: StaffActor, found: Sql, state: BoardRow['state']): Promise<BoardRow[]> {
    const order = state === 'ON_TIME' ? rawSql('found."endedAt" DESC') : rawSql('found."dueAt"');
    const rows = await this.reader.ask<Omit<FoundRow, 'left' | 'state'>>(
      sql`SELECT ${COLUMNS} FROM (${found}) AS found JOIN clock k ON k.id = found.id
        JOIN case_file f ON f.id = k."caseId" ORDER BY ${order}`,
    );
    return rows.map((row) => this.shown(staff, { ...row, state, left: this.left(row, state) }));
  }

  private left(
    { dueAt, dueDate, organisationId, unitId }: Omit<FoundRow, 'left' | 'state'>,
    state: BoardRow['state'],
  ): Remaining | null {
    if (state === 'ON_TIME') return null;
    const clock = { dueAt: Number(dueAt), dueDate, endedAt: null };
    return remaining(clock, this.time.now(), this.catalogue.calendarOf(organisationId, unitId));
  }

  private shown(staff: StaffActor, { organisationId, ownerUnitId, ...row }: FoundRow): BoardRow {
    const seen = this.access.sees(staff, { id: row.caseId, organisationId, unitId: ownerUnitId });
    // opened by 會辦: its clock runs as long as the unit may read the case
    const opened = row.subjectKind === 'CO_HANDLING' && row.state !== 'ON_TIME';
    return seen || opened ? { ...row, referralId: null } : { ...row, subject: null, handler: null };
  }
}
