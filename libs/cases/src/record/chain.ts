import { hash } from 'node:crypto';
import type { HistoryEvent } from './history-event.entity.js';

export const CHAIN_START = '';

/** A link of the chain; `facts` as an object, or as the JSON text stored in the row. */
export type Link = Omit<HistoryEvent, 'position' | 'facts'> & { facts: HistoryEvent['facts'] | string };

/** SHA-256 over the row and the hash before it: an edited, removed or reordered row breaks the chain (promise P7). */
export function hashOf(e: Omit<Link, 'hash'>): string {
  const row = [
    e.caseId,
    e.seq,
    e.type,
    e.at,
    e.actorKind,
    e.actorId,
    e.actorUnitId,
    typeof e.facts === 'string' ? e.facts : JSON.stringify(e.facts),
    e.sealed,
    e.previousHash,
  ];
  return hash('sha256', JSON.stringify(row), 'base64url');
}

/** Sequence number of the first event that does not fit, or undefined when the chain is whole. */
export function firstBreak(events: readonly Link[], head: string): number | undefined {
  let previous = CHAIN_START;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || event.previousHash !== previous || event.hash !== hashOf(event))
      return event.seq;
    previous = event.hash;
  }
  return previous === head ? undefined : events.length + 1;
}
