import { sql, type Reader, type Sql } from '@app/platform';
import type { Period } from './period.js';

/**
 * How the promises of one commitment stood at the cut-off: the end of the period, or now while it runs. A promise
 * always belongs to the period of its last day: what happens after the cut-off changes only later periods.
 */
export interface PromiseFigures {
  organisation: string;
  commitment: string;
  /** The last day lies in the period and has passed: `onTime + late + cancelled + open`. */
  due: number;
  onTime: number;
  /** Kept after the last day, before the cut-off. */
  late: number;
  /** Broken; then the case ended without an answer (withdrawn, merged, transferred) before the cut-off. */
  cancelled: number;
  /** Broken, and still open at the cut-off. */
  open: number;
  /** Broken before the period and still open when it began: `carriedLate + carriedCancelled + carriedOpen`. */
  carriedOver: number;
  carriedLate: number;
  carriedCancelled: number;
  carriedOpen: number;
  /** Everything broken and open at the cut-off, `open + carriedOpen`: what the next period carries over. */
  overdue: number;
}

/**
 * A promise lasts until 24:00 of its last day, so the due instant 00:00 belongs to the day before: here periods exclude
 * their start and include their end. A promise cancelled before it was due was never broken. A referral that was
 * recalled and offered again counts from its first offer (docs/clock.md): one promise, of its newest occurrence.
 */
const promisesOf = ({ from, to }: Period, cutOff: number): Sql =>
  sql`SELECT organisation, commitment, part, outcome, COUNT(*) AS n FROM (
    SELECT "organisationId" AS organisation, "commitmentId" AS commitment,
      CASE WHEN "dueAt" > ${from} THEN 'due' ELSE 'carried' END AS part,
      CASE WHEN "endedAt" IS NULL OR "endedAt" >= ${cutOff} THEN 'OPEN' ELSE state END AS outcome
    FROM clock WHERE "dueAt" <= ${to}
      AND ("dueAt" > ${from} OR "endedAt" IS NULL OR "endedAt" >= ${from})
      AND NOT (state = 'CANCELLED' AND "endedAt" < "dueAt")
      AND NOT (state = 'CANCELLED' AND subject = 'REFERRAL_CHAIN' AND EXISTS (
        SELECT 1 FROM clock AS newer WHERE newer."caseId" = clock."caseId"
          AND newer."commitmentId" = clock."commitmentId" AND newer."subjectId" = clock."subjectId"
          AND newer."startedAt" = clock."startedAt" AND newer.occurrence > clock.occurrence))
  ) AS promises GROUP BY organisation, commitment, part, outcome ORDER BY organisation, commitment`;

interface Row {
  organisation: string;
  commitment: string;
  part: 'due' | 'carried';
  outcome: 'ON_TIME' | 'LATE' | 'CANCELLED' | 'OPEN';
  n: number | string;
}

export async function promiseFigures(
  reader: Reader,
  { from, to }: Period,
  now: number,
): Promise<PromiseFigures[]> {
  // a promise that ends at this very moment has ended
  const rows = await reader.ask<Row>(promisesOf({ from, to: Math.min(to, now) }, Math.min(to, now + 1)));
  const found = Map.groupBy(rows, ({ organisation, commitment }) => `${organisation} ${commitment}`);
  return [...found.values()].map(figuresOf);
}

function figuresOf(rows: Row[]): PromiseFigures {
  const { organisation, commitment } = rows[0]!;
  const of = (part: Row['part'], outcome: Row['outcome']) =>
    Number(rows.find((row) => row.part === part && row.outcome === outcome)?.n ?? 0);
  const onTime = of('due', 'ON_TIME');
  const [late, carriedLate] = [of('due', 'LATE'), of('carried', 'LATE')];
  const [cancelled, carriedCancelled] = [of('due', 'CANCELLED'), of('carried', 'CANCELLED')];
  const [open, carriedOpen] = [of('due', 'OPEN'), of('carried', 'OPEN')];
  return {
    organisation,
    commitment,
    due: onTime + late + cancelled + open,
    onTime,
    late,
    cancelled,
    open,
    carriedOver: carriedLate + carriedCancelled + carriedOpen,
    carriedLate,
    carriedCancelled,
    carriedOpen,
    overdue: open + carriedOpen,
  };
}
