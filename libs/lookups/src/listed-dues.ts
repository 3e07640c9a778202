import { Catalogue } from '@app/catalogue';
import { inList, Reader, sql, TimeSource } from '@app/platform';
import { remaining, type ClockSubject, type Remaining } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';

/** A promise that runs, as a list shows it. */
export interface ListedDue {
  dueAt: number;
  /** From then on it shows as WARNING. */
  warnAt: number | null;
  commitmentId: string;
  /** Null past the loaded years. */
  left: Remaining | null;
}

interface DueRow {
  subject: ClockSubject;
  subjectId: string;
  dueAt: number;
  dueDate: string;
  warnAt: number | null;
  commitmentId: string;
  organisationId: string;
  unitId: string;
}

/** The first referral of a chain has the id of the chain. */
const keyOf = (subject: ClockSubject, id: string): string => `${subject} ${id}`;

/** What is due of a subject; null where nothing of it runs. */
export type DueOf = (subject: ClockSubject, id: string) => ListedDue | null;

/** When the parts of others in cases are due: referrals, chains of referrals, units asked to co-handle. */
@Injectable()
export class ListedDues {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Those of these cases: the nearest of each referral, chain and request. */
  async of(caseIds: readonly string[]): Promise<DueOf> {
    if (caseIds.length === 0) return () => null;
    const rows = await this.reader.ask<DueRow>(
      sql`SELECT subject, "subjectId", "dueAt", "dueDate", "warnAt", "commitmentId", "organisationId", "unitId" FROM clock
        WHERE ${inList('"caseId"', [...new Set(caseIds)])} AND state = 'RUNNING' AND subject <> 'CASE'
        ORDER BY "dueAt" DESC`,
    );
    // the nearest comes last, and stays
    const nearest = new Map(rows.map((row) => [keyOf(row.subject, row.subjectId), this.shown(row)]));
    return (subject, id) => nearest.get(keyOf(subject, id)) ?? null;
  }

  private shown({ dueAt: due, dueDate, warnAt, commitmentId, organisationId, unitId }: DueRow): ListedDue {
    const dueAt = Number(due);
    const calendar = this.catalogue.calendarOf(organisationId, unitId);
    const left = remaining({ dueAt, dueDate, endedAt: null }, this.time.now(), calendar);
    return { dueAt, warnAt: warnAt === null ? null : Number(warnAt), commitmentId, left };
  }
}
