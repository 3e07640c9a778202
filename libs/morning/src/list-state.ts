import { hours, taipeiMidnight } from '@app/platform';

/** Until when a head is to have read the list of her unit. */
const READ_BY_HOUR = 12;

/** `AWAITED`: until noon; `MISSED`: noon has passed; `READ_LATE`: read on that day, after noon. */
export type ListState = 'AWAITED' | 'MISSED' | 'READ' | 'READ_LATE';

/** How the acknowledgement of a list stands. `day`: `YYYY-MM-DD` in Taipei; `now`: epoch milliseconds. */
export function listState(
  { day, acknowledgedAt }: { day: string; acknowledgedAt: number | null },
  now: number,
): ListState {
  const noon = taipeiMidnight(day) + hours(READ_BY_HOUR);
  if (acknowledgedAt !== null) return acknowledgedAt < noon ? 'READ' : 'READ_LATE';
  return now < noon ? 'AWAITED' : 'MISSED';
}
