import { Catalogue } from '@app/catalogue';
import { TimeSource, Reader } from '@app/platform';
import type { Clock } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { eventsUnderPromise } from '../clocks/adoption-events.js';
import type { FoldableEvent } from '../clocks/clock-events.js';
import { countedAgain } from '../clocks/counted-again.js';
import { CountedClocks } from '../clocks/counted-clocks.js';
import { Recount } from '../recount/recount.js';
import { WHOLE_CASE_INVARIANTS } from './case-invariants.js';
import { caseSlices, type CaseRead, type EventRead, type Share } from './case-slices.js';
import { OriginsSeen } from './origins-seen.js';
import { CASE_INVARIANTS, TWO_SWEEPS_MS, type RowInvariant } from './row-invariants.js';
import type { Violation } from './violation.js';
import type { WholeCase } from './whole-case.js';

/** Stands for the clocks counted again, in the words of the database. */
const COUNTED = '$COUNTED';
const CASES = /\$CASES\(([^)]+)\)/g;

type LoadedAt = ReadonlyMap<string, number>;

/** Asks the invariants that must hold in any live database. Reads only. */
@Injectable()
export class Audit {
  constructor(
    private readonly reader: Reader,
    private readonly clocks: CountedClocks,
    private readonly catalogue: Catalogue,
    private readonly recount: Recount,
    private readonly time: TimeSource,
  ) {}

  /**
   * Every violation, as it is found. `more`: invariants of other rooms' tables. `looked`: told how many cases are done.
   * `share`: of several processes that audit together this one's; the first asks what is not asked case by case.
   */
  async *violations(
    more: readonly RowInvariant[] = [],
    looked: (cases: number) => void = () => undefined,
    share: Share = { nth: 0, of: 1 },
  ): AsyncGenerator<Violation> {
    const { sliced = [], short = [] } = Object.groupBy([...CASE_INVARIANTS, ...more], howAsked);
    if (share.nth === 0) for (const invariant of short) yield* await this.ask(invariant);
    const recounting = await this.recount.isUnderWay();
    const loadedAt = await this.commitmentsLoadedAt();
    const origins = new OriginsSeen();
    let done = 0;
    for await (const { seen, cases } of caseSlices(this.reader, share)) {
      seen.forEach((file) => origins.add(file));
      if (cases.length > 0) for (const invariant of sliced) yield* await this.ask(invariant, cases);
      for (const read of cases) {
        const folded = this.fold(read, loadedAt);
        for (const violation of this.judged({ ...read, folded, recounting })) yield violation;
      }
      looked((done += seen.length));
    }
    if (share.nth === 0) yield* origins.violations();
  }

  /** How many cases there are to look at. */
  async cases(): Promise<number> {
    return Number((await this.reader.row<{ n: number }>('SELECT COUNT(*) AS n FROM case_file'))!.n);
  }

  private async ask({ name, words, sql }: RowInvariant, cases: CaseRead[] = []): Promise<Violation[]> {
    const ends = [...cases.slice(0, 1), ...cases.slice(-1)].map(({ file }) => file.id);
    const first = sql.includes('$1') ? [this.time.now() - TWO_SWEEPS_MS] : [];
    const [from, to] = [first.length + 1, first.length + 2];
    const sliced = sql
      .replace(COUNTED, () => countedAgain(this.reader.database))
      .replace(CASES, (_, column: string) => `(${column} >= $${from} AND ${column} <= $${to})`);
    const rows = await this.reader.rows<{ subject: string }>(sliced, [...first, ...ends]);
    return rows.map(({ subject }) => ({ invariant: name, subject, words }));
  }

  private judged(whole: WholeCase): Violation[] {
    const found: Violation[] = [];
    for (const { name, check } of WHOLE_CASE_INVARIANTS)
      for (const words of check(whole, this.catalogue))
        found.push({ invariant: name, subject: whole.file.caseNumber, words });
    return found;
  }

  /** A promise that came into force after the case's last event shows with the next one; until then it is not missing. */
  private fold({ file, clocks, events }: CaseRead, loadedAt: LoadedAt): Clock[] | Error {
    const last = events.at(-1)?.at ?? 0;
    try {
      return this.clocks
        .of(file, eventsUnderPromise(file.origin, events).map(foldable), clocks)
        .map(({ clock }) => clock)
        .filter(
          ({ commitmentId: id, commitmentVersion }) =>
            clocks.some((row) => row.commitmentId === id) ||
            (loadedAt.get(`${id}@${commitmentVersion}`) ?? 0) <= last,
        );
    } catch (error) {
      return error as Error;
    }
  }

  private async commitmentsLoadedAt(): Promise<LoadedAt> {
    const rows = await this.reader.rows<{ key: string; at: number }>(
      `SELECT id || '@' || version AS key, "loadedAt" AS at FROM catalogue_entry WHERE kind = $1`,
      ['commitment'],
    );
    return new Map(rows.map(({ key, at }) => [key, Number(at)]));
  }
}

const howAsked = ({ sql }: RowInvariant): 'sliced' | 'short' =>
  sql.includes('$CASES(') ? 'sliced' : 'short';

const foldable = ({ seq, type, at, facts }: EventRead): FoldableEvent => ({
  ...{ seq, type, at },
  facts: JSON.parse(facts) as FoldableEvent['facts'],
});
