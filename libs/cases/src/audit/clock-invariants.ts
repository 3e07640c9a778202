import type { Clock } from '@app/sla/clock';
import { keyOf } from '../clocks/clock-events.js';
import type { ClockRead } from './case-slices.js';
import { twice, type CaseInvariant, type WholeCase } from './whole-case.js';

/** What must hold of the clocks of one case. */
export const CLOCK_INVARIANTS: readonly CaseInvariant[] = [
  { name: 'clock-not-folded', check: clocksNotFolded },
  {
    name: 'clock-misplaced',
    check: ({ clocks, file }) =>
      clocks
        .filter((clock) => clock.ownerUnitId !== file.unitId || clock.organisationId !== file.organisationId)
        .map(({ commitmentId }) => `clock ${commitmentId} is on the board of another unit than its case`),
  },
  {
    name: 'clock-standing',
    check: ({ clocks }) =>
      clocks
        .filter(({ state, standing }) => (state === 'RUNNING') !== (standing !== null))
        .map(({ commitmentId, state }) => `clock ${commitmentId} is ${state}, which the board does not show`),
  },
  {
    name: 'two-live-clocks',
    check: ({ clocks }) =>
      twice(clocks.filter(isLive).map(({ commitmentId, subjectId }) => `${commitmentId}|${subjectId}`)).map(
        (key) => `two clocks of one promise live at once: ${key}`,
      ),
  },
];

const isLive = ({ state }: ClockRead): boolean => state === 'RUNNING' || state === 'PAUSED';

function clocksNotFolded({ clocks, folded, recounting }: WholeCase): string[] {
  if (folded instanceof Error) return [`its history cannot be folded: ${folded.message}`];
  const missing = new Map(folded.map((clock) => [keyOf(clock), clock]));
  const wrong: string[] = [];
  for (const row of clocks) {
    const key = keyOf(row);
    const wanted = missing.get(key);
    missing.delete(key);
    if (!(recounting && waits(row, wanted))) wrong.push(...difference(row, wanted));
  }
  const absent = [...missing.values()].map(
    ({ commitmentId, state }) => `clock ${commitmentId} (${state}) is not stored`,
  );
  return [...absent, ...wrong];
}

const waits = (row: ClockRead, folded: Clock | undefined): boolean =>
  row.endedAt === null && folded !== undefined && row.calendarVersion !== folded.calendarVersion;

const COMPARED = ['state', 'startedAt', 'endedAt', 'dueAt'] as const;

function difference(row: ClockRead, folded: Clock | undefined): string[] {
  if (!folded) return [`clock ${row.commitmentId} is stored but does not follow from the history`];
  return COMPARED.filter((field) => row[field] !== folded[field]).map(
    (field) =>
      `clock ${row.commitmentId}: ${field} is ${String(row[field])}, the history says ${String(folded[field])}`,
  );
}
