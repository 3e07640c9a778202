import type { EventFacts } from '../record/events.js';
import { listPlace, type ListPlace } from '../record/list-place.js';
import { isOpen } from '../record/statuses.js';
import type { CaseInvariant, WholeCase } from './whole-case.js';

const STORED = ['listOrder', 'waitsFor', 'correctionBy'] as const satisfies (keyof ListPlace)[];

/** The columns by which lists are asked and ordered say what history and clocks say (decision 0024). */
export const LIST_INVARIANTS: readonly CaseInvariant[] = [
  {
    name: 'list-place',
    check: (whole) => {
      const place = placeOf(whole);
      return STORED.filter((column) => whole.file[column] !== place[column]).map(
        (column) =>
          `lists have ${column} ${String(whole.file[column])}, the history says ${String(place[column])}`,
      );
    },
  },
];

/** From the clocks as stored: whether they follow from the history is the question of `clock-not-folded`. */
function placeOf({ file, events, clocks }: WholeCase): ListPlace {
  const told = events.map(({ type, actorKind, facts }) => ({
    ...{ type, actorKind },
    facts: JSON.parse(facts) as EventFacts,
  }));
  const dues = clocks.flatMap(({ state, dueAt }) => (state === 'RUNNING' && dueAt !== null ? [dueAt] : []));
  return listPlace({ ...file, open: isOpen(file.status) }, told, dues);
}
