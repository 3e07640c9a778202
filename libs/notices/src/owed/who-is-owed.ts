import { owedFor, type Owed } from '../kinds/occasions.js';
import type { TakingBack } from './taken-back.js';

export interface Owing extends TakingBack {
  /** Which notices, and whom each is for. */
  owed: readonly Owed[];
}

/** Adds what the event owes: the rows of the table that hold here. */
export const whoIsOwed = (so: TakingBack): Owing => ({
  ...so,
  owed: owedFor(so.event, so.context.file, so.chase),
});
