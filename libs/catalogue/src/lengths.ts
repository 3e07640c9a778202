import { parseRungAt } from '@app/sla/clock';
import { z } from 'zod';

const LENGTH = /^(-?(?:0|[1-9]\d*))(h|wh|wd|d|w|m)$/;
const LONGEST = 3660;

/** `4h 8wh 5wd 14d 2w 2m`, longer than zero. */
export const lengthText = z.string().superRefine((value, context) => {
  const problem = lengthProblem(value);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

function lengthProblem(value: string): string | undefined {
  const amount = Number(LENGTH.exec(value)?.[1] ?? Number.NaN);
  if (Number.isNaN(amount)) return 'is not a length; write for example 4h, 8wh, 5wd, 14d, 2w or 2m';
  if (amount <= 0) return 'must be longer than zero';
  return amount > LONGEST ? `is too long; the most is ${LONGEST}` : undefined;
}

/** A moment of a ladder of warnings, in the clock's own grammar. */
export const ladderMoment = z.string().refine(isMoment, {
  error: 'is not a moment of a ladder; write for example 70%, -1wd, due@09:00, due or +3wd',
});

function isMoment(value: string): boolean {
  try {
    return Boolean(parseRungAt(value));
  } catch {
    return false;
  }
}

/** `1m`, `4m`, `6m`, `12m`: months; `1w`: weeks. */
export const periodText = z.string().refine((value) => /^[1-9]\d*[wm]$/.test(value), {
  error: 'is not a period; write months or weeks, for example 4m or 6m',
});

/** `01-15`, a day that exists in every year. */
export const monthDay = z.string().refine(isMonthDay, { error: 'is not a day of the year; write 01-15' });

function isMonthDay(value: string): boolean {
  if (!/^\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`2023-${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === value;
}
