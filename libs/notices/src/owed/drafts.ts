import { occasionOf } from '../kinds/occasion.js';
import { basicsOf, factsOf, seenIn } from '../facts/facts-of.js';
import type { Draft } from '../rows/notice-rows.js';
import type { Addressed } from './addresses.js';
import { holdMs } from './chase-of.js';
import { partnerTeam, type Circle } from './circle.js';

export interface Drafted extends Addressed {
  drafts: readonly Draft[];
}

/** Adds what each message keeps for its words. `windowMs`: how long a chase waits for others to the same person. */
export async function withDrafts(so: Addressed, windowMs: number): Promise<Drafted> {
  const { event, context, catalogue, chase, asked, now, messages } = so;
  if (messages.length === 0) return { ...so, drafts: [] };
  const kinds = messages.map(({ owed }) => owed.kind);
  const seen = seenIn(event, context, catalogue);
  const facts = await factsOf(kinds, seen, basicsOf(event, context.file));
  const shared = {
    occasion: chase?.occasion ?? occasionOf.event((asked ?? event).seq),
    holdMs: chase ? holdMs(chase, now, windowMs) : 0,
  };
  const team = teamOf(so);
  const drafts = messages.map(({ owed, address }) => ({
    ...{ owed, address, ...shared },
    facts: team.has(address.to) ? { ...facts, door: 'referrals' as const } : facts,
  }));
  return { ...so, drafts };
}

/** Addresses of the partner team that is chased: it opens a referral, not the case. */
const teamOf = ({ chase, circle }: Addressed): Set<string | null | undefined> =>
  new Set(chase && circle ? partnerTeam(circle, partnerOf(circle)) : []);

/** The unit that must act, where it is not the case's own. */
const partnerOf = ({ acting, file }: Circle): string | undefined =>
  acting === file.unitId ? undefined : acting;
