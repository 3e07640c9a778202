import { Temporal } from 'temporal-polyfill';

/** A local date and time, without a zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/**
 * The instant of a local time in a zone; undefined for a date or time that does not exist.
 * A time skipped by daylight saving time is moved forward by the gap (02:30 becomes 03:30), and of one that occurs
 * twice the first is taken: Temporal's `compatible`, which is also what most systems that wrote such times did.
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

/** Whether a name is an IANA time zone, not a bare offset. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
