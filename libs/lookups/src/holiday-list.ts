import { CaseAccess, DueList, type DueRow } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { staffWho, type Actor, type StaffActor } from '@app/people';
import { TimeSource, taipeiDate, type Sql } from '@app/platform';
import { nextLongBreak, toDay, type LongBreak } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { actingScopes, clockScopes } from './scope.js';

/** The next long holiday, and what falls due by the first working day after it. */
export interface HolidayList extends LongBreak {
  /** The last working day is today or one of the next three. */
  near: boolean;
  /** The nearest due first, `MOST` at most. */
  due: DueRow[];
}

const NEAR_DAYS = 3;
const MOST = 500;

/** Who holds what before a long holiday: of the own units, or of the organisation. */
@Injectable()
export class HolidayLists {
  constructor(
    private readonly dues: DueList,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Null when the loaded calendars know of no long holiday to come. Throws NOT_FOUND for staff without a board. */
  async show(actor: Actor): Promise<HolidayList | null> {
    const staff = staffWho(actor, 'see-board');
    const calendar = this.catalogue.calendarOf(staff.organisationId);
    const today = taipeiDate(this.time.now());
    const found = nextLongBreak(calendar, today);
    if (!found) return null;
    const near = calendar.workingDaysBetween(toDay(today), toDay(found.lastWorkingDay)) <= NEAR_DAYS;
    return { ...found, near, due: await this.dues.overBreak(found, this.scopes(staff), { most: MOST }) };
  }

  /** The same for the board's page, where it is of interest only when it is near. */
  async ifNear(actor: Actor): Promise<HolidayList | null> {
    const list = await this.show(actor);
    return list?.near ? list : null;
  }

  /** As on the board: clocks of the organisation's cases, or what the own units must do, for whichever case. */
  private scopes(staff: StaffActor): Sql[] {
    const { units, organisationId } = this.access.scopeOf(staff);
    return units === 'ALL' ? clockScopes({ units, organisationId }) : actingScopes(units);
  }
}
