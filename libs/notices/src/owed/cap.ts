import type { HistoryEvent } from '@app/cases';
import { days, type Tallies } from '@app/platform';

/**
 * Only what strangers cause is capped: the receipt of a report on the web, which may name anyone's address. What an
 * agency owes on a person's own case, or sends because she asked, never is; nor is any mail to staff.
 */
export const strangersCause = ({ type, actorKind }: Pick<HistoryEvent, 'type' | 'actorKind'>): boolean =>
  type === 'RECEIVED' && actorKind === 'citizen';

const DAY = days(1);

/**
 * Until when the messages of one event wait, or null when they may go: each recipient gets `perDay` a day, those above
 * are held for the first day that has room, so that nothing is lost and nothing comes all at once. What they had before
 * decides, not the event's own messages, which go together: a number without its code would be of no use.
 */
export async function heldUntil(
  tallies: Tallies,
  hashes: readonly string[],
  perDay: number,
): Promise<number | null> {
  let until: number | null = null;
  for (const [hash, messages] of counted(hashes)) {
    const place = await tallies.place('message', hash, { windowMs: DAY, most: perDay }, messages);
    if (place.ahead) until = Math.max(until ?? 0, place.since);
  }
  return until;
}

function counted(hashes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  // in one order for all, so that two events never wait for each other's counts
  for (const hash of hashes.toSorted()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return counts;
}
