import { rawSql, sql, type Reader, type Sql } from '@app/platform';
import { timersOfCases, type TimerRead } from '@app/sla/timers';
import type { CaseFile } from '../record/case-file.entity.js';
import type { ClockRow } from '../clocks/clock.entity.js';
import type { HistoryEvent } from '../record/history-event.entity.js';

/**
 * Cases read together: few enough that a read does not delay the checkpoint of SQLite's log, and that the rows are
 * garbage-collected early; with 500 the process needs half as much memory again.
 */
const SLICE = 250;

/** Only the columns that the checks need: reading takes most of the audit's time. */
const FILE = [
  ...(['id', 'caseNumber', 'organisationId', 'serviceId', 'unitId', 'status', 'origin'] as const),
  ...(['historySeq', 'historyHead', 'receivedAt', 'confirmBy'] as const),
  ...(['listOrder', 'waitsFor', 'correctionBy'] as const),
] satisfies (keyof CaseFile)[];
const EVENT = [
  ...(['caseId', 'seq', 'type', 'at', 'actorKind', 'actorId', 'actorUnitId', 'facts', 'sealed'] as const),
  ...(['previousHash', 'hash'] as const),
] satisfies (keyof HistoryEvent)[];
const CLOCK = [
  ...(['id', 'caseId', 'commitmentId', 'commitmentVersion', 'calendarVersion', 'subjectId'] as const),
  ...(['occurrence', 'state', 'startedAt', 'endedAt', 'dueAt', 'generation'] as const),
  ...(['organisationId', 'ownerUnitId', 'standing'] as const),
] satisfies (keyof ClockRow)[];
export type FileRead = Pick<CaseFile, (typeof FILE)[number]>;
/** `facts` are the JSON text as stored, over which the hash was computed. */
export type EventRead = Omit<Pick<HistoryEvent, (typeof EVENT)[number]>, 'facts'> & { facts: string };
export type ClockRead = Pick<ClockRow, (typeof CLOCK)[number]>;

/** Everything that the checks need of one case, read at one moment. */
export interface CaseRead {
  file: FileRead;
  events: EventRead[];
  clocks: ClockRead[];
  /** Waiting timers, and of those fired the `due` ones. */
  timers: TimerRead[];
}

/** One process's part of an audit: every `of`-th slice, beginning with the `nth` (from 0). */
export interface Share {
  nth: number;
  of: number;
}

export interface Slice {
  /** In order of their ids. */
  seen: readonly Pick<FileRead, 'id' | 'caseNumber' | 'origin'>[];
  /** The same cases read whole; empty when the slice belongs to another process. */
  cases: CaseRead[];
}

/** All cases, one slice at a time, so that only one slice is in memory. */
export async function* caseSlices(reader: Reader, { nth, of }: Share): AsyncGenerator<Slice> {
  let after = '';
  for (let n = 0; ; n++) {
    const own = n % of === nth;
    const cases = own ? await reader.atOnce((moment) => sliceAfter(moment, after)) : [];
    const seen = own ? cases.map(({ file }) => file) : await reader.ask<FileRead>(filesAfter(after));
    if (seen.length === 0) return;
    yield { seen, cases };
    after = seen.at(-1)!.id;
  }
}

const named = (columns: readonly string[]): Sql => rawSql(columns.map((name) => `"${name}"`).join(', '));
const filesAfter = (after: string): Sql =>
  sql`SELECT ${named(FILE)} FROM case_file WHERE id > ${after} ORDER BY id LIMIT ${rawSql(String(SLICE))}`;

/** The ids of the first and the last case of a slice. */
export type Ends = readonly [first: string, last: string];

/** SQL condition: the row belongs to a case of the slice. */
export const withinSlice = (column: string, [first, last]: Ends): Sql =>
  sql`(${rawSql(column)} >= ${first} AND ${rawSql(column)} <= ${last})`;

async function sliceAfter(moment: Reader, after: string): Promise<CaseRead[]> {
  const files = await moment.ask<FileRead>(filesAfter(after));
  if (files.length === 0) return [];
  const ends: Ends = [files[0]!.id, files.at(-1)!.id];
  const of = withinSlice('"caseId"', ends);
  const events = byCase(
    await moment.ask<EventRead>(
      sql`SELECT ${named(EVENT)} FROM history_event WHERE ${of} ORDER BY "caseId", seq`,
    ),
  );
  const clocks = byCase(
    await moment.ask<ClockRead>(sql`SELECT ${named(CLOCK)} FROM clock WHERE ${of} ORDER BY "caseId"`),
  );
  const timers = byCase(await timersOfCases(moment, ends));
  return files.map((file) => ({
    file,
    events: events.get(file.id) ?? [],
    clocks: clocks.get(file.id) ?? [],
    timers: timers.get(file.id) ?? [],
  }));
}

const byCase = <R extends { caseId: string | null }>(rows: R[]): Map<string | null, R[]> =>
  Map.groupBy(rows, ({ caseId }) => caseId);
