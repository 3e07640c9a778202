import type { ListsOfDay, ListState, OneList, ShownList, ShownRow } from '@app/morning';
import { z } from 'zod';
import { count, instant, iso, maybe, perhaps, text } from '../api/answers.js';

const day = z.iso.date();
const state = z.enum(['AWAITED', 'MISSED', 'READ', 'READ_LATE'] satisfies ListState[]);

const list = z.strictObject({
  ...{ unit: text, day, madeAt: instant, overdue: count, dueToday: count, more: z.boolean(), state },
  ...{ acknowledgedAt: perhaps, acknowledgedBy: maybe, acknowledgedByName: maybe, plan: maybe },
});
/** What the holder was last asked that morning; `answer` also where it came later. */
const chase = z.strictObject({
  ...{ id: text, state: text, askedAt: instant, dueDate: day, text: maybe, answer: maybe },
});
/** `workingDays` since the due date where it is late, else until it. */
const row = z.strictObject({
  ...{ place: count, caseNumber: text, opens: z.boolean(), subject: maybe, commitment: text, unit: text },
  ...{ handler: maybe, handlerName: maybe, dueAt: instant, dueDate: day, late: z.boolean() },
  ...{ workingDays: count, chase: chase.nullable() },
});

export const chaseLists = z.strictObject({
  ...{ day, made: z.boolean(), before: day.nullable(), after: day.nullable() },
  units: z.array(z.strictObject({ unit: text, list: list.nullable() })),
});
/** `open`: the caller can acknowledge it now. */
export const chaseList = list.extend({ open: z.boolean(), rows: z.array(row) });
export const acknowledged = z.strictObject({ unit: text, day, state, acknowledgedAt: instant });

const listShape = ({ unitId: unit, madeAt, acknowledgedAt, acknowledgedBy, ...one }: ShownList) => ({
  ...{ unit, day: one.day, madeAt: iso(madeAt), overdue: one.overdue, dueToday: one.dueToday },
  ...{ more: one.more, state: one.state, acknowledgedAt: iso(acknowledgedAt), acknowledgedBy },
  ...{ acknowledgedByName: one.reader, plan: one.plan },
});

export const dayShape = ({ units, day: on, made, before, after }: ListsOfDay) => ({
  ...{ day: on, made, before, after },
  units: units.map(({ unitId: unit, list: one }) => ({ unit, list: one && listShape(one) })),
});

export const oneShape = ({ rows, open, ...one }: OneList) => ({
  ...listShape(one),
  ...{ open, rows: rows.map(rowShape) },
});

const rowShape = (one: ShownRow) => ({
  ...{ place: one.place, caseNumber: one.caseNumber, opens: one.opens, subject: one.subject },
  ...{ commitment: one.commitmentId, unit: one.actingUnitId, handler: one.handlerId },
  ...{ handlerName: one.handler, dueAt: iso(one.dueAt), dueDate: one.dueDate, late: one.late },
  ...{ workingDays: one.workingDays, chase: chaseShape(one) },
});

const chaseShape = ({ chaseId: id, chaseState, chaseAskedAt, chaseDueDate, asked, answer }: ShownRow) =>
  id === null
    ? null
    : {
        ...{ id, state: chaseState, askedAt: iso(chaseAskedAt), dueDate: chaseDueDate },
        ...{ text: asked, answer },
      };
