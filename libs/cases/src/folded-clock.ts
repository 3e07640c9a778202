import { type Clock, type ClockEvent, type LadderMoment } from '@app/sla/clock';
import { eventsUnderPromise } from './adoption-events.js';
import type { CaseFile } from './case-file.entity.js';
import type { ClockRow } from './clock.entity.js';
import type { HistoryEvent } from './history-event.entity.js';

/** A clock as the fold made it, with its ladder and whoever must act. */
export interface Folded {
  clock: Clock;
  rungs: LadderMoment[];
  unitId: string;
}

/** What the fold reads of an event, and the partner that an offer went to. */
interface CaseClockEvent extends ClockEvent {
  partner?: string | undefined;
}

export const keyOf = (clock: Pick<Clock, 'commitmentId' | 'subjectId' | 'occurrence'>): string =>
  `${clock.commitmentId}|${clock.subjectId}|${clock.occurrence}`;

/** What ended under an older calendar stays as it was judged: a corrected calendar makes no breach after the fact. */
const judged = (row: ClockRow, clock: Clock): boolean =>
  row.endedAt !== null && row.endedAt === clock.endedAt && row.calendarVersion !== clock.calendarVersion;

export const differs = (row: ClockRow, { clock, unitId }: Folded): boolean =>
  !judged(row, clock) &&
  (row.state !== clock.state ||
    row.dueAt !== clock.dueAt ||
    row.endedAt !== clock.endedAt ||
    row.unitId !== unitId);

export function columnsOf({
  clock,
  rungs,
  unitId,
}: Folded): Omit<ClockRow, 'id' | 'caseId' | 'organisationId' | 'generation'> {
  const { commitmentId, commitmentVersion, calendarVersion, subject, subjectId, occurrence } = clock;
  const { state, startedAt, endedAt, dueAt, dueDate } = clock;
  const warnAt = rungs.find(({ kind }) => kind === 'WARNING')?.at ?? null;
  const identity = { commitmentId, commitmentVersion, calendarVersion, subject, subjectId, occurrence };
  return { ...identity, unitId, state, startedAt, endedAt, dueAt, dueDate, warnAt };
}

/** What a fold needs of an event, sealed or opened. */
export type FoldableEvent = Pick<HistoryEvent, 'seq' | 'type' | 'at' | 'facts'>;

/** The history as the fold reads it: of an imported case only what came after its adoption. */
export const underPromise = (file: CaseFile, events: readonly FoldableEvent[]): CaseClockEvent[] =>
  eventsUnderPromise(file.origin, events).map(clockEvent);

function clockEvent({ seq, type, at, facts }: FoldableEvent): CaseClockEvent {
  const { referralId, chainId, lastDay, length, commitment, partner } = facts;
  return { seq, type, at, referralId, chainId, lastDay, length, commitment, partner };
}

/** The partner of the latest offer that this clock counts for. */
export function partnerOf(clock: Clock, history: readonly CaseClockEvent[]): string | undefined {
  if (clock.subject === 'CASE') return undefined;
  const offers = history.filter(
    (e) => e.type === 'REFERRED' && (e.referralId === clock.subjectId || e.chainId === clock.subjectId),
  );
  return offers.at(-1)?.partner;
}
