import { days, type Tallies } from '@app/platform';

/**
 * Recipients who had their fill within a day. What they had before decides, not an event's own messages, which go
 * together: a number without its code would be of no use.
 */
export async function overTheCap(
  tallies: Tallies,
  hashes: readonly string[],
  perDay: number,
): Promise<Set<string>> {
  const full = new Set<string>();
  for (const [hash, messages] of counted(hashes)) {
    const now = await tallies.add('message', hash, days(1), messages);
    if (now - messages >= perDay) full.add(hash);
  }
  return full;
}

function counted(hashes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return counts;
}
