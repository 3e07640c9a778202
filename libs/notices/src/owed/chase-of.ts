import { ClockRow } from '@app/cases';
import { findRows } from '@app/platform';
import { isAtOnce } from '@app/sla/clock';
import { Timer } from '@app/sla/timers';
import type { Chase } from '../kinds/chase.js';
import { occasionOf } from '../kinds/occasion.js';
import type { Happened } from './happened.js';

export interface Chased extends Happened {
  /** Of a WARNED or CHASED. */
  chase: Chase | undefined;
}

/** Adds which rung of a ladder the event is about. */
export const withChase = async (so: Happened): Promise<Chased> => ({ ...so, chase: await chaseOf(so) });

/** Undefined for other events. The ladder is read from the version of the commitment that the clock names. */
async function chaseOf({ event, context, catalogue }: Happened): Promise<Chase | undefined> {
  const { type, at, seq, facts } = event;
  const { manager, file } = context;
  if (type !== 'WARNED' && type !== 'CHASED') return undefined;
  const [clockId, rung] = [facts.clockId ?? '', facts.rung ?? ''];
  const [clock] = await findRows(manager, ClockRow, 'WHERE id = $1', [clockId]);
  const entry = clock && catalogue.clock(clock.commitmentId, clock.commitmentVersion)?.entry;
  const fired = `WHERE "caseId" = $1 AND "subjectId" = $2 AND occurrence = $3 AND kind = 'clock.rung'
    AND COALESCE(state, '') = 'FIRED' ORDER BY "firedAt" DESC, "dueAt" DESC LIMIT 1`;
  const [timer] = await findRows(manager, Timer, fired, [file.id, clockId, rung]);
  return {
    rung: entry?.ladder.find(({ name }) => name === rung) ?? { at: 'due' },
    moment: timer?.dueAt ?? at,
    late: facts['lateMs'] !== undefined,
    occasion: timer ? occasionOf.rung(clockId, timer.dueAt) : occasionOf.event(seq),
    dueAt: clock?.dueAt ?? null,
  };
}

/** How long a chase may wait for others to the same person, so that they go out as one mail; never past due. */
export function holdMs({ rung, dueAt }: Chase, now: number, windowMs: number): number {
  if (isAtOnce(rung)) return 0;
  return dueAt !== null && dueAt > now ? Math.min(windowMs, dueAt - now) : windowMs;
}

/**
 * What a desk says late, because it catches up, waits for the sweep that follows, so that all of it goes out together.
 */
export const isRungFor = ({ late }: Chase): boolean => !late;
