import type { Clock, LadderMoment } from '@app/sla/clock';
import type { WantedTimer } from '@app/sla/timers';
import type { ClockRow } from './clock.entity.js';
import type { Folded } from './folded-clock.js';

/** Something a clock does by itself: a rung of its ladder is reached, or it breaks. */
export interface Moment {
  kind: 'clock.rung' | 'clock.due';
  name: string;
  at: number;
}

/** In time order; at the due instant itself the breach comes before what follows from it. */
export function momentsOf(clock: Clock, rungs: readonly LadderMoment[]): Moment[] {
  if (clock.state !== 'RUNNING' || clock.dueAt === null) return [];
  const due: Moment = { kind: 'clock.due', name: 'due', at: clock.dueAt };
  const climbing = rungs.map(({ rung, at }): Moment => ({ kind: 'clock.rung', name: rung.name, at }));
  return [due, ...climbing].toSorted((a, b) => a.at - b.at);
}

/** One timer at a time: the next moment. What follows it is armed when it has passed. */
export function timersOf(row: ClockRow, { clock, rungs }: Folded): WantedTimer[] {
  const next = momentsOf(clock, rungs)[0];
  return next ? [timerFor(row, next)] : [];
}

export const timerFor = (row: ClockRow, { kind, name, at }: Moment): WantedTimer => ({
  kind,
  caseId: row.caseId,
  subjectId: row.id,
  generation: row.generation,
  occurrence: name,
  dueAt: at,
});
