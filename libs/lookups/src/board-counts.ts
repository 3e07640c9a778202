import { Reader, sql, joinSql, taipeiDate, type Sql } from '@app/platform';
import type { Standing } from '@app/cases';
import { Injectable } from '@nestjs/common';
import { unfired } from './scope.js';

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
  late: number;
  keptToday: number;
  /** By promise and unit, those with most overdue first. */
  counts: BoardCount[];
}

interface Counted {
  commitmentId: string;
  unitId: string;
  standing: Standing | 'KEPT';
  n: number;
}

/** True totals of a board, from the counts that are kept beside the clocks and not from the clocks. */
@Injectable()
export class BoardCounts {
  constructor(private readonly reader: Reader) {}

  async of(scopes: readonly Sql[], now: number): Promise<BoardTotals> {
    const [kept, moved] = await Promise.all([this.stored(scopes, now), this.moved(scopes, now)]);
    const totals = new Totals();
    for (const { standing, n, ...where } of kept) totals.add(where, standing, Number(n));
    for (const { from, to, n, ...where } of moved) {
      totals.add(where, from, -Number(n));
      totals.add(where, to, Number(n));
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

  /** What stands otherwise by now than its last timer told. */
  private moved(
    scopes: readonly Sql[],
    now: number,
  ): Promise<(Omit<Counted, 'standing'> & { from: Standing; to: Standing })[]> {
    return this.reader.ask(
      sql`SELECT k."commitmentId", k."unitId", k.standing AS "from",
          CASE WHEN k."dueAt" <= ${now} THEN 'OVERDUE' ELSE 'WARNING' END AS "to", COUNT(*) AS n
        FROM ${unfired(scopes, now)}
          AND (k."dueAt" <= ${now} AND k.standing <> 'OVERDUE'
            OR k."dueAt" > ${now} AND k."warnAt" <= ${now} AND k.standing = 'ON_TRACK')
        GROUP BY 1, 2, 3, 4`,
    );
  }
}

class Totals {
  private keptToday = 0;
  private readonly byPlace = new Map<string, BoardCount>();

  add(
    { commitmentId, unitId }: Pick<BoardCount, 'commitmentId' | 'unitId'>,
    standing: Counted['standing'],
    n: number,
  ) {
    if (standing === 'KEPT') {
      this.keptToday += n;
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
    const [running, warning, late] = [sum('running'), sum('warning'), sum('overdue')];
    return { running, warning, late, keptToday: this.keptToday, counts };
  }
}
