import type { Board, HolidayList } from '@app/lookups';
import { isoTaipei } from '@app/platform';
import { z } from 'zod';
import { count, instant, maybe, text } from '../api/answers.js';

const row = z.strictObject({
  ...{
    clock: text,
    caseNumber: text,
    commitment: text,
    unit: text,
    dueAt: instant,
    dueDate: z.iso.date(),
    state: text,
  },
});
const tally = z.strictObject({
  commitmentId: text,
  unitId: text,
  running: count,
  warning: count,
  overdue: count,
});
export const board = z.strictObject({
  ...{ at: instant, cursor: count, running: count, keptToday: count },
  ...{ warned: z.array(row), overdue: z.array(row), kept: z.array(row), counts: z.array(tally) },
});

export const beforeHoliday = z.strictObject({
  holiday: z
    .strictObject({
      ...{ lastWorkingDay: z.iso.date(), offFrom: z.iso.date(), offTo: z.iso.date(), backOn: z.iso.date() },
      near: z.boolean(),
      due: z.array(row.omit({ state: true }).extend({ handler: maybe })),
    })
    .nullable(),
});

export function boardShape({ at, cursor, warned, overdue, keptRows, keptToday, running, counts }: Board) {
  const rowShape = (r: Board['warned'][number]) => ({
    clock: r.clockId,
    caseNumber: r.caseNumber,
    commitment: r.commitmentId,
    unit: r.unitId,
    dueAt: isoTaipei(Number(r.dueAt)),
    dueDate: r.dueDate,
    state: r.state,
  });
  return {
    at: isoTaipei(at),
    cursor,
    running,
    keptToday,
    warned: warned.map(rowShape),
    overdue: overdue.map(rowShape),
    kept: keptRows.map(rowShape),
    counts: counts.map(({ running: n, warning, overdue: late, ...of }) => ({
      ...of,
      running: Number(n),
      warning: Number(warning),
      overdue: Number(late),
    })),
  };
}

export function holidayShape(list: HolidayList | null) {
  if (!list) return null;
  const { lastWorkingDay, offFrom, offTo, backOn, near, due } = list;
  return {
    ...{ lastWorkingDay, offFrom, offTo, backOn, near },
    due: due.map((one) => ({
      clock: one.clockId,
      caseNumber: one.caseNumber,
      commitment: one.commitmentId,
      unit: one.unitId,
      handler: one.handler,
      dueAt: isoTaipei(one.dueAt),
      dueDate: one.dueDate,
    })),
  };
}
