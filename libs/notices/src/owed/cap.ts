import type { CaseFile, HistoryEvent } from '@app/cases';
import { days, type Tallies } from '@app/platform';
import { owedOfKind } from '../kinds/occasions.js';
import type { Notice } from '../rows/notice.entity.js';
import { hold } from '../rows/notice-rows.js';

/**
 * Only what strangers cause is capped: the receipt of a report on the web, which may name anyone's address, and whatever
 * is sent before its address is confirmed. What an agency owes on a person's own case, or sends because she asked, never
 * is; nor is any mail to staff.
 */
export const strangersCause = (
  { type, actorKind }: Pick<HistoryEvent, 'type' | 'actorKind'>,
  { confirmBy }: Pick<CaseFile, 'confirmBy'>,
): boolean => confirmBy !== null || (type === 'RECEIVED' && actorKind === 'citizen');

/** The rows of one event; those to citizens are held where their recipient had `perDay` messages today. */
export async function withinCap(
  rows: readonly Notice[],
  { event, file }: { event: HistoryEvent; file: CaseFile },
  tallies: Tallies,
  perDay: number,
): Promise<readonly Notice[]> {
  if (!strangersCause(event, file)) return rows;
  const capped = (row: Notice) => row.state === 'PENDING' && owedOfKind(row.kind).to === 'CITIZEN';
  const hashes = rows.filter(capped).map(({ recipientHash }) => recipientHash);
  const until = await heldUntil(tallies, hashes, perDay);
  return until === null ? rows : rows.map((row) => (capped(row) ? hold(row, until) : row));
}

const DAY = days(1);

/**
 * Until when the messages of one event wait, or null when they may go: each recipient gets `perDay` a day, those above
 * are held for the first day that has room, so that nothing is lost and not all of it comes at once. The messages of
 * other events decide, not the event's own, which go together: a number without its code would be of no use.
 */
async function heldUntil(
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
  // in the same order for all events, so that no two of them wait for each other's counts
  for (const hash of hashes.toSorted()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return counts;
}
