import type { EventType, ReadEvent } from '@app/cases';

type Told = Pick<ReadEvent, 'type' | 'at' | 'actorKind' | 'actorId'>;

/** What one act appends after its first event, and the history tells in the same line. */
const BESIDE: Partial<Record<EventType, readonly EventType[]>> = {
  RECEIVED: ['ACCEPTED'],
  ACCEPTED: ['ASSIGNED'],
  APPROVED: ['EXTENDED', 'NO_ACTION'],
};
/** What comes of other acts, as often as there is something to end or someone to tell. */
const OF_ANY: readonly EventType[] = ['TASK_ENDED', 'CORRECTION_TOLD'];

const isOfSameAct = (first: Told, before: Told, next: Told): boolean =>
  first.at === next.at &&
  first.actorKind === next.actorKind &&
  first.actorId === next.actorId &&
  (OF_ANY.includes(next.type) || (BESIDE[before.type] ?? []).includes(next.type));

/** The events of a history, those of one act together. Both in the order of the history. */
export function actsIn<E extends Told>(events: readonly E[]): E[][] {
  const acts: E[][] = [];
  for (const event of events) {
    const act = acts.at(-1);
    if (act && isOfSameAct(act[0]!, act.at(-1)!, event)) act.push(event);
    else acts.push([event]);
  }
  return acts;
}
