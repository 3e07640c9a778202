import type { Board, HolidayList } from '@app/lookups';
import { isoTaipei } from '@app/platform';
import { z } from 'zod';
import { count, instant, maybe, text } from '../api/answers.js';

const row = z.strictObject({
  clock: text,
  caseNumber: text,
  commitment: text,
  unit: text,
  dueAt: instant,
  dueDate: z.iso.date(),
  state: text,
});
const tally = z.strictObject({
  commitmentId: text,
  unitId: text,
  running: count,
  warning: count,
  overdue: count,
});
export const board = z.strictObject({
  at: instant,
  cursor: count,
  running: count,
  keptToday: count,
  warned: z.array(row),
  overdue: z.array(row),
  kept: z.array(row),
  counts: z.array(tally),
});

export const beforeHoliday = z.strictObject({
  holiday: z
    .strictObject({
      lastWorkingDay: z.iso.date(),
      offFrom: z.iso.date(),
      offTo: z.iso.date(),
      backOn: z.iso.date(),
      near: z.boolean(),
      due: z.array(row.omit({ state: true }).extend({ handler: maybe })),
    })
    .nullable(),
});

export function boardShape({ at, cursor, running, warning, overdue, kept, counts }: Board) {
  const rowShape = (r: Board['kept']['rows'][number]) => ({
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
    keptToday: kept.total,
    warned: warning.rows.map(rowShape),
    overdue: overdue.rows.map(rowShape),
    kept: kept.rows.map(rowShape),
    counts: counts.map((of) => ({
      ...of,
      running: Number(of.running),
      warning: Number(of.warning),
      overdue: Number(of.overdue),
    })),
  };
}

export function holidayShape(list: HolidayList | null) {
  if (!list) return null;
  const { lastWorkingDay, offFrom, offTo, backOn, near, due } = list;
  return {
    lastWorkingDay,
    offFrom,
    offTo,
    backOn,
    near,
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
