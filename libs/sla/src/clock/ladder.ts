import type { Calendar } from './calendar.js';
import { HOUR_MS, MINUTE_MS, toDay, type Day } from './day.js';
import { CalendarRangeError } from './errors.js';
import type { OfficeLine } from './office-line.js';
import { isAtOnce, parseRungAt, type LadderRung, type RungPlace } from './rung.js';
import type { Clock, Instant } from './types.js';

export interface LadderMoment {
  rung: LadderRung;
  /** Inside office time, unless the rung is `AT_ONCE`. */
  at: Instant;
  kind: 'WARNING' | 'DUE' | 'ESCALATION';
}

/** A clock with a due date. */
interface DueClock extends Clock {
  dueAt: Instant;
  dueDate: string;
}

/**
 * When each rung of a ladder is reached, in time order. Warnings lie after `since` (when the clock started,
 * or was armed), before the due moment and outside pauses: one that does not is left out, not sent at once.
 * Rungs past the loaded calendar are left out too; the import of the next year computes the ladder again.
 */
export function ladderInstants(
  clock: Clock,
  ladder: readonly LadderRung[],
  calendar: Calendar,
  since: Instant = clock.startedAt,
): LadderMoment[] {
  if (clock.endedAt !== null || !isDue(clock)) return [];
  const moments = ladder.flatMap((rung) => momentOf(clock, rung, calendar));
  return moments
    .filter(({ at, kind }) => kind !== 'WARNING' || (at > since && at < clock.dueAt && !isPaused(clock, at)))
    .toSorted((a, b) => a.at - b.at);
}

/** The first warning; from then on the clock shows 預警 (`stateAt`). */
export const firstWarning = (moments: readonly LadderMoment[]): Instant | null =>
  moments.find(({ kind }) => kind === 'WARNING')?.at ?? null;

const isDue = (clock: Clock): clock is DueClock => clock.dueAt !== null && clock.dueDate !== null;

const isPaused = (clock: Clock, at: Instant): boolean =>
  clock.pauses.some(({ from, to, lapsesAt }) => from <= at && at < (to ?? lapsesAt ?? Infinity));

function momentOf(clock: DueClock, rung: LadderRung, calendar: Calendar): LadderMoment[] {
  const place = parseRungAt(rung.at);
  const atOnce = isAtOnce(rung);
  try {
    const instant = instantOf(clock, place, atOnce, calendar);
    if (instant === null) return [];
    return [{ rung, at: atOnce ? instant : atWork(clock, instant, calendar), kind: kindOf(place) }];
  } catch (error) {
    if (error instanceof CalendarRangeError) return [];
    throw error;
  }
}

function kindOf(place: RungPlace): LadderMoment['kind'] {
  if (place.kind === 'DUE' && place.minute === null) return 'DUE';
  return place.kind === 'OFFSET' && place.amount > 0 ? 'ESCALATION' : 'WARNING';
}

/** When a rung is reached, in office time or not; null for a percentage of a period without office time. */
function instantOf(clock: DueClock, place: RungPlace, atOnce: boolean, calendar: Calendar): Instant | null {
  if (place.kind === 'SHARE') return shareOf(clock, place.percent, atOnce ? ELAPSED : officeTime(calendar));
  const due = toDay(clock.dueDate);
  if (place.kind === 'OFFSET') return OFFSET[place.unit](clock, due, place, calendar);
  return place.minute === null ? clock.dueAt : calendar.instantAt(due, place.minute);
}

type Offset = Extract<RungPlace, { kind: 'OFFSET' }>;

const OFFSET: Readonly<
  Record<Offset['unit'], (clock: DueClock, due: Day, offset: Offset, calendar: Calendar) => Instant>
> = {
  wd: (_, due, { amount, minute }, calendar) =>
    timeOn(calendar.workingDayAfter(due, amount), minute, calendar),
  d: (_, due, { amount, minute }, calendar) => timeOn(due + amount, minute, calendar),
  wh: ({ dueAt }, _, { amount }, calendar) =>
    calendar.office.openingAt(calendar.office.worked(dueAt) + amount * HOUR_MS),
  h: ({ dueAt }, _, { amount }) => dueAt + amount * HOUR_MS,
};

const timeOn = (day: Day, minute: number | null, calendar: Calendar): Instant =>
  minute === null
    ? (calendar.openSpans(day)[0]?.from ?? calendar.startOf(day))
    : calendar.instantAt(day, minute);

/**
 * Moves an instant into office time; a warning that the next opening would move past the due moment comes in the last
 * office minute before.
 */
function atWork({ dueAt }: DueClock, instant: Instant, { office }: Calendar): Instant {
  const opening = intoOffice(instant, office);
  return instant < dueAt && opening >= dueAt ? office.closingAt(office.worked(dueAt)) - MINUTE_MS : opening;
}

/** The instant itself in office time, else the next opening; at the end of the calendar the last closing minute. */
function intoOffice(instant: Instant, office: OfficeLine): Instant {
  const worked = office.worked(instant);
  return worked < office.total ? office.openingAt(worked) : office.closingAt(worked) - MINUTE_MS;
}

/** A measure of time: the amount between two instants, and the instant after a given amount. */
interface Measure {
  between(from: Instant, to: Instant): number;
  after(from: Instant, amount: number): Instant;
}

const ELAPSED: Measure = { between: (from, to) => to - from, after: (from, amount) => from + amount };

const officeTime = ({ office }: Calendar): Measure => ({
  between: (from, to) => office.between(from, to),
  after: (from, amount) => office.openingAt(office.worked(from) + amount),
});

/**
 * The instant at `percent` of the time between start and due, pauses left out; null if there is no office time in it.
 */
function shareOf(clock: DueClock, percent: number, measure: Measure): Instant | null {
  const spans = runningSpans(clock);
  const lengths = spans.map(([from, to]) => measure.between(from, to));
  let rest = Math.ceil((lengths.reduce((sum, length) => sum + length, 0) * percent) / 100);
  for (const [index, [from]] of spans.entries()) {
    const length = lengths[index]!;
    if (rest < length) return measure.after(from, rest);
    rest -= length;
  }
  return null;
}

function runningSpans(clock: DueClock): [from: Instant, to: Instant][] {
  const spans: [Instant, Instant][] = [];
  let from = clock.restartedAt ?? clock.startedAt;
  for (const pause of clock.pauses) {
    if (pause.from > from) spans.push([from, Math.min(pause.from, clock.dueAt)]);
    from = Math.max(from, pause.to ?? pause.lapsesAt ?? Infinity);
  }
  if (from < clock.dueAt) spans.push([from, clock.dueAt]);
  return spans;
}
