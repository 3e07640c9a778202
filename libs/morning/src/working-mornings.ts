import { Catalogue, MORNING_AT } from '@app/catalogue';
import { days, hours, minutes, taipeiDate, taipeiMidnight } from '@app/platform';
import { CalendarError } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';

/** Days ahead among which the next working one is looked for: longer than any holiday. */
const AHEAD = 60;

/** On which days an organisation and its units work, and when their morning begins. */
@Injectable()
export class WorkingMornings {
  constructor(private readonly catalogue: Catalogue) {}

  /** The hour that the organisation settled, on a date (`YYYY-MM-DD`), as epoch milliseconds. */
  at(organisationId: string, day: string): number {
    const stated = this.catalogue.organisation(organisationId)?.morningAt ?? MORNING_AT;
    const [hour, minute] = stated.split(':').map(Number) as [number, number];
    return taipeiMidnight(day) + hours(hour) + minutes(minute);
  }

  /** The first date from `day` on which any unit of the organisation works; undefined past the loaded calendars. */
  next(organisationId: string, day: string): string | undefined {
    const first = taipeiMidnight(day);
    const dates = Array.from({ length: AHEAD }, (_, n) => taipeiDate(first + days(n)));
    return dates.find((date) => this.anyoneWorks(organisationId, date));
  }

  /** Whether a unit works on a date: its county may be closed while others are not. False without a calendar. */
  works(organisationId: string, unitId: string, day: string): boolean {
    try {
      return this.catalogue.calendarOf(organisationId, unitId).isWorking(day);
    } catch (error) {
      if (error instanceof CalendarError) return false;
      throw error;
    }
  }

  private anyoneWorks(organisationId: string, day: string): boolean {
    return this.catalogue.unitsOf(organisationId).some(({ id }) => this.works(organisationId, id, day));
  }
}
