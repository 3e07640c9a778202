import { Problem } from '@app/platform';
import { CalendarRangeError } from '@app/sla/clock';

/** What cannot be counted because the next year is not loaded is refused for now (503), in words; never guessed. */
export async function withinCalendar<T>(count: () => T | Promise<T>): Promise<T> {
  try {
    return await count();
  } catch (error) {
    throw error instanceof CalendarRangeError ? new Problem('BUSY', 'calendar-ends') : error;
  }
}
