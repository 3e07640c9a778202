import type { Catalogue } from '@app/catalogue';
import type { Clock } from '@app/sla/clock';
import type { CaseFile } from '../case-file.entity.js';
import { firstBreak } from '../chain.js';
import type { ClockRow } from '../clock.entity.js';
import type { HistoryEvent } from '../history-event.entity.js';

/** Everything of one case that the checks need, read together. */
export interface WholeCase {
  file: CaseFile;
  events: HistoryEvent[];
  clocks: ClockRow[];
  /** Ids of the clocks whose `clock.due` timer fired, one for each firing. */
  fired: string[];
  /** What the history folds to, or why it cannot be folded. */
  folded: Clock[] | Error;
  /** A pass over all clocks after a new calendar is under way: those it has not reached are by the old one still. */
  recounting: boolean;
}

export interface CaseInvariant {
  name: string;
  /** One sentence per violation. */
  check: (whole: WholeCase, catalogue: Pick<Catalogue, 'unit'>) => string[];
}

/** Invariants that need a case's whole history. */
export const WHOLE_CASE_INVARIANTS: readonly CaseInvariant[] = [
  {
    name: 'history-chain',
    check: ({ file, events }) => {
      const seq = firstBreak(events, file.historyHead);
      return seq === undefined ? [] : [`the history chain breaks at event ${seq}`];
    },
  },
  {
    name: 'history-length',
    check: ({ file, events }) =>
      file.historySeq === events.length
        ? []
        : [`the case counts ${file.historySeq} events, its history has ${events.length}`],
  },
  { name: 'clock-not-folded', check: clocksNotFolded },
  { name: 'breach-not-matched', check: breachesNotMatched },
  {
    name: 'case-owner',
    check: ({ file }, catalogue) =>
      catalogue.unit(file.unitId)?.organisation === file.organisationId
        ? []
        : [
            `its unit ${file.unitId} is not one of ${file.organisationId}: nobody sees it, or two agencies do`,
          ],
  },
];

function clocksNotFolded({ clocks, folded, recounting }: WholeCase): string[] {
  if (folded instanceof Error) return [`its history cannot be folded: ${folded.message}`];
  const wanted = new Map(folded.map((clock) => [keyOf(clock), clock]));
  const stored = new Set(clocks.map(keyOf));
  const missing = folded.filter((clock) => !stored.has(keyOf(clock)));
  return [
    ...missing.map((clock) => `clock ${clock.commitmentId} (${clock.state}) is not stored`),
    ...clocks
      .filter((row) => !(recounting && waits(row, wanted.get(keyOf(row)))))
      .flatMap((row) => difference(row, wanted.get(keyOf(row)))),
  ];
}

const waits = (row: ClockRow, folded: Clock | undefined): boolean =>
  row.endedAt === null && folded !== undefined && row.calendarVersion !== folded.calendarVersion;

const COMPARED = ['state', 'startedAt', 'endedAt', 'dueAt'] as const;

function difference(row: ClockRow, folded: Clock | undefined): string[] {
  if (!folded) return [`clock ${row.commitmentId} is stored but does not follow from the history`];
  return COMPARED.filter((field) => row[field] !== folded[field]).map(
    (field) =>
      `clock ${row.commitmentId}: ${field} is ${String(row[field])}, the history says ${String(folded[field])}`,
  );
}

const keyOf = (clock: Pick<Clock, 'commitmentId' | 'subjectId' | 'occurrence'>): string =>
  `${clock.commitmentId}|${clock.subjectId}|${clock.occurrence}`;

/** A promise breaks once in its life, when its due timer fires. */
function breachesNotMatched({ events, fired }: WholeCase): string[] {
  const said = countBy(
    events.filter(({ type }) => type === 'OVERDUE').map(({ facts }) => facts.clockId ?? ''),
  );
  const fires = countBy(fired);
  return [...new Set([...said.keys(), ...fires.keys()])].flatMap((clockId) => {
    const [times, timers] = [said.get(clockId) ?? 0, fires.get(clockId) ?? 0];
    return times === timers && times <= 1
      ? []
      : [`clock ${clockId} has ${times} OVERDUE event(s) for ${timers} fired due timer(s)`];
  });
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
