import type { Clock, LadderMoment } from '@app/sla/clock';
import type { WantedTimer } from '@app/sla/timers';
import type { FoldableEvent } from './clock-events.js';
import type { ClockRow } from './clock.entity.js';

/** Something that happens to a clock at an instant: a rung of its ladder is reached, or the promise is broken. */
export interface Moment {
  kind: 'clock.rung' | 'clock.due';
  name: string;
  at: number;
}

/** In time order; at the due instant itself the breach comes before the rungs. */
export function momentsOf(clock: Clock, rungs: readonly LadderMoment[]): Moment[] {
  if (clock.state !== 'RUNNING' || clock.dueAt === null) return [];
  const due: Moment = { kind: 'clock.due', name: 'due', at: clock.dueAt };
  const climbing = rungs.map(({ rung, at }): Moment => ({ kind: 'clock.rung', name: rung.name, at }));
  return [due, ...climbing].toSorted((a, b) => a.at - b.at);
}

/**
 * What the case's history already records of a clock: it breaks once in its life, however it moves afterwards, and
 * warns or chases once for each due date. So a reassigned or recounted clock repeats nothing.
 */
export class Said {
  private readonly rungs = new Set<string>();
  private broken = false;

  constructor(clockId: string, events: readonly FoldableEvent[]) {
    for (const { type, facts } of events) {
      if (facts.clockId !== clockId) continue;
      if (type === 'OVERDUE') this.broken = true;
      else if (type === 'WARNED' || type === 'CHASED') this.rungs.add(`${facts.rung}|${facts.dueDate}`);
    }
  }

  has({ kind, name }: Moment, dueDate: string | null): boolean {
    return kind === 'clock.due' ? this.broken : this.rungs.has(`${name}|${dueDate}`);
  }
}

/** The first moment not recorded yet. A clock has one timer at a time: the next is armed when this one has passed. */
export function nextMoment(clock: Clock, moments: readonly Moment[], said: Said): Moment | undefined {
  return moments.find((moment) => !said.has(moment, clock.dueDate));
}

export const timerFor = (row: ClockRow, { kind, name, at }: Moment): WantedTimer => ({
  kind,
  caseId: row.caseId,
  subjectId: row.id,
  generation: row.generation,
  occurrence: name,
  dueAt: at,
});
