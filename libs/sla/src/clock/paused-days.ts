import type { Calendar } from './calendar.js';
import { toDay, type Day } from './day.js';
import type { Clock } from './types.js';

/** The day a pause begins still counts; the day it ends does not, nor does the last day of a correction that lapsed. */
export function pausedDays(clock: Pick<Clock, 'pauses'>, calendar: Calendar): (day: Day) => boolean {
  const stretches = clock.pauses.map(({ from, to, until, lapsesAt }) => {
    const lapsed = until !== undefined && (to === null || to === lapsesAt);
    const last = lapsed ? toDay(until) : to === null ? Infinity : calendar.dayAt(to);
    return [calendar.dayAt(from), last] as const;
  });
  return (day) => stretches.some(([from, last]) => day > from && day <= last);
}
