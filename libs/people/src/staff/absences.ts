import { z } from 'zod';

/** One absence; both days belong to it, `YYYY-MM-DD` in Taipei. */
export interface Absence {
  id: string;
  from: string;
  until: string;
  /** Null: the deputy who is named for every absence. */
  deputyId: string | null;
}

interface Away {
  awayUntil: string | null;
  absences: readonly Absence[];
}

export type Period = Pick<Absence, 'from' | 'until'>;

const meets = (one: Period, other: Period): boolean => one.from <= other.until && other.from <= one.until;

/** The id of an absence without a first day, and its first day: before every date. */
export const ENDLESS = 'without-first-day';

/** The absence that was set by its last day alone, as `bin/desk user set` does. */
export const endless = ({ awayUntil }: Pick<Away, 'awayUntil'>): Absence[] =>
  awayUntil === null ? [] : [{ id: ENDLESS, from: '', until: awayUntil, deputyId: null }];

/** The absences of a person that meet a period, one without a first day included. */
export const absencesIn = (staff: Away, period: Period): Absence[] =>
  [...endless(staff), ...staff.absences].filter((one) => meets(one, period));

const on = (staff: Away, date: string): Absence[] => absencesIn(staff, { from: date, until: date });

/** Whether a person is away on a date (`YYYY-MM-DD`, Taipei). */
export const isAway = (staff: Away, date: string): boolean => on(staff, date).length > 0;

/** Who stands in on a date: the deputy of that absence, else the one named for every absence. */
export const deputyOn = (staff: Away & { deputyId: string | null }, date: string): string | null =>
  on(staff, date).find(({ deputyId }) => deputyId !== null)?.deputyId ?? staff.deputyId;

/** The last day of the absence that a date lies in; null where the person is not away. */
export const awayUntilOn = (staff: Away, date: string): string | null =>
  on(staff, date)
    .map(({ until }) => until)
    .toSorted()
    .at(-1) ?? null;

export const absenceForm = z.object({
  from: z.iso.date('date'),
  until: z.iso.date('date'),
  deputyId: z
    .string()
    .max(64)
    .nullish()
    .transform((value) => value || null),
});
export type AbsenceForm = z.input<typeof absenceForm>;
