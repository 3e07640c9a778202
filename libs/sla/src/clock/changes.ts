import type { Clock } from './types.js';

/**
 * Does another calendar or commitment make this clock due earlier than it was promised? Such a date waits for a
 * person's yes; a later one may be taken over at once. A clock paused without a last day is due at no date at all.
 */
export const isEarlier = (now: Clock, promised: Clock): boolean =>
  (now.dueAt ?? Infinity) < (promised.dueAt ?? Infinity);
