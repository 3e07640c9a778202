const AT = '@';

/**
 * What caused a message, as one column keeps it, so that a second reminder is not mistaken for the first: an event by its
 * number in the history of the case, a rung of a ladder by clock and moment, a holiday by its last working
 * day, a morning sheet by its day.
 */
export const occasionOf = {
  event: (seq: number): string => String(seq),
  rung: (clockId: string, moment: number): string => `${clockId}${AT}${moment}`,
  holiday: (lastWorkingDay: string): string => lastWorkingDay,
  morning: (day: string): string => day,
};

/** The instant at which the rung of a ladder was reached; undefined where something else was the cause. */
export function momentOf(occasion: string): number | undefined {
  const moment = occasion.slice(occasion.lastIndexOf(AT) + 1);
  return occasion.includes(AT) && /^-?\d+$/.test(moment) ? Number(moment) : undefined;
}
