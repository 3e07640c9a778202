import { Temporal } from 'temporal-polyfill';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** An instant, or the last moment of a bare date: something happened on that day. */
export const instantOn = (text: string, option: string): number =>
  instant(DATE.test(text) ? `${text}T23:59:59.999` : text, option);

/** ISO 8601: an instant with its offset; without one it is Taipei's, and a bare date is its 00:00. Throws in one line. */
export function instant(text: string, option: string): number {
  const whole = DATE.test(text) ? `${text}T00:00` : text;
  try {
    return Temporal.Instant.from(OFFSET.test(whole.slice(10)) ? whole : `${whole}+08:00`).epochMilliseconds;
  } catch {
    throw new Error(`${option}: "${text}" is not an instant such as 2026-08-19T10:00:00+08:00 or 2026-08-19`);
  }
}
