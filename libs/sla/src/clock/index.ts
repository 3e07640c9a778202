/** The clock's door: pure functions of calendars, lengths and histories. Nothing here reads the time of day. */
export * from './types.js';
export * from './errors.js';
export { dayFrom, toDay, toIso, weekdayOf, type Day } from './day.js';
export { formatLength, isHours, parseLength } from './lengths.js';
export { CALENDAR_HEADER, decodeCalendar, parseCalendarCsv, type CalendarYear } from './csv.js';
export {
  DEFAULT_OFFICE_HOURS,
  officeHours,
  parseOfficeIntervals,
  type OfficeHours,
  type OfficeInterval,
} from './office.js';
export { overlaidDay, overlaysFor, type DayKind, type DayNote, type Overlay } from './overlays.js';
export type { Calendar } from './calendar.js';
export { DEFAULT_ZONE, makeCalendar, type CalendarSource } from './make-calendar.js';
export {
  addWorkingDays,
  dueInstant,
  endDays,
  endMonths,
  endWeeks,
  legalDue,
  roll,
  usedDays,
  usedDaysFixedTerm,
} from './count.js';
export { canBeExtended, checkExtension, type ExtensionRequest } from './extension.js';
export { fold } from './fold.js';
export {
  isBreached,
  isPausedAt,
  lastChange,
  remaining,
  stateAt,
  type ClockChange,
  type ClockStateNow,
  type Remaining,
} from './state.js';
export { clockUsedDays } from './used.js';
export { explain, MOST_EXPLAINED_DAYS } from './explain.js';
export { dueFor, type DueAnswer, type DueQuestion } from './due-for.js';
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
  type RungPlace,
} from './rung.js';
export { isEarlier } from './changes.js';
export { commitmentFaults, type CommitmentFault } from './commitment.js';
export { remainingWords, type Locale } from './words.js';
export { CHANGE_WORDS, whyWords } from './why-words.js';
export { beyondHorizon } from './horizon.js';
export { nextLongBreak, type LongBreak } from './long-break.js';
