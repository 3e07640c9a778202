import type { FoldableEvent, MovedDate } from '@app/cases';
import { lastChange, type Clock } from '@app/sla/clock';

/** The last change of a promise, for the line beside its date. */
export interface ShownChange {
  kind: 'PAUSED' | 'RESUMED' | 'RESTARTED' | 'EXTENDED' | 'RECOUNTED' | 'EARLIER_DATE_ACCEPTED';
  at: number;
  /** The due date before and after, where a date moved. */
  before?: string | null;
  after?: string | null;
}

/** The latest change, whether of the clock itself or by a new calendar; null if there was none. */
export function changeOf(clock: Clock, history: readonly FoldableEvent[]): ShownChange | null {
  const own = lastChange(clock);
  const changes: ShownChange[] = [
    ...(own ? [own] : []),
    ...history.flatMap((event) => calendarChange(event, clock.commitmentId)),
  ];
  return changes.toSorted((a, b) => a.at - b.at).at(-1) ?? null;
}

function calendarChange({ type, at, facts }: FoldableEvent, commitment: string): ShownChange[] {
  if (type === 'EARLIER_DATE_ACCEPTED' && facts.commitment === commitment)
    return [{ kind: type, at, before: facts['before'] as string, after: facts.dueDate ?? null }];
  if (type !== 'RECOUNTED') return [];
  const moved = (facts['moved'] as MovedDate[]).find((date) => date.commitment === commitment);
  return moved ? [{ kind: type, at, before: moved.before, after: moved.after }] : [];
}
