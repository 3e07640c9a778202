import { Temporal } from 'temporal-polyfill';

/** What a calendar and a clock on the wall show. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/**
 * The instant at which a zone's clock shows a wall time; undefined for a date or time that does not exist.
 * A time that summer time skips is moved on by the length of the gap (02:30 becomes 03:30), and of one that comes
 * twice the first is taken: Temporal's `compatible`, and what most systems that wrote such times did.
 */
export function instantOf(wall: WallTime, timeZone: string): number | undefined {
  try {
    const local = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
    return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a name is a time zone with its rules (IANA), not a bare offset. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
