import { CaseAccess } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { colleaguesOf, deputyOn, isAway, Staff, staffWho, type Actor, type StaffActor } from '@app/people';
import { days, Reader, taipeiDate, taipeiMidnight, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Boards, type BoardRow } from './board.js';
import { CaseLists, type CaseList, type ListedCase } from './case-list.js';
import { OpenTasks, type OpenTask } from './open-tasks.js';
import { OpenChases, type OpenChase } from './open-chases.js';

type Person = Pick<Staff, 'id' | 'name' | 'unitId'>;

/** Someone who is away on a day, and who does the work meanwhile; null: no one. */
export interface Absence extends Person {
  deputy: Person | null;
  /** Open cases that the reader sees, the nearest due first; `more`: there are others. */
  cases: ListedCase[];
  more: boolean;
}

/** The parts of the sheet, in the order of a stand-up. */
type SheetPart = 'broken' | 'today' | 'untouched' | 'approval' | 'chases' | 'tasks' | 'away';

/** What a stand-up in the morning goes through, in this order. */
export interface BoardSheet {
  at: number;
  /** How many there are of each part, at most `COUNTED`; the parts name the first of them. */
  numbers: Record<SheetPart, number>;
  /** Broken since the working day before began. */
  broken: BoardRow[];
  today: BoardRow[];
  untouched: CaseList;
  approval: CaseList;
  chases: OpenChase[];
  /** Tasks past their day. */
  tasks: OpenTask[];
  /** Who is away today and has no deputy who is there. */
  away: Absence[];
  /** Whom `whatIf` can be asked about. */
  people: Person[];
}

/** Rows of each part: what does not fit on a page is in the lists. */
const MOST = 20;
const AWAY = 10;

@Injectable()
export class BoardSheets {
  constructor(
    private readonly boards: Boards,
    private readonly lists: CaseLists,
    private readonly chases: OpenChases,
    private readonly tasks: OpenTasks,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /** Throws NOT_FOUND for staff without a board. */
  async show(actor: Actor): Promise<BoardSheet> {
    const staff = staffWho(actor, 'see-board');
    const at = this.time.now();
    const today = taipeiDate(at);
    const midnight = taipeiMidnight(today);
    const { people, all } = await this.people(staff);
    const away = people.filter((one) => isAway(one, today) && presentDeputy(one, all, today) === null);
    const [broken, due, untouched, approval, chases, tasks] = await Promise.all([
      this.boards.due(staff, this.workingDayBefore(staff, midnight), at),
      this.boards.due(staff, at, midnight + days(1)),
      this.lists.list(staff, { queue: 'untouched' }),
      this.lists.list(staff, { queue: 'approval' }),
      this.chases.seen(staff, MOST),
      this.tasks.overdue(staff, MOST),
    ]);
    const numbers = { ...(await this.numbers(staff, at, midnight)), away: away.length };
    const absences = await Promise.all(away.slice(0, AWAY).map((one) => this.absence(staff, one, null)));
    return { at, numbers, broken, today: due, untouched, approval, chases, tasks, away: absences, people };
  }

  private async numbers(
    staff: StaffActor,
    at: number,
    midnight: number,
  ): Promise<Omit<BoardSheet['numbers'], 'away'>> {
    const [broken, today, queues, chases, tasks] = await Promise.all([
      this.boards.dueNumber(staff, this.workingDayBefore(staff, midnight), at),
      this.boards.dueNumber(staff, at, midnight + days(1)),
      this.lists.counts(staff, ['untouched', 'approval']),
      this.chases.seenNumber(staff),
      this.tasks.overdueNumber(staff),
    ]);
    const [untouched, approval] = [queues.get('untouched') ?? 0, queues.get('approval') ?? 0];
    return { broken, today, untouched, approval, chases, tasks };
  }

  /** If this person were away on that day: who would do the work. Undefined for a person the actor has no part in. */
  async whatIf(actor: Actor, id: string, date: string): Promise<Absence | undefined> {
    const staff = staffWho(actor, 'see-board');
    const { people, all } = await this.people(staff);
    const found = people.find((one) => one.id === id);
    return found && this.absence(staff, found, presentDeputy(found, all, date));
  }

  /** Those of the units that the actor sees, and all of the organisation, as deputies may be of other units. */
  private async people(staff: StaffActor): Promise<Record<'people' | 'all', Staff[]>> {
    const { units } = this.access.scopeOf(staff);
    const all = await colleaguesOf(this.reader.repository(Staff).manager, staff.organisationId);
    const seen = all.filter(({ unitId }) => units === 'ALL' || units.includes(unitId));
    return { all, people: seen.toSorted((a, b) => a.name.localeCompare(b.name, 'zh-TW')) };
  }

  private async absence(staff: StaffActor, one: Staff, deputy: Staff | null): Promise<Absence> {
    const { cases, next } = await this.lists.list(staff, { queue: 'open', handler: one.id });
    const { id, name, unitId } = one;
    return { id, name, unitId, deputy, cases, more: next !== null };
  }

  private workingDayBefore({ organisationId, unitId }: StaffActor, midnight: number): number {
    const calendar = this.catalogue.calendarOf(organisationId, unitId);
    let before = midnight - days(1);
    while (!calendar.isWorking(taipeiDate(before))) before -= days(1);
    return before;
  }
}

/** A deputy who is away on that day, too, or who left, does not count. */
function presentDeputy(of: Staff, people: readonly Staff[], date: string): Staff | null {
  const deputyId = deputyOn(of, date);
  const deputy = people.find(({ id }) => id === deputyId);
  return deputy && !isAway(deputy, date) ? deputy : null;
}
