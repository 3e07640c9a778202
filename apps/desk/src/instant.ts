import { Temporal } from 'temporal-polyfill';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Parses an instant; a date alone means its last millisecond, for something that happened on that day. */
export const instantOn = (text: string, option: string): number =>
  instant(DATE.test(text) ? `${text}T23:59:59.999` : text, option);

/**
 * Parses ISO 8601, epoch ms. Without an offset it is Taipei time; a date alone means 00:00. Throws with a one-line
 * message.
 */
export function instant(text: string, option: string): number {
  const whole = DATE.test(text) ? `${text}T00:00` : text;
  try {
    return Temporal.Instant.from(OFFSET.test(whole.slice(10)) ? whole : `${whole}+08:00`).epochMilliseconds;
  } catch {
    throw new Error(`${option}: "${text}" is not an instant such as 2026-08-19T10:00:00+08:00 or 2026-08-19`);
  }
}
