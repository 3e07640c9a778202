import type { Catalogue } from '@app/catalogue';
import { COUNTED, type BoardSheet } from '@app/lookups';
import type { MorningSheet, SheetRow } from '@app/notices';
import { parseLength, type Remaining } from '@app/sla/clock';

/** Rows of each part that the mail names, as many as the page. */
const NAMED = 10;

type Dated = { commitmentId: string | null; left: Remaining | null };

/** A sheet as its mail says it: numbers, case numbers, days and units; no name and no subject. */
export function sheetParts(sheet: BoardSheet, catalogue: Catalogue): MorningSheet['parts'] {
  const { numbers } = sheet;
  const part = <T>(name: keyof BoardSheet['numbers'], rows: readonly T[], rowOf: (row: T) => SheetRow) => ({
    ...{ count: numbers[name], most: COUNTED },
    rows: rows.slice(0, NAMED).map(rowOf),
  });
  const left = ({ commitmentId, left: remaining }: Dated): Pick<SheetRow, 'left'> => {
    const entry = commitmentId === null ? undefined : catalogue.commitment(commitmentId);
    return remaining && entry?.kind === 'clock'
      ? { left: { remaining, unit: parseLength(entry.length).unit } }
      : {};
  };
  const ofPromise = (row: Dated & { caseNumber: string; unitId: string }): SheetRow => ({
    ...{ caseNumber: row.caseNumber, unit: row.unitId },
    ...left(row),
  });
  const until = (row: { caseNumber: string; unitId: string; dueDate: string }): SheetRow => {
    const { caseNumber, unitId: unit, dueDate } = row;
    return { caseNumber, unit, dueDate };
  };
  return {
    broken: part('broken', sheet.broken, ofPromise),
    today: part('today', sheet.today, ofPromise),
    untouched: part('untouched', sheet.untouched.cases, ofPromise),
    approval: part('approval', sheet.approval.cases, ofPromise),
    chases: part('chases', sheet.chases, until),
    tasks: part('tasks', sheet.tasks, until),
    away: part('away', sheet.away, ({ unitId, cases }) => ({ unit: unitId, cases: cases.length })),
  };
}

/** Whether it names cases of the demonstration. */
export const namesDemonstration = ({ broken, today, untouched, approval }: BoardSheet): boolean =>
  [...broken, ...today, ...untouched.cases, ...approval.cases].some(
    ({ origin }) => origin === 'DEMONSTRATION',
  );
