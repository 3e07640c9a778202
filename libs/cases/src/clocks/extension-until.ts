import { toDay, type Calendar, type Clock } from '@app/sla/clock';

/** A clock that could be extended, on its calendar. */
interface Extendable {
  clock: Pick<Clock, 'dueDate'>;
  calendar: Pick<Calendar, 'isWorking' | 'workingDaysBetween'>;
}

type Until = { length: string } | { refusal: string };

/** The number of working days by which all these clocks end on a day, or why there is none. */
export function lengthUntil(clocks: readonly Extendable[], until: string): Until {
  const found = clocks.map((one) => lengthOf(one, until));
  const [first] = found;
  if (!first) return { refusal: 'nothing-to-extend' };
  const isSame = found.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return isSame ? first : { refusal: 'choose-commitment' };
}

function lengthOf({ clock: { dueDate }, calendar }: Extendable, until: string): Until {
  // a paused clock without an end has no date to count from
  if (dueDate === null) return { refusal: 'nothing-to-extend' };
  if (until <= dueDate) return { refusal: 'not-later' };
  if (!calendar.isWorking(until)) return { refusal: 'not-a-working-day' };
  return { length: `${calendar.workingDaysBetween(toDay(dueDate), toDay(until))}wd` };
}
