import { eventsOf, type CaseContext, type HistoryEvent } from '@app/cases';
import { askSql, sql } from '@app/platform';
import { occasionOf } from '../kinds/occasion.js';

/** A chase was taken back: its message does not go out, unless a gateway has it already. */
export async function withholdChase({ facts }: HistoryEvent, context: CaseContext): Promise<void> {
  const sent = await eventsOf(context, ['CHASE_SENT']);
  const asked = sent.find((event) => event.facts.chaseId === facts.chaseId);
  if (!asked) return;
  await askSql(
    context.manager,
    sql`UPDATE notice SET state = 'SUPPRESSED', reason = 'UNDONE', "nextAttemptAt" = NULL, "heldUntil" = NULL
      WHERE "caseId" = ${context.file.id} AND kind = 'chase-sent' AND state = 'PENDING'
        AND occasion = ${occasionOf.event(asked.seq)}`,
  );
}
