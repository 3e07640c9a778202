import { findRows, inList, sql } from '@app/platform';
import type { CaseContext } from './case-context.js';
import type { EventType } from './events.js';
import { HistoryEvent } from './history-event.entity.js';

/** The newest event of one of these types in a case's history. */
export async function lastEvent(
  { manager, file }: Pick<CaseContext, 'manager' | 'file'>,
  types: readonly EventType[],
): Promise<HistoryEvent | undefined> {
  const tail = sql`WHERE "caseId" = ${file.id} AND ${inList('type', types)} ORDER BY seq DESC LIMIT 1`;
  return (await findRows(manager, HistoryEvent, tail))[0];
}

/** The events of these types in a case's history, oldest first. */
export function eventsOf(
  { manager, file }: Pick<CaseContext, 'manager' | 'file'>,
  types: readonly EventType[],
): Promise<HistoryEvent[]> {
  const tail = sql`WHERE "caseId" = ${file.id} AND ${inList('type', types)} ORDER BY seq`;
  return findRows(manager, HistoryEvent, tail);
}

/** The event of a number in a case's history, which must exist. */
export async function eventAt(
  { manager, file }: Pick<CaseContext, 'manager' | 'file'>,
  seq: number,
): Promise<HistoryEvent> {
  const [event] = await findRows(manager, HistoryEvent, 'WHERE "caseId" = $1 AND seq = $2', [file.id, seq]);
  if (!event) throw new Error(`case ${file.id} has no event ${seq}`);
  return event;
}
