import type { CaseFile } from '../record/case-file.entity.js';

/**
 * The events that our promises apply to. No promise applies to what happened to an imported case elsewhere:
 * it has no clocks before its adoption, and they begin with it.
 */
export function eventsUnderPromise<E extends { type: string }>(
  origin: CaseFile['origin'],
  events: readonly E[],
): E[] {
  if (origin !== 'IMPORTED') return [...events];
  const adopted = events.findIndex(({ type }) => type === 'ADOPTED');
  return adopted < 0 ? [] : events.slice(adopted);
}
