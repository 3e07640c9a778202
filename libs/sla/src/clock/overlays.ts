import { CalendarError } from './errors.js';
import { parseOfficeIntervals, type OfficeInterval } from './office.js';
import type { IsoDate } from './types.js';

/**
 * A change of one day of the national calendar, made by an agency or a county.
 * `CLOSURE` is a 停止上班 declared by a county (typhoon); the day does not count.
 * `HALF_DAY` stays a working day with shorter hours.
 */
export interface Overlay {
  date: IsoDate;
  kind: 'WORKING_DAY' | 'DAY_OFF' | 'HALF_DAY' | 'CLOSURE';
  /** The reason shown beside the day, such as 颱風停止上班. */
  remark: string;
  /** The hours kept on a `HALF_DAY`, or special ones on a `WORKING_DAY`, such as `['08:30-12:30']`. */
  hours?: readonly string[];
  /** Limits the overlay to one organisation or one county; absent means all. */
  organisation?: string;
  region?: string;
}

/** The overlays that apply to one organisation in one county. */
export function overlaysFor(
  overlays: readonly Overlay[],
  place: { organisation?: string; region?: string },
): Overlay[] {
  return overlays.filter(
    ({ organisation, region }) =>
      (organisation === undefined || organisation === place.organisation) &&
      (region === undefined || region === place.region),
  );
}

type DayKind = 'WORKING_DAY' | 'MAKEUP_WORKING_DAY' | 'HALF_DAY' | 'DAY_OFF' | 'CLOSURE';

export interface DayNote {
  kind: DayKind;
  remark?: string;
}

export interface OverlaidDay {
  working: 0 | 1;
  note: DayNote;
  hours?: readonly OfficeInterval[];
}

const WORKS: Readonly<Record<Overlay['kind'], 0 | 1>> = {
  WORKING_DAY: 1,
  HALF_DAY: 1,
  DAY_OFF: 0,
  CLOSURE: 0,
};

/** Throws `CalendarError` for hours missing on a half day, or given for a day off. */
export function overlaidDay({ date, kind, remark, hours }: Overlay): OverlaidDay {
  const working = WORKS[kind];
  if (kind === 'HALF_DAY' ? !hours : hours && !working) throw badHours(date, kind);
  return { working, note: { kind, remark }, ...(hours && { hours: parseOfficeIntervals(hours) }) };
}

const badHours = (date: IsoDate, kind: Overlay['kind']) =>
  kind === 'HALF_DAY'
    ? new CalendarError(`${date} 為半日上班，須寫明辦公時間`, `${date} is a half day: give its office hours`)
    : new CalendarError(`${date} 不上班，不可有辦公時間`, `${date} is off: it cannot have office hours`);
