import { Catalogue, type DayPlace, type SpecialDay } from '@app/catalogue';
import { Reader, sql, taipeiMidnight } from '@app/platform';
import { ClockError } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { keyOf } from '../clocks/clock-events.js';
import { ClockRow } from '../clocks/clock.entity.js';
import { CountedClocks } from '../clocks/counted-clocks.js';
import { CaseFile } from '../record/case-file.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { movedDates, type MovedDate } from './recount.js';

/** A date that a changed calendar would move. */
export interface PreviewedMove extends MovedDate {
  caseNumber: string;
  /** It would come earlier, and so waits until a person agrees. */
  waits: boolean;
}

export interface MovesPreview {
  cases: number;
  dates: number;
  /** There are further cases, which were not counted. */
  more: boolean;
  /** The first of the dates, by the new date. */
  first: PreviewedMove[];
}

/** Cases counted at most: each is folded whole. */
const MOST = 2_000;
/** Cases read at a time, so that other requests are answered in between. */
const SLICE = 50;
const LISTED = 50;

/** Which dates of an agency a declared or withdrawn day would move. Changes nothing. */
@Injectable()
export class MovesPreviews {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
  ) {}

  /** Callers check access. `day`: undefined for one that is withdrawn. */
  async of(organisationId: string, place: DayPlace, day: SpecialDay | undefined): Promise<MovesPreview> {
    const counted = new CountedClocks(this.catalogue.supposing(place, day));
    const ids = await this.concerned(organisationId, place.date);
    const moves: PreviewedMove[] = [];
    for (let at = 0; at < Math.min(ids.length, MOST); at += SLICE) {
      moves.push(...(await this.slice(ids.slice(at, Math.min(at + SLICE, MOST)), counted)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return {
      cases: new Set(moves.map(({ caseNumber }) => caseNumber)).size,
      dates: moves.length,
      more: ids.length > MOST,
      first: moves.toSorted((a, b) => (a.after ?? '').localeCompare(b.after ?? '')).slice(0, LISTED),
    };
  }

  /** Cases with a clock that had not ended by that day. */
  private async concerned(organisationId: string, date: string): Promise<string[]> {
    const rows = await this.reader.ask<{ caseId: string }>(
      sql`SELECT DISTINCT k."caseId" FROM clock k WHERE k."endedAt" IS NULL
        AND k."organisationId" = ${organisationId}
        AND (k."dueAt" IS NULL OR k."dueAt" >= ${taipeiMidnight(date)})
        ORDER BY k."caseId" LIMIT ${MOST + 1}`,
    );
    return rows.map(({ caseId }) => caseId);
  }

  private async slice(ids: string[], counted: CountedClocks): Promise<PreviewedMove[]> {
    const of = { caseId: In(ids) };
    const [files, events, clocks] = await Promise.all([
      this.reader.repository(CaseFile).findBy({ id: In(ids) }),
      this.reader.repository(HistoryEvent).find({ where: of, order: { seq: 'ASC' } }),
      this.reader.repository(ClockRow).findBy(of),
    ]);
    const [eventsOf, clocksOf] = [Map.groupBy(events, caseOf), Map.groupBy(clocks, caseOf)];
    return files.flatMap((file) =>
      movesOf(file, eventsOf.get(file.id) ?? [], clocksOf.get(file.id) ?? [], counted),
    );
  }
}

const caseOf = ({ caseId }: { caseId: string | null }) => caseId;

function movesOf(
  file: CaseFile,
  events: HistoryEvent[],
  stored: ClockRow[],
  clocks: CountedClocks,
): PreviewedMove[] {
  try {
    const counted = clocks.of(file, events, stored);
    const rows = new Map(stored.map((row) => [keyOf(row), row]));
    const waiting = counted.flatMap(({ clock, earlier }) => {
      const before = rows.get(keyOf(clock))?.dueDate ?? null;
      return earlier ? [{ commitment: clock.commitmentId, before, after: earlier.dueDate, waits: true }] : [];
    });
    const moved = movedDates(stored, counted).map((move) => ({ ...move, waits: false }));
    return [...moved, ...waiting].map((move) => ({ ...move, caseNumber: file.caseNumber }));
  } catch (error) {
    // a history that cannot be counted moves no date; `audit` reports it
    if (!(error instanceof ClockError)) throw error;
    return [];
  }
}
