import { hours, minutes } from '@app/platform';

/** After the first try at once: 1, 5, 15, 30 minutes, then hourly, for three days (reliability rule 11). */
const WAITS = [minutes(1), minutes(5), minutes(15), minutes(30)];
const HOURLY = hours(1);
const GIVE_UP_AFTER = hours(72);
/** Up to a tenth more, so that what failed together does not come back together. */
const SPREAD = 10;

interface Tried {
  id: string;
  attempts: number;
  createdAt: number;
  heldUntil?: number | null;
}

/** Instant of the next try, or null when it is time to give up. */
export function nextTry({ id, attempts, createdAt, heldUntil }: Tried, now: number): number | null {
  return now - (heldUntil ?? createdAt) >= GIVE_UP_AFTER ? null : now + waitAfter(attempts, id);
}

/** Milliseconds after so many tries. */
export function waitAfter(tries: number, id: string): number {
  const wait = WAITS[tries - 1] ?? HOURLY;
  return wait + Math.floor((wait / SPREAD) * shareOf(id));
}

/** 0 … 1, steady for one notice: the last digits of its id are random. */
const shareOf = (id: string): number => parseInt(id.slice(-4), 16) / 0xffff || 0;
