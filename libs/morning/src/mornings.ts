import { Catalogue } from '@app/catalogue';
import { days, findRows, insertRows, sql, taipeiDate, TimeSource, UnitOfWork } from '@app/platform';
import { TimerBook, TimerRunner, type Timer, type WantedTimer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MorningDay } from './chase-list.entity.js';
import { LIST_TIMER } from './list-maker.js';
import { SHEET_TIMER, SheetMaker } from './sheet-maker.js';
import { WorkingMornings } from './working-mornings.js';

const KIND = 'morning.begins';

/**
 * On each working day, at the hour of the organisation, arms one timer for the list of each unit and one for the sheet of
 * each head and control officer: each is made in a short transaction of its own, once, whatever process fires it. One
 * timer per organisation, which arms the next; after a stop that of today is still made, those of days before are not.
 */
@Injectable()
export class Mornings implements OnModuleInit {
  constructor(
    private readonly runner: TimerRunner,
    private readonly timers: TimerBook,
    private readonly sheets: SheetMaker,
    private readonly mornings: WorkingMornings,
    private readonly catalogue: Catalogue,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.runner.handle(KIND, (timer, now) => this.begin(timer, now));
  }

  /** Sets each organisation's timer as its calendar and its hour say; changes nothing where it is right. */
  async arm(): Promise<void> {
    await this.work.run(async () => {
      for (const { id } of this.catalogue.organisations()) await this.armFor(id);
    });
  }

  private async armFor(organisationId: string): Promise<void> {
    const [live] = await this.timers.live(organisationId, [KIND]);
    if (live && live.dueAt <= this.time.now()) return; // it fires now, and then arms the next one
    const next = await this.next(organisationId);
    if (live?.occurrence === next?.occurrence && live?.dueAt === next?.dueAt) return;
    await this.timers.replace(organisationId, [KIND], next ? [next] : []);
  }

  /** Today's, where it is a working day that has not begun, though its hour has passed; else that of the next working day. */
  private async next(organisationId: string): Promise<WantedTimer | undefined> {
    const now = this.time.now();
    const today = taipeiDate(now);
    const from = (await this.hasBegun(organisationId, today)) ? taipeiDate(now + days(1)) : today;
    const day = this.mornings.next(organisationId, from);
    if (day === undefined) return undefined;
    const dueAt = this.mornings.at(organisationId, day);
    return { kind: KIND, caseId: null, subjectId: organisationId, occurrence: day, dueAt };
  }

  private hasBegun(organisationId: string, day: string): Promise<boolean> {
    return this.work.run(async (manager) => {
      const tail = sql`WHERE "organisationId" = ${organisationId} AND day = ${day}`;
      return (await findRows(manager, MorningDay, tail)).length > 0;
    });
  }

  private async begin({ subjectId: organisationId, occurrence: day }: Timer, now: number): Promise<void> {
    await this.work.run(async (manager) => {
      const isToday = taipeiDate(now) === day && this.mornings.next(organisationId, day) === day;
      if (isToday && !(await this.hasBegun(organisationId, day))) {
        await insertRows(manager, MorningDay, [{ organisationId, day, begunAt: now }]);
        await this.timers.arm([
          ...this.units(organisationId).map((unit) => timerOf(LIST_TIMER, unit, day, now)),
          ...(await this.sheets.readers(manager, organisationId)).map((one) =>
            timerOf(SHEET_TIMER, one, day, now),
          ),
        ]);
      }
      await this.armFor(organisationId);
    });
  }

  /** Partner teams have no list: what they owe stands on that of the unit that owns the case. */
  private units(organisationId: string): string[] {
    const units = this.catalogue.unitsOf(organisationId);
    return units.filter(({ kind }) => kind === 'UNIT').map(({ id }) => id);
  }
}

const timerOf = (
  kind: typeof LIST_TIMER | typeof SHEET_TIMER,
  subjectId: string,
  day: string,
  dueAt: number,
): WantedTimer => ({ kind, caseId: null, subjectId, occurrence: day, dueAt });
