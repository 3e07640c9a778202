import { ClockRow, type CaseContext, type HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { findRows } from '@app/platform';
import { isAtOnce } from '@app/sla/clock';
import { Timer } from '@app/sla/timers';
import type { Chase } from '../kinds/chase.js';

/** The ladder is that of the version which the clock names. Undefined for other events. */
export async function chaseOf(
  { type, at, seq, facts }: HistoryEvent,
  { manager, file }: CaseContext,
  catalogue: Catalogue,
): Promise<Chase | undefined> {
  if (type !== 'WARNED' && type !== 'CHASED') return undefined;
  const [subjectId, occurrence] = [facts.clockId ?? '', facts.rung ?? ''];
  const [clock] = await findRows(manager, ClockRow, 'WHERE id = $1', [subjectId]);
  const entry = clock && catalogue.clock(clock.commitmentId, clock.commitmentVersion)?.entry;
  const fired = `WHERE "caseId" = $1 AND "subjectId" = $2 AND occurrence = $3 AND kind = 'clock.rung'
    AND COALESCE(state, '') = 'FIRED' ORDER BY "firedAt" DESC, "dueAt" DESC LIMIT 1`;
  const [timer] = await findRows(manager, Timer, fired, [file.id, subjectId, occurrence]);
  return {
    rung: entry?.ladder.find(({ name }) => name === occurrence) ?? { at: 'due' },
    moment: timer?.dueAt ?? at,
    late: facts['lateMs'] !== undefined,
    occasion: timer ? `${subjectId}@${timer.dueAt}` : String(seq),
    dueAt: clock?.dueAt ?? null,
  };
}

/** How long a chase may wait for others to the same person, so that they go out as one mail; never past due. */
export function holdMs({ rung, dueAt }: Chase, now: number, windowMs: number): number {
  if (isAtOnce(rung)) return 0;
  return dueAt !== null && dueAt > now ? Math.min(windowMs, dueAt - now) : windowMs;
}

/** What a desk that catches up says late is left to the round that follows the catching up, all of it together. */
export const isRungFor = ({ late }: Chase): boolean => !late;
