/**
 * Public interface of the clock: pure functions of calendars, lengths and histories. Nothing here reads the current
 * time.
 */
export * from './types.js';
export * from './errors.js';
export { toDay, toIso, weekdayOf } from './day.js';
export { formatLength, parseLength } from './lengths.js';
export { CALENDAR_HEADER, decodeCalendar, parseCalendarCsv, type CalendarYear } from './csv.js';
export { officeHours, parseOfficeIntervals, type OfficeHours } from './office.js';
export { overlaidDay, overlaysFor, type Overlay } from './overlays.js';
export type { Calendar } from './calendar.js';
export { makeCalendar, type CalendarSource } from './make-calendar.js';
export { endMonths, legalDue, roll, usedDays, usedDaysFixedTerm } from './count.js';
export { canBeExtended, checkExtension, underOwner } from './extension.js';
export { fold } from './fold.js';
export {
  isBreached,
  lastChange,
  remaining,
  stateAt,
  type ClockChange,
  type ClockStateNow,
  type Remaining,
} from './state.js';
export { clockUsedDays } from './used.js';
export { explain, MOST_EXPLAINED_DAYS } from './explain.js';
export { dueFor } from './due-for.js';
export { firstWarning, ladderInstants, type LadderMoment } from './ladder.js';
export {
  DEFAULT_LADDER,
  isAtOnce,
  isOneDay,
  ladderFor,
  ONE_DAY_LADDER,
  parseRungAt,
  type LadderOf,
  type LadderRung,
} from './rung.js';
export { isEarlier } from './changes.js';
export { commitmentFaults } from './commitment.js';
export { remainingWords } from './words.js';
export { CHANGE_WORDS, whyWords } from './why-words.js';
export { beyondHorizon } from './horizon.js';
export { nextLongBreak, type LongBreak } from './long-break.js';
