import { CaseFile, DueList, type DueRow } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { TimeSource, hours, Keyring, sql, taipeiDate, taipeiMidnight, UnitOfWork } from '@app/platform';
import { CalendarError, nextLongBreak, type Calendar, type LongBreak } from '@app/sla/clock';
import { Timer, TimerBook, TimerRunner, type WantedTimer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { BEFORE_HOLIDAY } from '../kinds/occasions.js';
import { aboutOther } from '../rows/about.js';
import type { Address } from '../rows/address.js';
import { basicsOfDue, factsOf } from '../facts/facts-of.js';
import type { NoticeFacts } from '../facts/facts.js';
import { occasionOf } from '../kinds/occasion.js';
import { NoticeRows, type Draft } from '../rows/notice-rows.js';
import { mailTo } from './addresses.js';
import { circleOf } from './circle.js';
import { supervisorsOf } from './staff-addressees.js';

const KIND = 'notice.before-holiday';
const KINDS = [BEFORE_HOLIDAY.kind];
const AT_NINE = hours(9);
/** Promises of one organisation that are read, the nearest due first. */
const MOST_DUE = 500;
/** Promises that one mail lists; of the others it says how many there are. */
const MOST_NAMED = 50;

/** One recipient, and what her list names. */
interface List {
  address: Address;
  items: NoticeFacts[];
}

/**
 * On the last working day before a long holiday, at 09:00, heads of units and control officers hear what falls due
 * within it or on the first working day after, and who holds it: one message each, about the organisation. One timer per
 * organisation, which arms the next.
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
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.runner.handle(KIND, (timer, now) => this.strike(timer, now));
  }

  /** Sets each organisation's timer as its calendar says; changes nothing where it is right. */
  async arm(): Promise<void> {
    await this.work.run(async () => {
      for (const { id } of this.catalogue.organisations())
        await this.armFor(id, (await this.timers.live(id, [KIND]))[0]);
    });
  }

  private async armFor(organisationId: string, live?: Timer): Promise<void> {
    const now = this.time.now();
    if (live && live.dueAt <= now) return; // it fires now, and then arms the next one
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
    return { kind: KIND, caseId: null, subjectId: organisationId, occurrence, dueAt };
  }

  /** Undefined while no calendar is loaded. */
  private calendarOf(organisationId: string): Calendar | undefined {
    try {
      return this.catalogue.calendarOf(organisationId);
    } catch (error) {
      if (error instanceof CalendarError) return undefined;
      throw error;
    }
  }

  private async strike({ subjectId: organisationId, occurrence: day }: Timer, now: number): Promise<void> {
    const calendar = this.calendarOf(organisationId);
    const found = calendar && nextLongBreak(calendar, day);
    // the calendar may have changed since; and once everyone is back the list is of no use
    const timely = found?.lastWorkingDay === day && now < taipeiMidnight(found.backOn);
    const dues = timely ? await this.dueOver(organisationId, found) : [];
    await this.work.run(async (manager) => {
      if (dues.length > 0) await this.owe(manager, organisationId, dues, found!);
      await this.armFor(organisationId);
    });
  }

  private dueOver(organisationId: string, off: LongBreak): Promise<DueRow[]> {
    return this.dues.overBreak(off, [sql`k."organisationId" = ${organisationId}`], { most: MOST_DUE });
  }

  private async owe(
    manager: EntityManager,
    organisation: string,
    dues: readonly DueRow[],
    off: LongBreak,
  ): Promise<void> {
    const files = await manager.findBy(CaseFile, { id: In(dues.map(({ caseId }) => caseId)) });
    const about = aboutOther(
      manager,
      { kind: 'ORGANISATION', id: organisation },
      {
        keyring: this.keyring,
        isDemonstration: files.some(({ origin }) => origin === 'DEMONSTRATION'),
      },
    );
    const lists = await this.lists(manager, dues, new Map(files.map((file) => [file.id, file])));
    const drafts: Draft[] = [];
    for (const { address, items } of lists)
      drafts.push({
        owed: BEFORE_HOLIDAY,
        address,
        occasion: occasionOf.holiday(off.lastWorkingDay),
        facts: await listed(organisation, items, off, about.isDemonstration),
      });
    await this.rows.store(manager, await this.rows.make(drafts, about));
  }

  /** One list for each recipient: heads get the promises of their units, control officers all. */
  private async lists(
    manager: EntityManager,
    dues: readonly DueRow[],
    files: ReadonlyMap<string, CaseFile>,
  ): Promise<List[]> {
    const lists = new Map<string, List>();
    const known = new Map<string, Address[]>();
    for (const due of dues) {
      const file = files.get(due.caseId)!;
      if (file.erasedAt !== null) continue;
      const units = `${file.unitId} ${due.unitId}`;
      const addresses = known.get(units) ?? (await this.addresses(manager, file, due.unitId));
      known.set(units, addresses);
      const item = await factsOf(KINDS, { due, file }, basicsOfDue(due, file));
      for (const address of addresses) {
        const key = JSON.stringify(address);
        const list = lists.get(key) ?? { address, items: [] };
        list.items.push(item);
        lists.set(key, list);
      }
    }
    return [...lists.values()];
  }

  private async addresses(manager: EntityManager, file: CaseFile, acting: string): Promise<Address[]> {
    const { catalogue } = this;
    const today = taipeiDate(this.time.now());
    return mailTo(supervisorsOf(await circleOf(manager, { file, catalogue, today, acting })));
  }
}

const listAt = (date: string): number => taipeiMidnight(date) + AT_NINE;

const listed = async (
  organisation: string,
  items: readonly NoticeFacts[],
  off: LongBreak,
  isDemonstration: boolean,
): Promise<NoticeFacts> => ({
  ...(await factsOf(KINDS, { off }, { organisation })),
  count: items.length,
  items: items.slice(0, MOST_NAMED),
  ...(isDemonstration && { demonstration: true }),
});
