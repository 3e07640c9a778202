import { DAY_MS, toDay, toIso, weekdayOf, type Day } from './day.js';
import { CalendarRangeError } from './errors.js';
import { hoursOn, type OfficeHours, type OfficeInterval } from './office.js';
import { OfficeLine, type OpenDays, type OpenSpan } from './office-line.js';
import type { DayNote, OverlaidDay } from './overlays.js';
import type { Instant, IsoDate } from './types.js';
import { Zone } from './zone.js';

export interface CalendarParts {
  version: string;
  zone: string;
  firstDay: Day;
  /** One entry per day from `firstDay`, overlays applied: 1 working, 0 off. */
  working: Uint8Array;
  remarks: readonly string[];
  overlaid: ReadonlyMap<Day, OverlaidDay>;
  hours: OfficeHours;
}

/**
 * The working days of one organisation in one county: immutable, shared by all its clocks.
 * Counting is done on integer days with prefix sums, so a long period costs no more than a short one.
 * Any date outside the loaded years throws `CalendarRangeError`. Build it with `makeCalendar`.
 */
export class Calendar implements OpenDays {
  readonly version: string;
  readonly zone: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly office: OfficeLine;
  private readonly isoDates: readonly IsoDate[];
  /** Start of each day, and of the day after the last. */
  private readonly starts: Float64Array;
  /** `rank`: number of working days before each day; `order`: all working days, ascending. */
  private readonly rank: Int32Array;
  private readonly workingDays: Int32Array;
  private readonly clocks: Zone;

  constructor(private readonly parts: CalendarParts) {
    const { version, zone, firstDay, working } = parts;
    const length = working.length;
    [this.version, this.zone] = [version, zone];
    [this.firstDay, this.lastDay] = [firstDay, firstDay + length - 1];
    this.clocks = new Zone(zone, firstDay, this.lastDay);
    this.isoDates = Array.from(working, (_, index) => toIso(firstDay + index));
    this.starts = Float64Array.from({ length: length + 1 }, (_, i) => this.clocks.instantAt(firstDay + i));
    this.rank = prefixSums(working);
    this.workingDays = Int32Array.from(indicesOf(working), (index) => firstDay + index);
    this.office = new OfficeLine(this);
  }

  /** Is this date (`YYYY-MM-DD`) a working day here? */
  isWorking(date: IsoDate): boolean {
    return this.works(toDay(date));
  }

  works(day: Day): boolean {
    return this.parts.working[this.index(day)] === 1;
  }

  /** Kind of the day and the calendar's remark, for explanations. */
  note(day: Day): DayNote {
    const overlaid = this.parts.overlaid.get(day);
    if (overlaid) return overlaid.note;
    const remark = this.parts.remarks[this.index(day)];
    const ofWork = weekdayOf(day) % 6 === 0 ? 'MAKEUP_WORKING_DAY' : 'WORKING_DAY';
    return { kind: this.works(day) ? ofWork : 'DAY_OFF', ...(remark && { remark }) };
  }

  /** Working days in `(from, to]`; negative when `to` lies before `from`. */
  workingDaysBetween(from: Day, to: Day): number {
    return this.rank[this.index(to) + 1]! - this.rank[this.index(from) + 1]!;
  }

  /** The `n`-th working day after `day` (n ≥ 1); n ≤ 0 counts backwards, 0 being the last one up to `day`. */
  workingDayAfter(day: Day, n: number): Day {
    const found = this.workingDays[this.rank[this.index(day) + 1]! + n - 1];
    if (found === undefined) throw this.beyond();
    return found;
  }

  iso(day: Day): IsoDate {
    return this.isoDates[this.index(day)]!;
  }

  /** Does this instant lie in the loaded years? */
  covers(instant: Instant): boolean {
    return instant >= this.starts[0]! && instant < this.starts.at(-1)!;
  }

  /** The civil day on which an instant falls, in the calendar's zone. */
  dayAt(instant: Instant): Day {
    const { starts } = this;
    const last = starts.length - 2;
    let index = Math.min(last, Math.max(0, Math.floor((instant - starts[0]!) / DAY_MS)));
    while (index < last && starts[index + 1]! <= instant) index++;
    while (index > 0 && starts[index]! > instant) index--;
    if (!this.covers(instant)) throw this.outside(this.wallTime(instant));
    return this.firstDay + index;
  }

  startOf(day: Day): Instant {
    return this.starts[this.index(day)]!;
  }

  /** 24:00 of the day, exclusive. */
  endOf(day: Day): Instant {
    return this.starts[this.index(day) + 1]!;
  }

  /** First instant of the day at which the wall clock shows `minute` after midnight or later. */
  instantAt(day: Day, minute: number): Instant {
    return this.clocks.instantAt(this.firstDay + this.index(day), minute);
  }

  /** Office hours of the day, in minutes after midnight; empty on a day off. */
  hoursOf(day: Day): readonly OfficeInterval[] {
    if (!this.works(day)) return [];
    return this.parts.overlaid.get(day)?.hours ?? hoursOn(this.parts.hours, weekdayOf(day));
  }

  openSpans(day: Day): OpenSpan[] {
    return this.hoursOf(day).map(([from, to]) => ({
      from: this.instantAt(day, from),
      to: this.instantAt(day, to),
    }));
  }

  /** Local time of an instant, for messages: `2026-03-04 09:00`. */
  wallTime(instant: Instant): string {
    return new Date(instant).toLocaleString('sv-SE', { timeZone: this.zone }).slice(0, 16);
  }

  beyond(): CalendarRangeError {
    const last = toIso(this.lastDay);
    return this.outside(`${last} 之後`, `what ends after ${last}`);
  }

  private index(day: Day): number {
    if (day >= this.firstDay && day <= this.lastDay) return day - this.firstDay;
    throw this.outside(Number.isFinite(day) ? toIso(day) : String(day));
  }

  private outside(asked: string, inEnglish = asked): CalendarRangeError {
    const [from, to] = [toIso(this.firstDay), toIso(this.lastDay)];
    return new CalendarRangeError(
      `辦公日曆表 ${this.version} 只有 ${from} 至 ${to}，無法計算 ${asked}；請匯入該年度的日曆表（bin/desk calendar import）`,
      `calendar ${this.version} covers ${from} to ${to}, not ${inEnglish}; import that year (bin/desk calendar import)`,
    );
  }
}

function prefixSums(working: Uint8Array): Int32Array {
  const sums = new Int32Array(working.length + 1);
  working.forEach((works, index) => (sums[index + 1] = sums[index]! + works));
  return sums;
}

const indicesOf = (working: Uint8Array): number[] =>
  Array.from(working.keys()).filter((index) => working[index] === 1);
