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
