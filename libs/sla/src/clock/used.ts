import type { Calendar } from './calendar.js';
import { usedDays } from './count.js';
import type { Day } from './day.js';
import { isHours } from './lengths.js';
import { pausedDays } from './paused-days.js';
import type { Clock, ClockCommitment, Instant } from './types.js';

/**
 * 使用日數 of a clock until it ended, or until `now` while it runs: working days after the day of receipt, without
 * those on which it stood still; 0.5 on the day of receipt itself. Counted from the start again where a correction
 * restarts the period. Null for a promise in hours, and past the loaded years.
 */
export function clockUsedDays(
  clock: Clock,
  { length }: Pick<ClockCommitment, 'length'>,
  calendar: Calendar,
  now: Instant,
): number | null {
  const end = clock.endedAt ?? now;
  if (isHours(length.unit) || !calendar.covers(end)) return null;
  const [from, to] = [calendar.dayAt(clock.restartedAt ?? clock.startedAt), calendar.dayAt(end)];
  const paused = pausedDays(clock, calendar);
  const stoodStill = daysAfter(from, to).filter((day) => calendar.works(day) && paused(day)).length;
  return usedDays(calendar, calendar.iso(from), calendar.iso(to), stoodStill);
}

const daysAfter = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + 1 + index);
