import { Catalogue, CATALOGUE_AGE_MS } from '@app/catalogue';
import { SYSTEM } from '@app/people';
import { askSql, findRows, Installation, Reader, sql, TimeSource, UnitOfWork } from '@app/platform';
import { ClockError } from '@app/sla/clock';
import { TimerBook, TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { keyOf } from '../clocks/clock-events.js';
import { ClockBook } from '../clocks/clock-book.js';
import { ClockRow } from '../clocks/clock.entity.js';
import { Corrections } from '../clocks/corrections.js';
import { CountedClocks } from '../clocks/counted-clocks.js';
import { EarlierDate } from '../clocks/earlier-date.entity.js';
import { History, type EventDraft } from '../history/history.js';
import { HistoryEvent } from '../record/history-event.entity.js';

const KIND = 'clocks.recount';
const SUBJECT = 'calendar';
/** `installation` row: the calendar versions by which all clocks were last counted. */
const COUNTED_BY = 'counted-by';
/** `installation` row: how many cases the current pass had to count at its start, and how many it has counted. */
const PROGRESS = 'recount-progress';
/** Cases per transaction; each is folded whole. */
const SLICE = 20;
/** Wait until every process uses the new calendar. */
const SETTLE_MS = CATALOGUE_AGE_MS + 5_000;

/** A due date that a new calendar moved, as the history keeps it. */
export interface MovedDate {
  commitment: string;
  before: string | null;
  after: string | null;
}

/**
 * After a calendar changed, the live clocks of open cases are counted again, slice by slice, by a timer that arms the
 * next: an interrupted pass continues, a newer calendar restarts it. The history of a case records each date that
 * moved; a date that would become earlier waits for consent (`EarlierDates`).
 */
@Injectable()
export class Recount implements OnModuleInit {
  private readonly log = new Logger('Recount');

  constructor(
    private readonly runner: TimerRunner,
    private readonly timers: TimerBook,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly counted: CountedClocks,
    private readonly clocks: ClockBook,
    private readonly corrections: Corrections,
    private readonly history: History,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.runner.handle(KIND, (timer) => this.slice(timer));
  }

  /** Begins a pass when the calendars in force differ from those last counted by. Returns true when it did. */
  async look(): Promise<boolean> {
    const inForce = this.catalogue.calendarsInForce();
    if ((await this.countedBy()) === inForce) return false;
    const cases = await this.live();
    return this.work.run(async (manager) => {
      if (!(await replaced(manager, COUNTED_BY, inForce))) return false;
      await manager.save(Installation, { key: PROGRESS, value: JSON.stringify({ cases, done: 0 }) });
      await manager.createQueryBuilder().delete().from(EarlierDate).execute();
      await this.timers.replace(SUBJECT, [KIND], [this.next('', this.time.now() + SETTLE_MS)]);
      return true;
    });
  }

  /** Whether a pass is armed, running, or still to be started for the calendars in force. */
  async isUnderWay(): Promise<boolean> {
    if ((await this.timers.live(SUBJECT, [KIND])).length > 0) return true;
    return (await this.countedBy()) !== this.catalogue.calendarsInForce();
  }

  /** Number of open cases that the current pass has still to count; null when there is no pass. */
  async left(): Promise<number | null> {
    if ((await this.timers.live(SUBJECT, [KIND])).length === 0) return null;
    const { cases, done } = await this.progress();
    return Math.max(0, cases - done);
  }

  /** Number of cases with a running or paused clock. Reads them all: called once per pass. */
  private async live(): Promise<number> {
    const sql = `SELECT COUNT(DISTINCT "caseId") AS n FROM clock WHERE "endedAt" IS NULL`;
    return Number((await this.reader.row<{ n: number }>(sql))!.n);
  }

  private async progress(): Promise<{ cases: number; done: number }> {
    const row = await this.reader.repository(Installation).findOneBy({ key: PROGRESS });
    return JSON.parse(row?.value ?? '{"cases":0,"done":0}') as { cases: number; done: number };
  }

  private async looked(manager: EntityManager, more: number): Promise<void> {
    const { cases, done } = await this.progress();
    await manager.save(Installation, { key: PROGRESS, value: JSON.stringify({ cases, done: done + more }) });
  }

  private async countedBy(): Promise<string | undefined> {
    return (await this.reader.repository(Installation).findOneBy({ key: COUNTED_BY }))?.value;
  }

  private next(after: string, dueAt: number) {
    return { kind: KIND, caseId: null, subjectId: SUBJECT, occurrence: after, dueAt } as const;
  }

  private slice(timer: Timer): Promise<void> {
    return this.work.run(async (manager) => {
      const ids = await this.after(timer.occurrence);
      for (const id of ids) await this.one(manager, id);
      await this.looked(manager, ids.length);
      if (ids.length === SLICE) await this.timers.arm([this.next(ids.at(-1)!, this.time.now())]);
    });
  }

  private async after(caseId: string): Promise<string[]> {
    const sql = `SELECT DISTINCT "caseId" FROM clock WHERE "endedAt" IS NULL AND "caseId" > $1
      ORDER BY "caseId" LIMIT ${SLICE}`;
    return (await this.reader.rows<{ caseId: string }>(sql, [caseId])).map((row) => row.caseId);
  }

  private async one(manager: EntityManager, id: string): Promise<void> {
    const context = await this.access.enter(manager, SYSTEM, { id });
    try {
      const drafts = await this.drafts(context);
      if (drafts.length > 0) await this.history.append(context, drafts);
      else await this.clocks.project(context);
    } catch (error) {
      // a history that cannot be counted does not block the others; `audit` reports it
      if (!(error instanceof ClockError)) throw error;
      this.log.error(`${context.file.caseNumber} cannot be counted again: ${error.message}`);
    }
  }

  private async drafts({ manager, file }: CaseContext): Promise<EventDraft[]> {
    const events = await findRows(manager, HistoryEvent, 'WHERE "caseId" = $1 ORDER BY seq', [file.id]);
    const stored = await findRows(manager, ClockRow, 'WHERE "caseId" = $1', [file.id]);
    const base = { at: this.time.now(), actor: SYSTEM };
    const postponed = this.corrections.postponed(file, events);
    const moved = movedDates(stored, this.counted.of(file, events, stored));
    return [
      ...(postponed ? [{ ...base, type: 'CORRECTION_POSTPONED' as const, facts: postponed }] : []),
      ...(moved.length > 0 ? [{ ...base, type: 'RECOUNTED' as const, facts: { moved } }] : []),
    ];
  }
}

/** False where it has the value already: another process was quicker, and has committed. */
async function replaced(manager: EntityManager, key: string, value: string): Promise<boolean> {
  const query = sql`INSERT INTO installation (key, value) VALUES (${key}, ${value})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE installation.value <> excluded.value RETURNING key`;
  return (await askSql(manager, query)).length === 1;
}

/** The dates that change, of clocks that have not ended. */
export function movedDates(
  stored: readonly ClockRow[],
  counted: ReturnType<CountedClocks['of']>,
): MovedDate[] {
  const rows = new Map(stored.map((row) => [keyOf(row), row]));
  return counted.flatMap(({ clock }): MovedDate[] => {
    const row = rows.get(keyOf(clock));
    if (!row || row.endedAt !== null || row.dueAt === clock.dueAt) return [];
    return [{ commitment: clock.commitmentId, before: row.dueDate, after: clock.dueDate }];
  });
}
