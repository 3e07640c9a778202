import { CaseAccess, DueList, type DueRow } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { staffWho, type Actor, type StaffActor } from '@app/people';
import { TimeSource, taipeiDate, type Sql } from '@app/platform';
import { nextLongBreak, toDay, type LongBreak } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { actingScopes, clockScopes } from './scope.js';

/** The next long holiday, and the promises due in it or on the first working day after it. */
export interface HolidayList extends LongBreak {
  /** The last working day before it is today or one of the next three. */
  near: boolean;
  /** Nearest due first, at most `MOST`. */
  due: DueRow[];
}

const NEAR_DAYS = 3;
const MOST = 500;

/** What falls due over a long holiday and who must act: for the own units, or the whole organisation. */
@Injectable()
export class HolidayLists {
  constructor(
    private readonly dues: DueList,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Null when the loaded calendars have no further long holiday. Throws NOT_FOUND for staff without a board. */
  async show(actor: Actor): Promise<HolidayList | null> {
    const staff = staffWho(actor, 'see-board');
    const calendar = this.catalogue.calendarOf(staff.organisationId);
    const today = taipeiDate(this.time.now());
    const found = nextLongBreak(calendar, today);
    if (!found) return null;
    const near = calendar.workingDaysBetween(toDay(today), toDay(found.lastWorkingDay)) <= NEAR_DAYS;
    return { ...found, near, due: await this.dues.overBreak(found, this.scopes(staff), { most: MOST }) };
  }

  /** The same for the board, which shows it only when it is near. */
  async ifNear(actor: Actor): Promise<HolidayList | null> {
    const list = await this.show(actor);
    return list?.near ? list : null;
  }

  /** All clocks of the organisation; for staff of units, clocks on which their units must act. */
  private scopes(staff: StaffActor): Sql[] {
    const { units, organisationId } = this.access.scopeOf(staff);
    return units === 'ALL' ? clockScopes({ units, organisationId }) : actingScopes(units);
  }
}
