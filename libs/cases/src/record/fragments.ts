import { rawSql, sql, type Sql } from '@app/platform';
import type { EventType } from './events.js';

/** Pieces of SQL over the record, for rooms above, which know only their own tables. */

/** Whether a case's history has an event of a type; `caseId`: a column of the query. */
export const hasEvent = (caseId: string, type: EventType): Sql =>
  sql`EXISTS (SELECT 1 FROM history_event WHERE history_event."caseId" = ${rawSql(caseId)}
    AND history_event.type = ${rawSql(`'${type}'`)})`;

/**
 * `caseId`, `caseNumber`, `seq` and `type` of the events whose petitioner can still be told: not of imported or erased
 * cases, nor of those without a petitioner. `of`: condition on the column of case ids.
 */
export const eventsToTell = (types: readonly EventType[], of: (column: string) => Sql): Sql =>
  sql`SELECT e."caseId", f."caseNumber", e.seq, e.type
    FROM history_event e JOIN case_file f ON f.id = e."caseId" JOIN petitioner p ON p."caseId" = f.id
    WHERE ${of('e."caseId"')} AND f.origin <> 'IMPORTED'
      AND e.type IN (${rawSql(types.map((type) => `'${type}'`).join(', '))})
      AND EXISTS (SELECT 1 FROM case_key k WHERE k."caseId" = f.id)`;

/** `id`s of imported cases, adopted or not. */
export const importedCases = (of: (column: string) => Sql): Sql =>
  sql`SELECT f.id FROM case_file f WHERE ${of('f.id')} AND f.origin = 'IMPORTED'`;

/** The organisation of a case; `caseId`: a column of the query. */
export const organisationOf = (caseId: string): Sql =>
  sql`(SELECT case_file."organisationId" FROM case_file WHERE case_file.id = ${rawSql(caseId)})`;

/** Whether a case is one of an organisation, or there is none; `caseId`: a column of the query. Null: any case. */
export const ofOrganisation = (caseId: string, organisationId: string | null): Sql =>
  organisationId === null
    ? rawSql('TRUE')
    : sql`(${rawSql(caseId)} IS NULL OR ${organisationOf(caseId)} = ${organisationId})`;

/** The case number; `caseId`: a column of the query. */
export const numberOf = (caseId: string): Sql =>
  sql`(SELECT case_file."caseNumber" FROM case_file WHERE case_file.id = ${rawSql(caseId)})`;
