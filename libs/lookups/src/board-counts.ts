import { joinSql, Reader, sql, taipeiDate, type Sql } from '@app/platform';
import type { Standing } from '@app/cases';
import { Injectable } from '@nestjs/common';
import type { UnfiredClock } from './unfired-clocks.js';

export interface BoardCount {
  commitmentId: string;
  unitId: string;
  running: number;
  warning: number;
  overdue: number;
}

export interface BoardTotals {
  running: number;
  warning: number;
  overdue: number;
  /** Today. */
  kept: number;
  /** By promise and unit, most overdue first. */
  counts: BoardCount[];
}

interface Counted {
  commitmentId: string;
  unitId: string;
  standing: Standing | 'KEPT';
  n: number;
}

/** Exact totals of a board, read from `clock_count` instead of the clocks. */
@Injectable()
export class BoardCounts {
  constructor(private readonly reader: Reader) {}

  /** `unfired`: clocks whose standing has changed since they were counted. */
  async of(scopes: readonly Sql[], unfired: readonly UnfiredClock[], now: number): Promise<BoardTotals> {
    const totals = new Totals();
    for (const { standing, n, ...where } of await this.stored(scopes, now))
      totals.add(where, standing, Number(n));
    for (const { from, to, ...where } of unfired) {
      totals.add(where, from, -1);
      totals.add(where, to, 1);
    }
    return totals.all();
  }

  private stored(scopes: readonly Sql[], now: number): Promise<Counted[]> {
    return this.reader.ask(
      sql`SELECT k."commitmentId", k."unitId", k.standing, SUM(k.n) AS n FROM clock_count k
        WHERE k.day IN ('', ${taipeiDate(now)}) AND (${joinSql(scopes, ' OR ')})
        GROUP BY k."commitmentId", k."unitId", k.standing`,
    );
  }
}

class Totals {
  private kept = 0;
  private readonly byPlace = new Map<string, BoardCount>();

  add(
    { commitmentId, unitId }: Pick<BoardCount, 'commitmentId' | 'unitId'>,
    standing: Counted['standing'],
    n: number,
  ) {
    if (standing === 'KEPT') {
      this.kept += n;
      return;
    }
    const key = `${commitmentId} ${unitId}`;
    const place = this.byPlace.get(key) ?? { commitmentId, unitId, running: 0, warning: 0, overdue: 0 };
    place.running += n;
    if (standing === 'WARNING') place.warning += n;
    if (standing === 'OVERDUE') place.overdue += n;
    this.byPlace.set(key, place);
  }

  all(): BoardTotals {
    const counts = [...this.byPlace.values()]
      .filter(({ running }) => running > 0)
      .toSorted((a, b) => b.overdue - a.overdue || b.warning - a.warning);
    const sum = (what: 'running' | 'warning' | 'overdue') =>
      counts.reduce((total, row) => total + row[what], 0);
    const [running, warning, overdue] = [sum('running'), sum('warning'), sum('overdue')];
    return { running, warning, overdue, kept: this.kept, counts };
  }
}
