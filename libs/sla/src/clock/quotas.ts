import type { Position } from './counting.js';
import type { Course } from './course.js';
import type { Clock, Instant, Length } from './types.js';

/** A number of days (working or calendar) still to be counted, and what they are for. */
export interface Quota {
  of: 'PERIOD' | 'ROLLED' | 'EXTENSION';
  left: number;
}

/**
 * What a clock in days has to count, in order: its period, then for each extension the days between the counted end
 * and the due date (next working day) from which it counts, and its own days. Pauses change no quota, only its dates.
 */
export function quotasOf(clock: Clock, course: Course): Quota[] {
  const from = clock.restartedAt ?? clock.startedAt;
  let end = course.begin(from);
  const quotas: Quota[] = [{ of: 'PERIOD', left: course.left(course.position(from), end) }];
  for (const change of changesOf(clock, course, from)) {
    if ('length' in change) quotas.push(...extensionQuotas(course, end, change));
    end = change.move(end);
  }
  return quotas;
}

interface Moves {
  at: Instant;
  move(end: Position): Position;
}
interface Extends extends Moves {
  length: Length;
  paused: boolean;
}

function changesOf(clock: Clock, course: Course, from: Instant): (Moves | Extends)[] {
  const pauses = clock.pauses.flatMap((pause) =>
    pause.to === null || pause.to <= from ? [] : [endOf(pause, course)],
  );
  const extensions = clock.extensions.map(({ at, length }) => {
    const paused = at > from && clock.pauses.some((pause) => pause.from <= at && (pause.to ?? Infinity) > at);
    return { at, length, paused, move: (end: Position) => course.extend(end, length, paused) };
  });
  return [...pauses, ...extensions].toSorted((a, b) => a.at - b.at);
}

function endOf({ from, to, until, lapsesAt }: Clock['pauses'][number], course: Course): Moves {
  const resumed =
    until !== undefined && to === lapsesAt ? course.position(lapsesAt - 1) : course.position(to!);
  return { at: to!, move: (end) => course.suspend(end, from, resumed) };
}

function extensionQuotas(course: Course, end: Position, { length, paused }: Extends): Quota[] {
  const base = paused ? end : course.due(end).last;
  return [
    { of: 'ROLLED', left: course.left(end, base) },
    { of: 'EXTENSION', left: course.left(base, course.extend(end, length, paused)) },
  ];
}
