import type { Calendar } from './calendar.js';
import { toDay } from './day.js';
import { CalendarRangeError } from './errors.js';
import type { IsoDate } from './types.js';

/** A stretch of days off, between two working days. */
export interface LongBreak {
  lastWorkingDay: IsoDate;
  offFrom: IsoDate;
  offTo: IsoDate;
  backOn: IsoDate;
}

/**
 * The next stretch of at least `days` days off whose last working day before it is `from` or later (連假).
 * Undefined when the loaded years have none.
 */
export function nextLongBreak(calendar: Calendar, from: IsoDate, days = 3): LongBreak | undefined {
  try {
    const start = toDay(from);
    let last = calendar.works(start) ? start : calendar.workingDayAfter(start, 1);
    for (;;) {
      const back = calendar.workingDayAfter(last, 1);
      if (back - last > days) return between(calendar, last, back);
      last = back;
    }
  } catch (error) {
    if (error instanceof CalendarRangeError) return undefined;
    throw error;
  }
}

const between = (calendar: Calendar, last: number, back: number): LongBreak => ({
  lastWorkingDay: calendar.iso(last),
  offFrom: calendar.iso(last + 1),
  offTo: calendar.iso(back - 1),
  backOn: calendar.iso(back),
});
