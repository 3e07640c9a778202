import { eventNamed, type EventType, type ReadEvent } from '@app/cases';

/** One thing said, by her or to her. */
export interface Spoken {
  at: number;
  seq: number;
  kind: EventType;
  /** Null for her own words. */
  unitId: string | null;
  /** Null once erased. */
  text: string | null;
}

const isHers = ({ actorKind }: ReadEvent): boolean => actorKind === 'citizen';

/** Is its text for her to read: written by her, or addressed to her? */
const isForHer = (event: ReadEvent): boolean =>
  event.hasText && (isHers(event) || eventNamed(event.type).text !== undefined);

/** What was said in both directions, newest first: answers, messages, what she was asked for, what she wrote. */
export const saidBothWays = (events: readonly ReadEvent[]): Spoken[] =>
  events
    .filter(isForHer)
    .toSorted((a, b) => b.at - a.at || b.seq - a.seq)
    .map((event) => ({
      at: event.at,
      seq: event.seq,
      kind: event.type,
      unitId: isHers(event) ? null : event.actorUnitId,
      text: event.text,
    }));
