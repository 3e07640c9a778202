import type { Clock } from './types.js';

/**
 * Does another calendar or commitment make this clock due earlier than it was promised? An earlier date waits
 * until a person agrees; a later one is taken over at once. A clock paused without a last day has no due date at all.
 */
export const isEarlier = (now: Clock, promised: Clock): boolean =>
  (now.dueAt ?? Infinity) < (promised.dueAt ?? Infinity);
