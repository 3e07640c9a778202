import {
  CaseFile,
  ClockRow,
  CountedClocks,
  HistoryEvent,
  type CountedClock,
  type FoldableEvent,
} from '@app/cases';
import type { ClockEntry } from '@app/catalogue';
import { TimeSource, Reader } from '@app/platform';
import {
  canBeExtended,
  clockUsedDays,
  explain,
  firstWarning,
  ladderInstants,
  remaining,
  stateAt,
  type Clock,
  type CountedDay,
} from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { changeOf, type ShownChange } from './clock-change.js';

export interface ShownClock {
  clock: Clock;
  entry: ClockEntry;
  /** The unit that must act. */
  unitId: string;
  state: ReturnType<typeof stateAt>;
  /** Time left or overdue; null when ended, or paused without an end. */
  left: ReturnType<typeof remaining> | null;
  days: CountedDay[];
  /** 使用日數 until it ended, or until now; null for a promise in hours. */
  usedDays: number | null;
  changed: ShownChange | null;
  /** Whether it could be extended (展延) now. */
  extendable: boolean;
  /** The earlier date by a new calendar, while it waits for consent. */
  earlier: string | null;
}
export type PublicClock = ShownClock;

/** The promises of one case with their explanations, for its page. */
@Injectable()
export class PublicClocks {
  constructor(
    private readonly reader: Reader,
    private readonly counted: CountedClocks,
    private readonly time: TimeSource,
  ) {}

  /** `events`: the history, where the caller has read it already. */
  async of(file: CaseFile, events?: readonly FoldableEvent[]): Promise<PublicClock[]> {
    return this.shown(file, events, ({ entry }) => entry.public);
  }

  /** All promises, also those not public, for staff. */
  async all(file: CaseFile, events?: readonly FoldableEvent[]): Promise<ShownClock[]> {
    return this.shown(file, events, () => true);
  }

  private async shown(
    file: CaseFile,
    events: readonly FoldableEvent[] | undefined,
    isAsked: (counted: CountedClock) => boolean,
  ): Promise<ShownClock[]> {
    const history =
      events ?? (await this.reader.find(HistoryEvent, 'WHERE "caseId" = $1 ORDER BY seq', [file.id]));
    const stored = await this.reader.find(ClockRow, 'WHERE "caseId" = $1', [file.id]);
    const now = this.time.now();
    return this.counted
      .of(file, history, stored)
      .filter(isAsked)
      .map((counted) => shownAt(now, counted, history));
  }
}

/** Explaining each day is the most expensive part, so it is done only on demand. */
const shownAt = (
  now: number,
  { clock, entry, rule, calendar, earlier, unitId }: CountedClock,
  history: readonly FoldableEvent[],
): ShownClock => ({
  clock,
  entry,
  unitId,
  state: stateAt(clock, now, firstWarning(ladderInstants(clock, entry.ladder, calendar))),
  left: clock.endedAt === null ? remaining(clock, now, calendar) : null,
  days: explain(clock, rule, calendar),
  usedDays: clockUsedDays(clock, rule, calendar, now),
  changed: changeOf(clock, history),
  extendable: canBeExtended({ clock, commitment: rule, at: now, calendar }),
  earlier: earlier?.dueDate ?? null,
});
