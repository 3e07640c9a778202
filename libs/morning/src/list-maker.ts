import { BrokenList, type BrokenRow } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { days, insertRows, taipeiDate, taipeiMidnight, UnitOfWork } from '@app/platform';
import { remaining } from '@app/sla/clock';
import { TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ChaseList, ChaseListRow } from './chase-list.entity.js';
import { WorkingMornings } from './working-mornings.js';

export const LIST_TIMER = 'morning.list';
/** Promises that one list names; that there were more is kept. */
const MOST = 200;

/** Makes the list of one unit on one morning: what is overdue, and what is due by the end of that day. */
@Injectable()
export class ListMaker implements OnModuleInit {
  constructor(
    private readonly runner: TimerRunner,
    private readonly broken: BrokenList,
    private readonly mornings: WorkingMornings,
    private readonly catalogue: Catalogue,
    private readonly work: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.runner.handle(LIST_TIMER, (timer, now) => this.make(timer, now));
  }

  /** Stores nothing on another day, on a day off, and where nothing is broken. */
  private async make({ subjectId: unitId, occurrence: day }: Timer, now: number): Promise<void> {
    const organisationId = this.catalogue.unit(unitId)?.organisation;
    if (organisationId === undefined || taipeiDate(now) !== day) return;
    if (!this.mornings.works(organisationId, unitId, day)) return;
    const found = await this.broken.of(unitId, taipeiMidnight(day) + days(1), MOST + 1);
    if (found.length === 0) return;
    const rows = found.slice(0, MOST).map((row, index) => this.rowOf(row, unitId, day, index + 1, now));
    const overdue = rows.filter(({ late }) => late).length;
    const list: ChaseList = {
      ...{ unitId, day, organisationId, madeAt: now, overdue, dueToday: rows.length - overdue },
      ...{ more: found.length > MOST, acknowledgedAt: null, acknowledgedBy: null, plan: null },
    };
    await this.work.run(async (manager) => {
      await insertRows(manager, ChaseList, [list], { ifAbsent: true });
      await insertRows(manager, ChaseListRow, rows, { ifAbsent: true });
    });
  }

  private rowOf(found: BrokenRow, unitId: string, day: string, place: number, now: number): ChaseListRow {
    const { caseId, caseNumber, clockId, commitmentId, organisationId, dueAt, dueDate, chase } = found;
    const calendar = this.catalogue.calendarOf(organisationId, found.unitId);
    const left = remaining({ dueAt, dueDate, endedAt: null }, now, calendar);
    return {
      ...{ unitId, day, place, caseId, caseNumber, clockId, commitmentId, dueAt, dueDate },
      ...{ actingUnitId: found.unitId, handlerId: found.handlerId },
      ...{ late: dueAt <= now, workingDays: left?.workingDays ?? 0 },
      ...{ chaseId: chase?.id ?? null, chaseAskedAt: chase?.askedAt ?? null },
      ...{ chaseDueDate: chase?.dueDate ?? null, chaseState: chase?.state ?? null },
    };
  }
}
