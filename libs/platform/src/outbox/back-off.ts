import { hours, minutes } from '../time/taipei.js';
import type { OutboxRow } from './outbox-row.js';

/** After the first attempt: 1, 5, 15, 30 minutes, then hourly, for three days. */
const WAITS = [minutes(1), minutes(5), minutes(15), minutes(30)];
const HOURLY = hours(1);
const GIVE_UP_AFTER = hours(72);
/** Up to a tenth longer, so that rows that failed together are not retried together. */
const SPREAD = 10;

type Tried = Pick<OutboxRow, 'id' | 'attempts' | 'createdAt' | 'heldUntil'>;

/** Instant of the next attempt, or null when it is time to give up. */
export function nextTry({ id, attempts, createdAt, heldUntil }: Tried, now: number): number | null {
  return now - (heldUntil ?? createdAt) >= GIVE_UP_AFTER ? null : now + waitAfter(attempts, id);
}

/** Milliseconds to wait after the given number of attempts. */
export function waitAfter(attempts: number, id: string): number {
  const wait = WAITS[attempts - 1] ?? HOURLY;
  return wait + Math.floor((wait / SPREAD) * shareOf(id));
}

/** 0 … 1, always the same for one row: the last digits of its id are random. */
const shareOf = (id: string): number => parseInt(id.slice(-4), 16) / 0xffff || 0;
