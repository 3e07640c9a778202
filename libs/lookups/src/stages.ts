import type { EventType, ReadEvent } from '@app/cases';

/** A step of the citizen's timeline. Notes, warnings and other inner events are not among them. */
export interface Stage {
  stage: EventType;
  at: number;
  /** The unit that did it, or the partner it concerns. */
  unitId: string | null;
  /** What we ask of the citizen, or why: only of stages that are said to her. */
  text: string | null;
}

const PUBLIC_STAGES = new Set<EventType>([
  'RECEIVED',
  'CONFIRMED',
  'CONFIRMATION_LAPSED',
  'ACCEPTED',
  'ASSIGNED',
  'REASSIGNED',
  'REFERRED',
  'REFERRAL_ACCEPTED',
  'REFERRAL_RETURNED',
  'REFERRAL_RECALLED',
  'REFERRAL_REPLIED',
  'CORRECTION_REQUESTED',
  'CORRECTED',
  'CORRECTION_LAPSED',
  'CORRECTION_POSTPONED',
  'SUPPLEMENT_REQUESTED',
  'SUPPLEMENTED',
  'EXTENDED',
  'INTERIM_REPLIED',
  'REPLIED',
  'SUPPLEMENTARY_REPLIED',
  'CLOSED',
  'REOPENED',
  'NO_ACTION',
  'WITHDRAWN',
  'MERGED',
  'MERGED_REPLIED',
  'MERGED_TOLD',
  'MESSAGED',
  'TRANSFERRED',
]);

/** Stages whose text is addressed to the citizen. Reasons between staff and partners are not. */
const SAID_TO_THE_CITIZEN = new Set<EventType>([
  'CORRECTION_REQUESTED',
  'SUPPLEMENT_REQUESTED',
  'EXTENDED',
  'NO_ACTION',
  'TRANSFERRED',
]);

export const stagesOf = (events: readonly ReadEvent[]): Stage[] =>
  events
    .filter(({ type }) => PUBLIC_STAGES.has(type))
    .map(({ type, at, facts, actorUnitId, text }) => ({
      stage: type,
      at,
      unitId: facts.partner ?? facts.unit ?? actorUnitId,
      text: SAID_TO_THE_CITIZEN.has(type) ? text : null,
    }));
