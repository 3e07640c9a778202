import type { LadderRung } from '@app/sla/clock';

/** What a WARNED or CHASED stands for: a rung of a ladder, reached at a moment. */
export interface Chase {
  rung: Pick<LadderRung, 'at' | 'when'>;
  /** When it was to be said; when it was said is the event's own instant. */
  moment: number;
  /** Said long after its moment: the desk catches up. */
  late: boolean;
  /** A person hears once per clock and moment, however many rungs fall on it. */
  occasion: string;
  dueAt: number | null;
}
