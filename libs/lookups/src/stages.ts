import { eventNamed, type EventType, type ReadEvent } from '@app/cases';

/** A step of the citizen's timeline. */
export interface Stage {
  stage: EventType;
  at: number;
  /** The unit that did it, or the partner it concerns. */
  unitId: string | null;
  /** Text addressed to the citizen; null for stages without one. */
  text: string | null;
  /** Of STEP_DONE the id of the step in the service's data. */
  step?: string;
}

export const stagesOf = (events: readonly ReadEvent[]): Stage[] =>
  events
    .filter(({ type }) => eventNamed(type).stage)
    .map(({ type, at, facts, actorUnitId, text }) => ({
      stage: type,
      at,
      unitId: facts.partner ?? facts.unit ?? actorUnitId,
      text: eventNamed(type).text === 'STAGE' ? text : null,
      ...(type === 'STEP_DONE' && facts.step !== undefined && { step: facts.step }),
    }));
