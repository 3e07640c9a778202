import type { Calendar } from './calendar.js';
import { Course } from './course.js';
import { CalendarRangeError } from './errors.js';
import type { ClockCommitment, Instant } from './types.js';

/**
 * The promises that could no longer be computed if they began at `at` (say, two months from now): time to
 * ask an operator for the next year's calendar, long before a citizen runs into the error.
 */
export const beyondHorizon = (
  commitments: readonly ClockCommitment[],
  calendar: Calendar,
  at: Instant,
): ClockCommitment[] => commitments.filter((commitment) => !canBegin(new Course(commitment, calendar), at));

function canBegin(course: Course, at: Instant): boolean {
  try {
    course.due(course.begin(at));
    return true;
  } catch (error) {
    if (error instanceof CalendarRangeError) return false;
    throw error;
  }
}
