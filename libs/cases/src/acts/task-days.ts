import { legalDue, parseLength, toDay, type Calendar } from '@app/sla/clock';

/** The day that lies a number of working days after a day: `2wd`. */
export const dueWithin = (calendar: Calendar, from: string, length: string): string =>
  legalDue(calendar, from, parseLength(length));

/** The working day that lies a number of working days before a day. */
export const daysAhead = (calendar: Calendar, day: string, length: string): string =>
  calendar.iso(calendar.workingDayAfter(toDay(day), -parseLength(length).amount));
