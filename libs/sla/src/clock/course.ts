import type { Calendar } from './calendar.js';
import { COUNTING, type Counting, type Due, type Position } from './counting.js';
import type { Day } from './day.js';
import type { ClockCommitment, Instant, Length } from './types.js';

/**
 * One promise on one calendar: where it ends, and how a pause or an extension moves that end.
 * `end` is always the end before it is moved to a working day: suspended days are added before that move.
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

  /**
   * Moves the end so that what remained at `from` remains at `resumed`. A pause that began after the end moves
   * nothing.
   */
  suspend(end: Position, from: Instant, resumed: Position): Position {
    if (from >= this.due(end).dueAt) return end;
    return this.counting.after(this.calendar, resumed, this.left(this.position(from), end));
  }

  /** What remains of the promise between two positions, at least 0. */
  left(from: Position, end: Position): number {
    return Math.max(0, this.counting.left(this.calendar, from, end));
  }

  /** 展延 counts from the old due date; while paused, when there is no due date, from the end as it was at the pause. */
  extend(end: Position, length: Length, paused: boolean): Position {
    return this.lengthFrom(paused ? end : this.due(end).last, length);
  }

  /** End of another length counted from `from`; hours and dates cannot be mixed (`checkExtension` refuses it). */
  lengthFrom(from: Position, { amount, unit }: Length): Position {
    return COUNTING[unit].end(this.calendar, from, amount);
  }
}
