import type { LadderRung } from '@app/sla/clock';

/** What a WARNED or CHASED event is about: a rung of a ladder, reached at a moment. */
export interface Chase {
  rung: Pick<LadderRung, 'at' | 'when'>;
  /** When the rung was due; the event's own instant is when it took effect. */
  moment: number;
  /** It took effect long after its moment, because the desk had been off. */
  late: boolean;
  /** The same for all rungs of a clock that fall on one moment, so that a person gets one message for them. */
  occasion: string;
  dueAt: number | null;
}
