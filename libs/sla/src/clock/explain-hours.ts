import type { Calendar } from './calendar.js';
import type { Day } from './day.js';
import type { Clock, ClockCommitment, CountedDay, Instant } from './types.js';

type Said = Omit<CountedDay, 'date'>;
type Span = readonly [from: Instant, to: Instant];

/** A day of a promise in hours counts when some of its time (office time, for `wh`) was used on it. */
export function explainHours(
  clock: Clock,
  commitment: ClockCommitment,
  calendar: Calendar,
): (day: Day) => Said {
  const office = commitment.length.unit === 'wh';
  const end = clock.dueAt ?? Infinity;
  return (day) => {
    const { kind, remark } = calendar.note(day);
    const said = { ...(remark && { remark }) };
    if (office && !calendar.works(day)) return { counted: false, why: kind, ...said };
    const open: Span[] = office
      ? calendar.openSpans(day).map(({ from, to }) => [from, to])
      : [[calendar.startOf(day), calendar.endOf(day)]];
    const inTime = open.flatMap((span) => overlap(span, [clock.startedAt, end]));
    if (inTime.length === 0) return { counted: false, why: 'OFF_HOURS', ...said };
    const used = inTime.flatMap((span) => withoutPauses(span, clock));
    if (used.length === 0) return { counted: false, why: 'PAUSED', ...said };
    return { counted: true, why: office ? 'OFFICE_TIME' : 'ELAPSED_HOURS', ...said };
  };
}

const overlap = ([a, b]: Span, [from, to]: Span): Span[] => {
  const span: Span = [Math.max(a, from), Math.min(b, to)];
  return span[0] < span[1] ? [span] : [];
};

function withoutPauses(span: Span, { pauses }: Clock): Span[] {
  return pauses.reduce<Span[]>(
    (spans, { from, to, lapsesAt }) =>
      spans.flatMap((s) => [
        ...overlap(s, [-Infinity, from]),
        ...overlap(s, [to ?? lapsesAt ?? Infinity, Infinity]),
      ]),
    [span],
  );
}
