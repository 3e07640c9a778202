import { eventsOf, type HistoryEvent } from '@app/cases';
import { askSql, findRows, sql } from '@app/platform';
import { occasionOf } from '../kinds/occasion.js';
import type { Address } from '../rows/address.js';
import { recipientPlace } from '../rows/notice-rows.js';
import type { NoticeState } from '../rows/notice-states.js';
import { Notice } from '../rows/notice.entity.js';
import type { Chased } from './chase-of.js';
import type { Happened } from './happened.js';

export interface TakingBack extends Chased {
  /** Of a CHASE_UNDONE: the event by which the chase was sent. */
  asked: HistoryEvent | undefined;
}

/** Adds what the event takes back. */
export async function withAsked(so: Chased): Promise<TakingBack> {
  return { ...so, asked: await askedIn(so) };
}

async function askedIn({ event: { type, facts }, context }: Happened): Promise<HistoryEvent | undefined> {
  if (type !== 'CHASE_UNDONE') return undefined;
  const sent = await eventsOf(context, ['CHASE_SENT']);
  return sent.find((event) => event.facts.chaseId === facts.chaseId);
}

/** A chase was taken back: its message does not go out, unless a gateway has it already. */
export async function withholdChase({ asked, context }: TakingBack): Promise<void> {
  if (!asked) return;
  await askSql(
    context.manager,
    sql`UPDATE notice SET state = 'SUPPRESSED', reason = 'UNDONE', "nextAttemptAt" = NULL, "heldUntil" = NULL
      WHERE "caseId" = ${context.file.id} AND kind = 'chase-sent' AND state = 'PENDING'
        AND occasion = ${occasionOf.event(asked.seq)}`,
  );
}

/** A message in one of these states reached its recipient, or may have. */
const MAY_HAVE_GONE: readonly NoticeState[] = ['SENDING', 'ACCEPTED', 'DELIVERED', 'UNKNOWN'];
const mayHaveGone = ({ state, reason, ambiguous }: Notice): boolean =>
  MAY_HAVE_GONE.includes(state) || (reason === 'UNDONE' && ambiguous);

/** Who got the message of the chase that is taken back, or may have got it. */
export async function toldOfChase({ asked, context }: TakingBack): Promise<Address[]> {
  if (!asked) return [];
  const { manager, file } = context;
  const occasion = occasionOf.event(asked.seq);
  const tail = sql`WHERE "caseId" = ${file.id} AND kind = 'chase-sent' AND occasion = ${occasion} ORDER BY id`;
  const sent = (await findRows(manager, Notice, tail)).filter(mayHaveGone);
  const addresses: Address[] = [];
  for (const { id, channel, recipient } of sent) {
    const to = await context.unseal(recipientPlace(id), recipient);
    if (to) addresses.push({ channel, to });
  }
  return addresses;
}
