import type { Calendar } from './calendar.js';
import { COUNTING, type Counting, type Due, type Position } from './counting.js';
import type { Day } from './day.js';
import type { ClockCommitment, Instant, Length } from './types.js';

/**
 * The course of one promise on one calendar: where its end lies, and how a pause or an extension moves it.
 * `end` is always the unrolled end (deadlines: days suspended are added before rolling).
 */
export class Course {
  private readonly counting: Counting;

  constructor(
    readonly commitment: ClockCommitment,
    readonly calendar: Calendar,
  ) {
    this.counting = COUNTING[commitment.length.unit];
  }

  /** End of the whole length, counted from an instant. */
  begin(at: Instant): Position {
    return this.counting.end(this.calendar, this.position(at), this.commitment.length.amount);
  }

  position(at: Instant): Position {
    return this.counting.position(this.calendar, at);
  }

  endOfDay(day: Day): Position {
    return this.counting.endOfDay(this.calendar, day);
  }

  due(end: Position): Due {
    return this.counting.due(this.calendar, end, this.commitment.saturdayMorning ?? false);
  }

  /** What is left at `from` is left at `resumed`. A pause that began when it was already too late moves nothing. */
  suspend(end: Position, from: Instant, resumed: Position): Position {
    if (from >= this.due(end).dueAt) return end;
    return this.counting.after(this.calendar, resumed, this.left(this.position(from), end));
  }

  /** What of the promise is left between two positions, never less than none. */
  left(from: Position, end: Position): number {
    return Math.max(0, this.counting.left(this.calendar, from, end));
  }

  /** 展延 counts from the old due date; while paused, when no date is due, from the end that stands still. */
  extend(end: Position, length: Length, paused: boolean): Position {
    return this.lengthFrom(paused ? end : this.due(end).last, length);
  }

  /** End of another length on this course's line; hours and dates do not mix (`checkExtension`). */
  lengthFrom(from: Position, { amount, unit }: Length): Position {
    return COUNTING[unit].end(this.calendar, from, amount);
  }
}
