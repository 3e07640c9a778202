import type { EventFacts, EventType } from './events.js';

/** What the unit asked the citizen for and has not received. */
export interface AskedOfCitizen<E> {
  /** The request. */
  event: E;
  /** Last day of a correction; null for a supplement, which has none. */
  lastDay: string | null;
  /** The days have passed: what comes now is taken all the same, and marked as late. */
  late: boolean;
}

const REQUESTS: readonly EventType[] = ['CORRECTION_REQUESTED', 'SUPPLEMENT_REQUESTED'];
/** Received, or the case was answered without it. */
const ENDS: readonly EventType[] = ['CORRECTED', 'SUPPLEMENTED', 'REPLIED'];
const MOVES: readonly EventType[] = ['CORRECTION_REQUESTED', 'CORRECTION_POSTPONED'];

/** From the events of a case, oldest first; undefined where nothing is asked, or it was received. */
export function askedOfCitizen<E extends { type: EventType; facts: EventFacts }>(
  events: readonly E[],
): AskedOfCitizen<E> | undefined {
  const last = (types: readonly EventType[]) => events.findLastIndex(({ type }) => types.includes(type));
  const asked = last(REQUESTS);
  const event = events[asked];
  if (!event || last(ENDS) > asked) return undefined;
  const lastDay = event.type === 'CORRECTION_REQUESTED' ? (events[last(MOVES)]?.facts.lastDay ?? null) : null;
  return { event, lastDay, late: last(['CORRECTION_LAPSED']) > asked };
}
