import type { CaseFile } from '../record/case-file.entity.js';

/**
 * The events our promises count from. What an imported case lived through elsewhere binds nobody here:
 * its clocks begin with its adoption, and before that it has none.
 */
export function eventsUnderPromise<E extends { type: string }>(
  origin: CaseFile['origin'],
  events: readonly E[],
): E[] {
  if (origin !== 'IMPORTED') return [...events];
  const adopted = events.findIndex(({ type }) => type === 'ADOPTED');
  return adopted < 0 ? [] : events.slice(adopted);
}
