import { Catalogue, type VersionedClock } from '@app/catalogue';
import { findRows, insertRows, newId, Clock as ProcessClock } from '@app/platform';
import { checkExtension, fold, ladderInstants, parseLength, type Clock } from '@app/sla/clock';
import { TimerBook, type TimerKind } from '@app/sla/timers';
import { Injectable } from '@nestjs/common';
import type { CaseContext } from './case-context.js';
import type { CaseFile } from './case-file.entity.js';
import { momentsOf, timerFor, timersOf } from './clock-moments.js';
import { ClockRow } from './clock.entity.js';
import {
  columnsOf,
  differs,
  keyOf,
  partnerOf,
  underPromise,
  type FoldableEvent,
  type Folded,
} from './folded-clock.js';
import { HistoryEvent } from './history-event.entity.js';

const CLOCK_TIMERS: TimerKind[] = ['clock.rung', 'clock.due'];

/** Keeps the `clock` rows and their timers what the fold of the history says: replaced, never patched. */
@Injectable()
export class ClockBook {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly timers: TimerBook,
    private readonly time: ProcessClock,
  ) {}

  /** `events`: the whole history when the case is new; otherwise it is read. */
  async project(context: CaseContext, events?: HistoryEvent[]): Promise<void> {
    const service = this.catalogue.service(context.file.serviceId);
    if (!service) return;
    const stored = events
      ? []
      : await findRows(context.manager, ClockRow, 'WHERE "caseId" = $1', [context.file.id]);
    const history = underPromise(context.file, events ?? (await this.read(context)));
    // rungs of a clock that moves are not made up for: those past are skipped
    const since = events ? undefined : this.time.now();
    const clocks = this.versions(this.catalogue.clocksOf(service), stored);
    const wanted = clocks.flatMap((clock) => this.folded(context, clock, history, since));
    await this.replace(context, stored, wanted);
  }

  /** Why an extension (展延) cannot be given now, as the key of its words; undefined when it can. */
  async extensionRefusal(
    context: CaseContext,
    wish: { length: string; commitment?: string; at: number },
  ): Promise<string | undefined> {
    const clocks = (await this.explainable(context)).filter(
      ({ clock, rule }) =>
        clock.endedAt === null && rule.extension && (wish.commitment ?? rule.id) === rule.id,
    );
    if (clocks.length === 0) return 'nothing-to-extend';
    const { length, at } = { length: parseLength(wish.length), at: wish.at };
    const calendar = this.catalogue.calendarOf(context.file.organisationId);
    return clocks.some(({ clock, rule }) => checkExtension({ clock, commitment: rule, length, at, calendar }))
      ? 'extension-refused'
      : undefined;
  }

  /** The clocks of a case as the fold sees them now, each with its rule: for explanations. */
  async explainable(
    context: Pick<CaseContext, 'manager' | 'file'>,
  ): Promise<(VersionedClock & { clock: Clock })[]> {
    const stored = await findRows(context.manager, ClockRow, 'WHERE "caseId" = $1', [context.file.id]);
    return this.foldOf(context.file, stored, await this.read(context));
  }

  /** The clocks that a whole history makes, by the versions that the stored rows name. */
  foldOf(
    file: CaseFile,
    stored: ClockRow[],
    events: readonly FoldableEvent[],
  ): (VersionedClock & { clock: Clock })[] {
    const service = this.catalogue.service(file.serviceId);
    if (!service) return [];
    const history = underPromise(file, events);
    const calendar = this.catalogue.calendarOf(file.organisationId);
    return this.versions(this.catalogue.clocksOf(service), stored).flatMap((versioned) =>
      fold(history, versioned.rule, calendar).map((clock) => ({ ...versioned, clock })),
    );
  }

  /** After a moment of a clock has passed: arms the one that follows it on the ladder. */
  async armNext(
    context: CaseContext,
    row: ClockRow,
    passed: { occurrence: string; dueAt: number },
  ): Promise<void> {
    const found = (await this.explainable(context)).find(({ clock }) => keyOf(clock) === keyOf(row));
    if (!found) return;
    const calendar = this.catalogue.calendarOf(context.file.organisationId);
    const moments = momentsOf(found.clock, ladderInstants(found.clock, found.entry.ladder, calendar));
    const index = moments.findIndex(({ name }) => name === passed.occurrence);
    const next = index < 0 ? moments.find(({ at }) => at > passed.dueAt) : moments[index + 1];
    if (next) await this.timers.arm([timerFor(row, next)]);
  }

  /** Every event of the case as the fold reads them. */
  private read(context: Pick<CaseContext, 'manager' | 'file'>): Promise<HistoryEvent[]> {
    return findRows(context.manager, HistoryEvent, 'WHERE "caseId" = $1 ORDER BY seq', [context.file.id]);
  }

  /** Running clocks name their versions: a case goes on by the rule it started with. */
  private versions(current: VersionedClock[], stored: ClockRow[]): VersionedClock[] {
    const known = new Map(stored.map((row) => [row.commitmentId, row.commitmentVersion]));
    const kept = [...known]
      .map(([id, version]) => this.catalogue.clock(id, version))
      .filter((clock) => clock !== undefined);
    return [...kept, ...current.filter(({ rule }) => !known.has(rule.id))];
  }

  private folded(
    context: CaseContext,
    { entry, rule }: VersionedClock,
    history: ReturnType<typeof underPromise>,
    since?: number,
  ): Folded[] {
    const calendar = this.catalogue.calendarOf(context.file.organisationId);
    return fold(history, rule, calendar).map((clock) => {
      const rungs = clock.state === 'RUNNING' ? ladderInstants(clock, entry.ladder, calendar, since) : [];
      const unitId = partnerOf(clock, history) ?? context.file.unitId;
      return { clock, rungs, unitId };
    });
  }

  private async replace(context: CaseContext, stored: ClockRow[], wanted: Folded[]): Promise<void> {
    const byKey = new Map(stored.map((row) => [keyOf(row), row]));
    const fresh: Row[] = [];
    for (const folded of wanted) {
      const known = byKey.get(keyOf(folded.clock));
      if (!known) fresh.push(this.row(context, folded));
      else if (differs(known, folded)) await this.move(context, known, folded);
    }
    if (fresh.length === 0) return;
    await insertRows(
      context.manager,
      ClockRow,
      fresh.map(({ row }) => row),
    );
    await this.timers.arm(fresh.flatMap(({ row, folded }) => timersOf(row, folded)));
  }

  private row(context: CaseContext, folded: Folded): Row {
    const { id: caseId, organisationId } = context.file;
    return {
      folded,
      row: { id: newId(this.time.now()), caseId, organisationId, generation: 1, ...columnsOf(folded) },
    };
  }

  private async move(context: CaseContext, known: ClockRow, folded: Folded): Promise<void> {
    const row = { ...known, ...columnsOf(folded), generation: known.generation + 1 };
    await context.manager.update(ClockRow, { id: known.id }, row);
    await this.timers.replace(known.id, CLOCK_TIMERS, timersOf(row, folded));
  }
}

interface Row {
  row: ClockRow;
  folded: Folded;
}
