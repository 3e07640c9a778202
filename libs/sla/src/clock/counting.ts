import type { Calendar } from './calendar.js';
import { addWorkingDays, END, lastInstant, roll } from './count.js';
import { HOUR_MS, type Day } from './day.js';
import type { Instant, IsoDate, LengthUnit } from './types.js';

/** A point in time in the measure of a unit: an instant (ms) for hours, a `Day` for all other units. */
export type Position = number;

export interface Due {
  /** The last position, moved to a working day; an extension counts from it. */
  last: Position;
  /** Exclusive end of the promise. */
  dueAt: Instant;
  dueDate: IsoDate;
}

/** How one unit counts. All six units share everything else about a clock. */
export interface Counting {
  position(calendar: Calendar, instant: Instant): Position;
  /** Position at which a pause ends whose last day this is. */
  endOfDay(calendar: Calendar, day: Day): Position;
  /** End of `n` units, before it is moved to a working day. */
  end(calendar: Calendar, from: Position, n: number): Position;
  /** What remains between two positions, in the measure that a pause preserves. */
  left(calendar: Calendar, from: Position, end: Position): number;
  /** Position at which `left` is used up, counted from `from`. */
  after(calendar: Calendar, from: Position, left: number): Position;
  due(calendar: Calendar, end: Position, saturdayMorning: boolean): Due;
}

const instants: Pick<Counting, 'position' | 'endOfDay' | 'due'> = {
  position: (_, instant) => instant,
  endOfDay: (calendar, day) => calendar.endOf(day),
  due: (calendar, end) => ({ last: end, dueAt: end, dueDate: calendar.iso(calendar.dayAt(end - 1)) }),
};

const dates: Pick<Counting, 'position' | 'endOfDay' | 'due'> = {
  position: (calendar, instant) => calendar.dayAt(instant),
  endOfDay: (_, day) => day,
  due(calendar, end, saturdayMorning) {
    const last = roll(calendar, end);
    return { last, dueAt: lastInstant(calendar, end, last, saturdayMorning), dueDate: calendar.iso(last) };
  },
};

/** Days, weeks and months: a pause moves the end by its own calendar length, days off included. */
const calendarDays = (unit: 'd' | 'w' | 'm'): Counting => ({
  ...dates,
  end: END[unit]!,
  left: (_, from, end) => end - from,
  after: (_, from, left) => from + left,
});

export const COUNTING: Readonly<Record<LengthUnit, Counting>> = {
  h: {
    ...instants,
    end: (_, from, n) => from + n * HOUR_MS,
    left: (_, from, end) => end - from,
    after: (_, from, left) => from + left,
  },
  wh: {
    ...instants,
    end: (calendar, from, n) => calendar.office.add(from, n * HOUR_MS),
    left: (calendar, from, end) => calendar.office.between(from, end),
    after: (calendar, from, left) => calendar.office.add(from, left),
  },
  wd: {
    ...dates,
    end: addWorkingDays,
    left: (calendar, from, end) => calendar.workingDaysBetween(from, end),
    after: addWorkingDays,
  },
  d: calendarDays('d'),
  w: calendarDays('w'),
  m: calendarDays('m'),
};
