import { Problem } from '@app/platform';
import { CalendarRangeError } from '@app/sla/clock';

/** Turns `CalendarRangeError` into a 503 with an explanation: a date is never guessed, the next year must be loaded. */
export async function withinCalendar<T>(count: () => T | Promise<T>): Promise<T> {
  try {
    return await count();
  } catch (error) {
    throw error instanceof CalendarRangeError ? new Problem('BUSY', 'calendar-ends') : error;
  }
}
