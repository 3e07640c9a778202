import { CaseAccess, type CaseStatus, Petitioner, Seals, spokenNumber } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { nameOfStaff, staffWho, type Actor, type StaffActor } from '@app/people';
import { firstOf, inList, rawSql, Reader, sql, TimeSource, type Sql } from '@app/platform';
import { remaining, type Remaining } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';

/** What an agent needs of a case while the caller speaks. */
export interface CallerCase {
  id: string;
  caseNumber: string;
  subject: string;
  status: CaseStatus;
  receivedAt: number;
  unitId: string;
  handler: string | null;
  /** The nearest promise that runs. */
  due: { dueAt: number; commitmentId: string; left: Remaining | null } | null;
}

export interface FoundCases {
  /** Newest first. */
  cases: CallerCase[];
  /** There are older ones, which are not shown. */
  more: boolean;
  /** Why nothing was looked for: a check digit that does not fit, or neither a case number nor a telephone number. */
  fault: 'mistyped' | 'unreadable' | null;
}

interface DueRow {
  caseId: string;
  dueAt: number;
  dueDate: string | null;
  commitmentId: string;
  unitId: string;
}

const MOST = 8;
const NEWEST = rawSql('"receivedAt" DESC, id DESC');
const COLUMNS = rawSql('f.id, f."caseNumber", f.subject, f.status, f."receivedAt", f."unitId"');

/** The cases of a caller, by a number as people read it or by a whole telephone number. */
@Injectable()
export class CallerCases {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly seals: Seals,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** `phone`: what was typed, as the telephone number that it is (E.164). */
  async find(
    actor: Actor,
    { typed, phone }: { typed: string; phone?: string | undefined },
  ): Promise<FoundCases> {
    const staff = staffWho(actor, 'log-contact');
    const prefix = this.catalogue.organisation(staff.organisationId)!.prefix;
    const { numbers, mistyped } = spokenNumber(typed, prefix);
    const looks = [...this.numbered(staff, numbers), ...this.phoning(staff, phone)];
    if (looks.length === 0) return { cases: [], more: false, fault: mistyped ? 'mistyped' : 'unreadable' };
    return { ...(await this.newest(staff, looks)), fault: null };
  }

  /** Other cases with the telephone number or the e-mail address of this one. The caller has passed its access check. */
  async besides(staff: StaffActor, caseId: string): Promise<Omit<FoundCases, 'fault'>> {
    const petitioner = await this.reader.findOneBy(Petitioner, { caseId });
    const looks = (['phoneIndex', 'emailIndex'] as const).flatMap((column) =>
      petitioner?.[column] ? [this.indexed(staff, column, petitioner[column], caseId)] : [],
    );
    return looks.length === 0 ? { cases: [], more: false } : this.newest(staff, looks);
  }

  private async newest(staff: StaffActor, looks: Sql[]): Promise<Omit<FoundCases, 'fault'>> {
    const found = firstOf(looks, NEWEST, MOST + 1);
    const rows = await this.reader.ask<Omit<CallerCase, 'due'>>(
      sql`SELECT ${COLUMNS}, ${nameOfStaff('f."handlerId"')} AS handler
        FROM (${found}) AS found JOIN case_file f ON f.id = found.id ORDER BY f."receivedAt" DESC, f.id DESC`,
    );
    const cases = await this.withDues(staff, rows.slice(0, MOST));
    return { cases, more: rows.length > MOST };
  }

  private numbered(staff: StaffActor, numbers: readonly string[]): Sql[] {
    if (numbers.length === 0) return [];
    return [
      sql`SELECT f.id, f."receivedAt" FROM case_file f
        WHERE ${inList('f."caseNumber"', numbers)} AND ${this.access.readable(staff, 'f')}`,
    ];
  }

  private phoning(staff: StaffActor, phone: string | undefined): Sql[] {
    if (phone === undefined) return [];
    return [this.indexed(staff, 'phoneIndex', this.seals.blindIndex('phone', phone)!)];
  }

  private indexed(staff: StaffActor, column: 'phoneIndex' | 'emailIndex', value: string, but = ''): Sql {
    // CROSS JOIN makes SQLite join in this order: first the person, then her cases
    return sql`SELECT f.id, f."receivedAt" FROM petitioner p CROSS JOIN case_file f
      WHERE f.id = p."caseId" AND ${rawSql(`p."${column}"`)} = ${value} AND f.id <> ${but}
        AND ${this.access.readable(staff, 'f')}`;
  }

  private async withDues(staff: StaffActor, rows: Omit<CallerCase, 'due'>[]): Promise<CallerCase[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const dues = await this.reader.ask<DueRow>(
      sql`SELECT "caseId", "dueAt", "dueDate", "commitmentId", "unitId" FROM clock
        WHERE ${inList('"caseId"', ids)} AND "endedAt" IS NULL AND state = 'RUNNING' ORDER BY "dueAt" DESC`,
    );
    const nearest = new Map(dues.map((due) => [due.caseId, due]));
    return rows.map((row) => ({
      ...row,
      receivedAt: Number(row.receivedAt),
      due: this.dueOf(staff, nearest.get(row.id)),
    }));
  }

  private dueOf({ organisationId }: StaffActor, row: DueRow | undefined): CallerCase['due'] {
    if (!row) return null;
    const [dueAt, { dueDate, commitmentId, unitId }] = [Number(row.dueAt), row];
    const calendar = this.catalogue.calendarOf(organisationId, unitId);
    return {
      dueAt,
      commitmentId,
      left: remaining({ dueAt, dueDate, endedAt: null }, this.time.now(), calendar),
    };
  }
}
