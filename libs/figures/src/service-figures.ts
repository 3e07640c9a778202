import { Catalogue, type ServiceEntry } from '@app/catalogue';
import { days, hours, KeptFor, Reader, sql, taipeiDate, TimeSource, type Sql } from '@app/platform';
import { usedDays } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';

/** Below this, a median says more about single cases than about the service. */
const FEWEST = 20;
/** The newest answers: a page costs the same however many cases there are. */
const MOST = 200;
const WITHIN_MS = days(365);
const KEPT_MS = hours(1);
const SERVICES = 10_000;
/** The longest of each group, in working days. */
export const LONGEST = [1, 3, 6, 15, 30, Infinity] as const;

/** How a service did lately: its newest answers of the last year. */
export interface Measured {
  cases: number;
  /** Days of the first and the last answer, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** 使用日數 from receipt to answer; half a day when it was the same day. */
  medianDays: number;
  /** Promises that ended in these cases: kept in time, and late. */
  onTime: number;
  late: number;
  /** Number of cases by working days, in the groups of `LONGEST`. */
  groups: number[];
}

interface Row {
  receivedAt: number | string;
  repliedAt: number | string;
  onTime: number | string;
  late: number | string;
}

const ended = (state: 'ON_TIME' | 'LATE'): Sql =>
  sql`(SELECT COUNT(*) FROM clock AS c WHERE c."caseId" = f.id AND c.subject = 'CASE' AND c.state = ${state})`;

const newestOf = (serviceId: string, from: number): Sql =>
  sql`SELECT f."receivedAt", f."repliedAt", ${ended('ON_TIME')} AS "onTime", ${ended('LATE')} AS late
    FROM case_file AS f WHERE f."serviceId" = ${serviceId} AND f."repliedAt" >= ${from} AND f.origin <> 'IMPORTED'
    ORDER BY f."repliedAt" DESC LIMIT ${MOST}`;

/** What was measured of each service; public, as it names no case. */
@Injectable()
export class ServiceFigures {
  private readonly kept = new KeptFor<Measured | null>(KEPT_MS, SERVICES);

  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** Null with too few cases. Counted once an hour in each process, also when a hundred ask at once. */
  of(service: ServiceEntry): Promise<Measured | null> {
    const now = this.time.now();
    return this.kept.of(service.id, now, () => this.measure(service, now));
  }

  private async measure({ id, organisation, unit }: ServiceEntry, now: number): Promise<Measured | null> {
    const rows = await this.reader.ask<Row>(newestOf(id, now - WITHIN_MS));
    if (rows.length < FEWEST) return null;
    const calendar = this.catalogue.calendarOf(organisation, unit);
    const dayOf = (at: number | string) => taipeiDate(Number(at));
    const used = rows.map(({ receivedAt, repliedAt }) =>
      usedDays(calendar, dayOf(receivedAt), dayOf(repliedAt)),
    );
    const sum = (of: 'onTime' | 'late') => rows.reduce((total, row) => total + Number(row[of]), 0);
    return {
      cases: rows.length,
      ...{ from: dayOf(rows.at(-1)!.repliedAt), to: dayOf(rows[0]!.repliedAt) },
      medianDays: medianOf(used),
      ...{ onTime: sum('onTime'), late: sum('late') },
      groups: grouped(used),
    };
  }
}

/** Of an even number the mean of the two in the middle. */
function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

const grouped = (numbers: readonly number[]): number[] =>
  LONGEST.map((most, at) => numbers.filter((n) => n <= most && n > (LONGEST[at - 1] ?? 0)).length);
