import { Temporal } from 'temporal-polyfill';
import { DAY_MS, MINUTE_MS, type Day } from './day.js';
import { CalendarError } from './errors.js';
import type { Instant } from './types.js';

interface Span {
  from: Instant;
  to: Instant;
  /** Local time minus UTC, milliseconds. */
  offset: number;
}

/**
 * A named zone over a range of days. The time zone database is asked once, for the changes of offset in the
 * range; after that everything is arithmetic, for Taipei (one span) and for zones with daylight saving time.
 */
export class Zone {
  private readonly spans: readonly Span[];

  constructor(
    readonly name: string,
    firstDay: Day,
    lastDay: Day,
  ) {
    this.spans = spansOf(name, (firstDay - 2) * DAY_MS, (lastDay + 3) * DAY_MS);
  }

  /**
   * The first instant at which the wall clock of `day` shows `minute` or later. A time skipped by
   * daylight saving time is the moment of the change; one that occurs twice is its first occurrence.
   */
  instantAt(day: Day, minute = 0): Instant {
    const wall = day * DAY_MS + minute * MINUTE_MS;
    for (const { from, to, offset } of this.spans) {
      const instant = Math.max(from, wall - offset);
      if (instant < to) return instant;
    }
    return Infinity;
  }
}

function spansOf(name: string, from: Instant, to: Instant): Span[] {
  let moment = zoned(name, from);
  const spans: Span[] = [];
  for (let start = -Infinity; ;) {
    const next = moment.getTimeZoneTransition('next');
    const end = next && next.epochMilliseconds < to ? next.epochMilliseconds : Infinity;
    spans.push({ from: start, to: end, offset: moment.offsetNanoseconds / 1e6 });
    if (!next || end === Infinity) return spans;
    [moment, start] = [next, end];
  }
}

function zoned(name: string, instant: Instant): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
  } catch {
    throw new CalendarError(`沒有「${name}」這個時區`, `there is no time zone "${name}"`);
  }
}
