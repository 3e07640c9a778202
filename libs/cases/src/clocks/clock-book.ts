import { findRows, insertRows, newId, TimeSource, updateRow } from '@app/platform';
import {
  checkExtension,
  ladderInstants,
  parseLength,
  underOwner,
  type LadderMoment,
  type Length,
} from '@app/sla/clock';
import { TimerBook, type TimerKind, type WantedTimer } from '@app/sla/timers';
import { Injectable } from '@nestjs/common';
import { withinCalendar } from './calendar-ends.js';
import type { CaseContext } from '../record/case-context.js';
import { keyOf, type FoldableEvent } from './clock-events.js';
import { momentsOf, nextMoment, Said, timerFor } from './clock-moments.js';
import { countClocks, type ClockChange } from './clock-counts.js';
import { standingAt } from './clock-standing.js';
import { ClockRow } from './clock.entity.js';
import { lengthUntil } from './extension-until.js';
import { CountedClocks, type CountedClock } from './counted-clocks.js';
import { EarlierDateBook } from './earlier-date-book.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { listPlace } from '../record/list-place.js';

const CLOCK_TIMERS: TimerKind[] = ['clock.rung', 'clock.due'];

/** A counted clock, its ladder, and what the history records of it already. */
interface Kept {
  counted: CountedClock;
  rungs: LadderMoment[];
  history: readonly FoldableEvent[];
}

/** Keeps the `clock` rows and their timers in step with the fold of the history: replaced, never patched. */
@Injectable()
export class ClockBook {
  constructor(
    private readonly counted: CountedClocks,
    private readonly earlier: EarlierDateBook,
    private readonly timers: TimerBook,
    private readonly time: TimeSource,
  ) {}

  /** `events`: the whole history when the case is new; otherwise it is read. */
  async project(context: CaseContext, events?: HistoryEvent[]): Promise<void> {
    const stored = events ? [] : await this.stored(context);
    const history = events ?? (await this.read(context));
    // rungs already past are skipped when a clock moves
    const since = events ? undefined : this.time.now();
    const counted = await withinCalendar(() => this.counted.of(context.file, history, stored));
    const kept = counted.map((one) => ({ counted: one, rungs: rungsOf(one, since), history }));
    const rows = await this.replace(context, stored, kept);
    Object.assign(context.file, listPlace(context.file, history, duesOf(rows)));
    await context.save();
  }

  /** The clocks of a case with their rules and calendars, folded from its history now. */
  async of(context: Pick<CaseContext, 'manager' | 'file'>): Promise<CountedClock[]> {
    return this.counted.of(context.file, await this.read(context), await this.stored(context));
  }

  /** The code of the reason why an extension (展延) is not possible now; undefined when a clock can be extended. */
  async extensionRefusal(
    context: CaseContext,
    wish: { length: string; commitment?: string; at: number },
  ): Promise<string | undefined> {
    const length = parseLength(wish.length);
    return refusalOf(await this.extendable(context, wish.commitment), (rule) => rule, {
      length,
      at: wish.at,
    });
  }

  /** The length of an extension until a day, or why there is none. */
  async extensionUntil(
    context: CaseContext,
    { until, commitment }: { until: string; commitment?: string },
  ): Promise<ReturnType<typeof lengthUntil>> {
    const clocks = await this.extendable(context, commitment);
    return withinCalendar(() => lengthUntil(clocks, until));
  }

  private async extendable(context: CaseContext, commitment?: string): Promise<CountedClock[]> {
    return (await this.of(context)).filter(
      ({ clock, rule }) => clock.endedAt === null && rule.extension && (commitment ?? rule.id) === rule.id,
    );
  }

  /** The same of the time that the owner gives to a partner; `subjects`: the referral and its chain. */
  async moreTimeRefusal(
    context: CaseContext,
    wish: { length: string; subjects: readonly string[]; at: number },
  ): Promise<string | undefined> {
    const running = (await this.of(context)).filter(
      ({ clock }) => clock.endedAt === null && wish.subjects.includes(clock.subjectId),
    );
    return refusalOf(running, underOwner, { length: parseLength(wish.length), at: wish.at });
  }

  /** Called when a moment of a clock has passed: arms the next one. */
  async armNext(
    context: CaseContext,
    row: ClockRow,
    passed: { occurrence: string; dueAt: number },
  ): Promise<void> {
    const history = await this.read(context);
    const all = this.counted.of(context.file, history, await this.stored(context));
    const found = all.find(({ clock }) => keyOf(clock) === keyOf(row));
    if (!found) return;
    const moments = momentsOf(found.clock, rungsOf(found));
    const index = moments.findIndex(({ name }) => name === passed.occurrence);
    const later = index < 0 ? moments.filter(({ at }) => at > passed.dueAt) : moments.slice(index + 1);
    const next = nextMoment(found.clock, later, new Said(row.id, history));
    if (next) await this.timers.arm([timerFor(row, next)]);
  }

  private stored({ manager, file }: Pick<CaseContext, 'manager' | 'file'>): Promise<ClockRow[]> {
    return findRows(manager, ClockRow, 'WHERE "caseId" = $1', [file.id]);
  }

  /** Every event of the case as the fold reads them. */
  private read({ manager, file }: Pick<CaseContext, 'manager' | 'file'>): Promise<HistoryEvent[]> {
    return findRows(manager, HistoryEvent, 'WHERE "caseId" = $1 ORDER BY seq', [file.id]);
  }

