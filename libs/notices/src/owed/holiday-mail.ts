import { CaseContext, CaseFile, DueList, Seals, type DueAfter, type DueRow } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import {
  Clock,
  hours,
  SETTINGS,
  sql,
  taipeiDate,
  taipeiMidnight,
  UnitOfWork,
  type Settings,
} from '@app/platform';
import { CalendarError, nextLongBreak, type Calendar, type LongBreak } from '@app/sla/clock';
import { Timer, TimerBook, TimerRunner, type WantedTimer } from '@app/sla/timers';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mailTo } from './addresses.js';
import { circleOf } from './circle.js';
import { holderOf } from '../rows/facts.js';
import { NoticeRows } from '../rows/notice-rows.js';
import { BEFORE_HOLIDAY } from '../kinds/occasions.js';
import { supervisorsOf } from './staff-addressees.js';

const KIND = 'notice.before-holiday';
const AT_NINE = hours(9);
/** Clocks per firing: the transaction stays short, however much falls due. */
const SLICE = 20;
/** In the occurrence of a timer, between the day and the due instant and clock after which it goes on. */
const GOES_ON = '>';
const goesOn = (day: string, { dueAt, clockId }: DueAfter) => [day, dueAt, clockId].join(GOES_ON);

/**
 * On the last working day before a long holiday, at 09:00, heads of units and control officers hear what falls due
 * within it or on the first working day after, and who holds it. One timer per organisation, which arms the next.
 */
@Injectable()
export class HolidayMail implements OnModuleInit {
  constructor(
    private readonly runner: TimerRunner,
    private readonly timers: TimerBook,
    private readonly dues: DueList,
    private readonly rows: NoticeRows,
    private readonly catalogue: Catalogue,
    private readonly work: UnitOfWork,
    private readonly seals: Seals,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.runner.handle(KIND, (timer, now) => this.strike(timer, now));
  }

  /** Sees to it that each organisation's timer stands where its calendar says. Changes nothing where it does. */
  async arm(): Promise<void> {
    await this.work.run(async () => {
      for (const { id } of this.catalogue.organisations())
        await this.armFor(id, (await this.timers.live(id, [KIND]))[0]);
    });
  }

  private async armFor(organisationId: string, live?: Timer): Promise<void> {
    const now = this.clock.now();
    if (live && live.dueAt <= now) return; // it is about to fire, and arms the next itself
    const next = this.next(organisationId, now);
    if (live?.dueAt !== next?.dueAt) await this.timers.replace(organisationId, [KIND], next ? [next] : []);
  }

  private next(organisationId: string, now: number): WantedTimer | undefined {
    const calendar = this.calendarOf(organisationId);
    if (!calendar) return undefined;
    const today = taipeiDate(now);
    const over = now >= listAt(today);
    const found = nextLongBreak(calendar, over ? taipeiDate(now + hours(24)) : today);
    return found && this.timer(organisationId, found.lastWorkingDay, listAt(found.lastWorkingDay));
  }

  private timer(organisationId: string, occurrence: string, dueAt: number): WantedTimer {
    return { kind: KIND, caseId: '', subjectId: organisationId, occurrence, dueAt };
  }

  /** Undefined where no year is loaded yet. */
  private calendarOf(organisationId: string): Calendar | undefined {
    try {
      return this.catalogue.calendarOf(organisationId);
    } catch (error) {
      if (error instanceof CalendarError) return undefined;
      throw error;
    }
  }

  private async strike({ subjectId: organisationId, occurrence }: Timer, now: number): Promise<void> {
    const [day = '', dueAt, clockId] = occurrence.split(GOES_ON);
    const after = clockId ? { dueAt: Number(dueAt), clockId } : undefined;
    const calendar = this.calendarOf(organisationId);
    const found = calendar && nextLongBreak(calendar, day);
    // the calendar may have changed since; and a list that comes when all are back helps nobody
    const timely = found?.lastWorkingDay === day && now < taipeiMidnight(found.backOn);
    const rows = timely ? await this.slice(organisationId, found, after) : [];
    await this.work.run(async (manager) => {
      for (const row of rows) await this.owe(manager, row, found!);
      const last = rows.length === SLICE ? rows.at(-1) : undefined;
      if (last) await this.timers.arm([this.timer(organisationId, goesOn(day, last), now)]);
      else await this.armFor(organisationId);
    });
  }

  private slice(organisationId: string, off: LongBreak, after: DueAfter | undefined): Promise<DueRow[]> {
    return this.dues.overBreak(off, [sql`k."organisationId" = ${organisationId}`], { after, most: SLICE });
  }

  private async owe(manager: EntityManager, due: DueRow, off: LongBreak): Promise<void> {
    const file = await manager.findOneByOrFail(CaseFile, { id: due.caseId });
    if (file.erasedAt !== null) return;
    const { catalogue } = this;
    const today = taipeiDate(this.clock.now());
    const circle = await circleOf(manager, { file, catalogue, today, acting: due.unitId });
    const context = new CaseContext(manager, file, this.seals);
    const draft = {
      owed: BEFORE_HOLIDAY,
      occasion: `${due.clockId}@${off.lastWorkingDay}`,
      facts: factsOf(due, file, off),
      holdMs: this.settings.DIGEST_SECONDS * 1_000,
    };
    const made = mailTo(supervisorsOf(circle)).map((address) =>
      this.rows.make({ ...draft, address }, context),
    );
    await this.rows.store(context, await Promise.all(made));
  }
}

const listAt = (date: string): number => taipeiMidnight(date) + AT_NINE;

const factsOf = ({ commitmentId, dueDate, unitId }: DueRow, file: CaseFile, off: LongBreak) => ({
  organisation: file.organisationId,
  service: file.serviceId,
  unit: file.unitId,
  caseNumber: file.caseNumber,
  receivedAt: file.receivedAt,
  commitment: commitmentId,
  dueDate,
  ...holderOf(unitId, file),
  offFrom: off.offFrom,
  offTo: off.offTo,
  backOn: off.backOn,
});
