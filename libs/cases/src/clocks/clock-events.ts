import type { Clock, ClockEvent } from '@app/sla/clock';
import { eventsUnderPromise } from './adoption-events.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { HistoryEvent } from '../record/history-event.entity.js';

/** The part of an event that the fold reads, and whom an offer or a request asks. */
export interface CaseClockEvent extends ClockEvent {
  partner?: string | undefined;
  unit?: string | undefined;
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
  const { referralId, chainId, coHandlingId, lastDay, length, commitment, partner, unit } = facts;
  const about = { referralId, chainId, coHandlingId, partner, unit };
  return { seq, type, at, ...about, lastDay, length, commitment };
}

/** The unit that must act where it is not the case's own: the unit asked, or the partner of the latest offer. */
export function actingUnitOf(clock: Clock, history: readonly CaseClockEvent[]): string | undefined {
  const asked = ASKED[clock.subject];
  if (!asked) return undefined;
  const { by, id, unit, until } = asked;
  const last = history.findLast(
    ({ type, ...event }) => [by, until].includes(type) && event[id] === clock.subjectId,
  );
  return last?.type === by ? last[unit] : undefined;
}

/** `until`: after it the unit has nothing to do with the promise any more, and the owner must act. */
type AskedBy = {
  by: string;
  until?: string;
  id: 'referralId' | 'chainId' | 'coHandlingId';
  unit: 'partner' | 'unit';
};
/** The first referral of a chain gives it its id: an offer to the next partner is not one of the first. */
const ASKED: Partial<Record<Clock['subject'], AskedBy>> = {
  REFERRAL: { by: 'REFERRED', id: 'referralId', unit: 'partner' },
  REFERRAL_CHAIN: { by: 'REFERRED', until: 'REFERRAL_RETURNED', id: 'chainId', unit: 'partner' },
  CO_HANDLING: { by: 'CO_HANDLING', id: 'coHandlingId', unit: 'unit' },
};