  private async replace(context: CaseContext, stored: ClockRow[], wanted: Kept[]): Promise<ClockRow[]> {
    const byKey = new Map(stored.map((row) => [keyOf(row), row]));
    const changes: ClockChange[] = [];
    const fresh: Kept[] = [];
    for (const kept of wanted) {
      const known = byKey.get(keyOf(kept.counted.clock));
      if (known) changes.push({ before: known, after: await this.renew(context, known, kept) });
      else fresh.push(kept);
    }
    if (fresh.length > 0) for (const after of await this.begin(context, fresh)) changes.push({ after });
    await countClocks(context.manager, changes);
    return changes.map(({ after }) => after);
  }

  private async begin({ manager, file }: CaseContext, fresh: Kept[]): Promise<ClockRow[]> {
    const { id: caseId, organisationId } = file;
    const now = this.time.now();
    const rows = fresh.map((kept) => {
      const columns = columnsOf(file, kept);
      const standing = standingAt(columns, now);
      return { id: newId(now), caseId, organisationId, generation: 1, ...columns, standing };
    });
    await insertRows(manager, ClockRow, rows);
    await this.timers.arm(rows.flatMap((row, index) => timersOf(row, fresh[index]!)));
    return rows;
  }

  /** A clock that moved gets a new generation and new timers; a new unit or new versions alone are only stored. */
  private async renew({ manager, file }: CaseContext, known: ClockRow, kept: Kept): Promise<ClockRow> {
    await this.earlier.note(manager, known, kept.counted);
    const { row, timers } = await this.moved(known, columnsOf(file, kept), kept);
    const after = { ...row, standing: standingAt(row, this.time.now()) };
    await updateRow(manager, ClockRow, known, after);
    if (timers) await this.timers.replace(known.id, CLOCK_TIMERS, timers);
    return after;
  }

  /** Stores the changed row, and replaces its timers where they differ. */
  private async moved(
    known: ClockRow,
    fresh: Columns,
    kept: Kept,
  ): Promise<{ row: ClockRow; timers?: WantedTimer[] }> {
    if (MOVES.some((column) => fresh[column] !== known[column])) {
      const row = { ...known, ...fresh, generation: known.generation + 1 };
      return { row, timers: timersOf(row, kept) };
    }
    const { unitId, ownerUnitId } = fresh;
    if (fresh.calendarVersion === known.calendarVersion) return { row: { ...known, unitId, ownerUnitId } };
    return this.recounted(known, fresh, kept);
  }

  /** Same due date by another calendar, which may still move a warning before it. */
  private async recounted(
    known: ClockRow,
    { unitId, ownerUnitId, calendarVersion, warnAt }: Columns,
    kept: Kept,
  ): Promise<{ row: ClockRow; timers?: WantedTimer[] }> {
    const warned = known.warnAt !== null && known.warnAt <= this.time.now();
    const same = { ...known, unitId, ownerUnitId, calendarVersion, warnAt: warned ? known.warnAt : warnAt };
    const row = { ...same, generation: known.generation + 1 };
    const timers = timersOf(row, kept);
    return (await this.differ(known, timers)) ? { row, timers } : { row: same };
  }

  private async differ(known: ClockRow, next: WantedTimer[]): Promise<boolean> {
    const live = await this.timers.live(known.id, CLOCK_TIMERS);
    const said = (timers: { occurrence: string; dueAt: number }[]) =>
      timers.map(({ occurrence, dueAt }) => `${occurrence}@${dueAt}`).join();
    return said(live) !== said(next);
  }
}

/** Undefined when one of the clocks at least can be extended. */
function refusalOf(
  asked: readonly CountedClock[],
  limits: (rule: CountedClock['rule']) => CountedClock['rule'],
  wish: { length: Length; at: number },
): string | undefined {
  const refusals = asked.map(({ clock, rule, calendar }) =>
    checkExtension({ clock, commitment: limits(rule), calendar, ...wish }),
  );
  if (refusals.some((refusal) => refusal === null)) return undefined;
  return refusals[0]?.reason ?? 'nothing-to-extend';
}

const duesOf = (rows: readonly ClockRow[]): number[] =>
  rows.flatMap(({ state, dueAt }) => (state === 'RUNNING' && dueAt !== null ? [dueAt] : []));

/** A clock has moved when one of these columns changes. */
const MOVES = ['state', 'dueAt', 'endedAt'] as const;
type Columns = Omit<ClockRow, 'id' | 'caseId' | 'organisationId' | 'generation' | 'standing'>;

const rungsOf = ({ clock, entry, calendar }: CountedClock, since?: number): LadderMoment[] =>
  clock.state === 'RUNNING' ? ladderInstants(clock, entry.ladder, calendar, since) : [];

function timersOf(row: ClockRow, { counted: { clock }, rungs, history }: Kept): WantedTimer[] {
  const next = nextMoment(clock, momentsOf(clock, rungs), new Said(row.id, history));
  return next ? [timerFor(row, next)] : [];
}

function columnsOf(file: CaseContext['file'], { counted: { clock, unitId }, rungs }: Kept): Columns {
  const { commitmentId, commitmentVersion, calendarVersion, subject, subjectId, occurrence } = clock;
  const { state, startedAt, endedAt, dueAt, dueDate } = clock;
  const warnAt = rungs.find(({ kind }) => kind === 'WARNING')?.at ?? null;
  const identity = { commitmentId, commitmentVersion, calendarVersion, subject, subjectId, occurrence };
  const held = { unitId, ownerUnitId: file.unitId };
  return { ...identity, ...held, state, startedAt, endedAt, dueAt, dueDate, warnAt };
}
