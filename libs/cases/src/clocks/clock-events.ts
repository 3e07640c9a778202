import type { Clock, ClockEvent } from '@app/sla/clock';
import { eventsUnderPromise } from './adoption-events.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { HistoryEvent } from '../record/history-event.entity.js';

/** The part of an event that the fold reads, and the partner of an offer. */
export interface CaseClockEvent extends ClockEvent {
  partner?: string | undefined;
}

/** The part of a stored event that the fold needs. */
export type FoldableEvent = Pick<HistoryEvent, 'seq' | 'type' | 'at' | 'facts'>;

export const keyOf = (clock: Pick<Clock, 'commitmentId' | 'subjectId' | 'occurrence'>): string =>
  `${clock.commitmentId}|${clock.subjectId}|${clock.occurrence}`;

/** The history as the fold reads it; for an imported case only events after its adoption. */
export const underPromise = (
  file: Pick<CaseFile, 'origin'>,
  events: readonly FoldableEvent[],
): CaseClockEvent[] => eventsUnderPromise(file.origin, events).map(clockEvent);

function clockEvent({ seq, type, at, facts }: FoldableEvent): CaseClockEvent {
  const { referralId, chainId, lastDay, length, commitment, partner } = facts;
  return { seq, type, at, referralId, chainId, lastDay, length, commitment, partner };
}

/** The partner of the latest offer that this clock counts for. */
export function partnerOf(clock: Clock, history: readonly CaseClockEvent[]): string | undefined {
  if (clock.subject === 'CASE') return undefined;
  // the first referral of a chain gives it its id: an offer to the next partner is not one of the first
  const name = clock.subject === 'REFERRAL' ? 'referralId' : 'chainId';
  const offers = history.filter((e) => e.type === 'REFERRED' && e[name] === clock.subjectId);
  return offers.at(-1)?.partner;
}
