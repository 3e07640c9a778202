import { createHash } from 'node:crypto';
import type { HistoryEvent } from './history-event.entity.js';

export const CHAIN_START = '';

type Hashed = Omit<HistoryEvent, 'position' | 'hash'>;

/** SHA-256 over the row and the hash before it: an edited, removed or reordered row breaks the chain (promise P7). */
export function hashOf(e: Hashed): string {
  const row = [
    e.caseId,
    e.seq,
    e.type,
    e.at,
    e.actorKind,
    e.actorId,
    e.actorUnitId,
    JSON.stringify(e.facts),
    e.sealed,
    e.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(row)).digest('base64url');
}

/** Sequence number of the first event that does not fit, or undefined when the chain is whole. */
export function firstBreak(events: readonly HistoryEvent[], head: string): number | undefined {
  let previous = CHAIN_START;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || event.previousHash !== previous || event.hash !== hashOf(event))
      return event.seq;
    previous = event.hash;
  }
  return previous === head ? undefined : events.length + 1;
}
