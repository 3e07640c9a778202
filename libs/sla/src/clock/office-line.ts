import type { Day } from './day.js';
import type { Instant } from './types.js';

export interface OpenSpan {
  from: Instant;
  to: Instant;
}

/** The days and their open hours. */
export interface OpenDays {
  readonly firstDay: Day;
  readonly lastDay: Day;
  dayAt(instant: Instant): Day;
  /** Open spans of one day, ascending; empty on a day off. */
  openSpans(day: Day): readonly OpenSpan[];
  /** What to throw when the hours asked for end after the last day. */
  beyond(): Error;
}

/**
 * Cumulative office time: `worked(t)` is the open time from the first day up to `t`, in whole milliseconds.
 * Everything counted in working hours is a difference or an inverse of it; each costs one binary search at
 * most, however long the period.
 */
export class OfficeLine {
  /** Open time (ms) before each day, and one last entry for the total. */
  private readonly before: Float64Array;

  constructor(private readonly days: OpenDays) {
    const length = days.lastDay - days.firstDay + 1;
    this.before = new Float64Array(length + 1);
    for (let index = 0; index < length; index++) {
      this.before[index + 1] = this.before[index]! + lengthOf(days.openSpans(days.firstDay + index));
    }
  }

  /** Open time of all loaded years, ms. */
  get total(): number {
    return this.before.at(-1)!;
  }

  worked(instant: Instant): number {
    const day = this.days.dayAt(instant);
    let sum = this.before[day - this.days.firstDay]!;
    for (const { from, to } of this.days.openSpans(day)) sum += Math.max(0, Math.min(to, instant) - from);
    return sum;
  }

  /** Open time in `[from, to)`, ms. */
  between(from: Instant, to: Instant): number {
    return this.worked(to) - this.worked(from);
  }

  /** The earliest instant with `amount` ms of open time after `from`; `from` itself for 0. */
  add(from: Instant, amount: number): Instant {
    return amount <= 0 ? from : this.closingAt(this.worked(from) + amount);
  }

  /** The earliest instant with `sum` worked (more than 0): inside a span or at its end. */
  closingAt(sum: number): Instant {
    const index = this.firstDayWith((after) => after >= sum);
    return this.within(index, sum, (rest, length) => rest <= length);
  }

  /** The latest instant with `sum` worked: inside a span or at its beginning. */
  openingAt(sum: number): Instant {
    const index = this.firstDayWith((after) => after > sum);
    return this.within(index, sum, (rest, length) => rest < length);
  }

  private within(index: number, sum: number, fits: (rest: number, length: number) => boolean): Instant {
    let rest = sum - this.before[index]!;
    for (const { from, to } of this.days.openSpans(this.days.firstDay + index)) {
      if (fits(rest, to - from)) return from + rest;
      rest -= to - from;
    }
    throw this.days.beyond();
  }

  /** Binary search: index of the first day at whose end the predicate holds. */
  private firstDayWith(holds: (workedAfter: number) => boolean): number {
    const { before } = this;
    let [low, high] = [0, before.length - 1];
    if (!holds(before[high]!)) throw this.days.beyond();
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(before[middle + 1]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const lengthOf = (spans: readonly OpenSpan[]): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from), 0);
