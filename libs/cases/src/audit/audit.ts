import { Catalogue, loadedAt, type LoadedAt } from '@app/catalogue';
import { Trail } from '@app/people';
import {
  TimeSource,
  minutes,
  Reader,
  registeredInvariants,
  type RowInvariant,
  type Violation,
} from '@app/platform';
import type { Clock } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { eventsUnderPromise } from '../clocks/adoption-events.js';
import type { FoldableEvent } from '../clocks/clock-events.js';
import { CountedClocks } from '../clocks/counted-clocks.js';
import { Recount } from '../recount/recount.js';
import { WHOLE_CASE_INVARIANTS } from './case-invariants.js';
import {
  caseSlices,
  withinSlice,
  type CaseRead,
  type EventRead,
  type Ends,
  type Share,
} from './case-slices.js';
import { OriginsSeen } from './origins-seen.js';
import './row-invariants.js';
import './co-handling-invariants.js';
import './team-invariants.js';
import type { WholeCase } from './whole-case.js';

/** The sweep runs every minute; a timer still due after two sweeps is stuck. */
const TWO_SWEEPS_MS = minutes(2);

const TRAIL_BROKEN = {
  invariant: 'audit-chain',
  words: 'what staff did was edited, removed or put elsewhere, here or just before',
};

/** Checks the invariants that must hold in any live database. Reads only. */
@Injectable()
export class Audit {
  constructor(
    private readonly reader: Reader,
    private readonly clocks: CountedClocks,
    private readonly catalogue: Catalogue,
    private readonly recount: Recount,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /**
   * Yields every violation as it is found. `looked` is called with the number of cases done. `share`: this process's
   * part when several audit together; the first also checks the invariants that are not about single cases.
   */
  async *violations(
    looked: (cases: number) => void = () => undefined,
    share: Share = { nth: 0, of: 1 },
  ): AsyncGenerator<Violation> {
    const { sliced = [], short = [] } = Object.groupBy(registeredInvariants(), howAsked);
    if (share.nth === 0) {
      yield* await this.trailBroken();
      for (const invariant of short) yield* await this.ask(invariant);
    }
    const recounting = await this.recount.isUnderWay();
    const known = await loadedAt(this.reader, 'commitment');
    const origins = new OriginsSeen();
    let done = 0;
    for await (const { seen, cases } of caseSlices(this.reader, share)) {
      seen.forEach((file) => origins.add(file));
      const ends = [cases[0]?.file.id ?? '', cases.at(-1)?.file.id ?? ''] as const;
      if (cases.length > 0) for (const invariant of sliced) yield* await this.ask(invariant, ends);
      for (const read of cases) {
        const folded = this.fold(read, known);
        for (const violation of this.judged({ ...read, folded, recounting })) yield violation;
      }
      looked((done += seen.length));
    }
    if (share.nth === 0) yield* origins.violations();
  }

  /** Number of cases to check. */
  async cases(): Promise<number> {
    return Number((await this.reader.row<{ n: number }>('SELECT COUNT(*) AS n FROM case_file'))!.n);
  }

  private async ask({ name, words, find }: RowInvariant, slice: Ends = ['', '']): Promise<Violation[]> {
    const rows = await this.reader.ask<{ subject: string }>(
      find({
        missedBefore: this.time.now() - TWO_SWEEPS_MS,
        database: this.reader.database,
        slice: (column) => withinSlice(column, slice),
      }),
    );
    return rows.map(({ subject }) => ({ invariant: name, subject, words }));
  }

  private async trailBroken(): Promise<Violation[]> {
    const row = await this.trail.firstBreak();
    return row === undefined ? [] : [{ ...TRAIL_BROKEN, subject: `audit_event ${row}` }];
  }

  private judged(whole: WholeCase): Violation[] {
    const found: Violation[] = [];
    for (const { name, check } of WHOLE_CASE_INVARIANTS)
      for (const words of check(whole, this.catalogue))
        found.push({ invariant: name, subject: whole.file.caseNumber, words });
    return found;
  }

  /**
   * A promise that came into force after the case's last event gets its clock with the next event; until then it is
   * not missing.
   */
  private fold({ file, clocks, events }: CaseRead, known: LoadedAt): Clock[] | Error {
    const last = events.at(-1)?.at ?? 0;
    try {
      return this.clocks
        .of(file, eventsUnderPromise(file.origin, events).map(foldable), clocks)
        .map(({ clock }) => clock)
        .filter(
          ({ commitmentId: id, commitmentVersion }) =>
            clocks.some((row) => row.commitmentId === id) ||
            (known.get(`${id}@${commitmentVersion}`) ?? 0) <= last,
        );
    } catch (error) {
      return error as Error;
    }
  }
}

const howAsked = ({ sliced }: RowInvariant): 'sliced' | 'short' => (sliced ? 'sliced' : 'short');

const foldable = ({ seq, type, at, facts }: EventRead): FoldableEvent => ({
  seq,
  type,
  at,
  facts: JSON.parse(facts) as FoldableEvent['facts'],
});
