const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Taiwan has had no daylight saving since 1980; office dates are always +08:00. */
const TAIPEI_OFFSET = 8 * HOUR;

/** `YYYY-MM-DD` in Taipei at an instant. */
export const taipeiDate = (instant: number): string =>
  new Date(instant + TAIPEI_OFFSET).toISOString().slice(0, 10);

/** `2026-11-21T14:30:00+08:00`: instants in the JSON API. */
export const isoTaipei = (instant: number): string =>
  new Date(instant + TAIPEI_OFFSET).toISOString().replace(/\.\d{3}Z$/, '+08:00');

/** `14:05` in Taipei at an instant. */
export const taipeiTime = (instant: number): string =>
  new Date(instant + TAIPEI_OFFSET).toISOString().slice(11, 16);

/** ROC date digits `1151121` of an instant, as in case numbers (year = CE − 1911). */
export function rocDigits(instant: number): string {
  const [year = '', month = '', day = ''] = taipeiDate(instant).split('-');
  return `${String(Number(year) - 1911).padStart(3, '0')}${month}${day}`;
}

/** Instant of 00:00 in Taipei on a date. */
export const taipeiMidnight = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

export const days = (n: number): number => n * DAY;
export const hours = (n: number): number => n * HOUR;
export const minutes = (n: number): number => n * 60_000;
