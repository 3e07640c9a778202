import { eventNamed, type EventType, type ReadEvent } from '@app/cases';

/** A step of the citizen's timeline. */
export interface Stage {
  stage: EventType;
  at: number;
  /** The unit that did it, or the partner it concerns. */
  unitId: string | null;
  /** What we ask of the citizen, or why: only of stages that are said to her. */
  text: string | null;
}

export const stagesOf = (events: readonly ReadEvent[]): Stage[] =>
  events
    .filter(({ type }) => eventNamed(type).stage)
    .map(({ type, at, facts, actorUnitId, text }) => ({
      stage: type,
      at,
      unitId: facts.partner ?? facts.unit ?? actorUnitId,
      text: eventNamed(type).text === 'STAGE' ? text : null,
    }));
