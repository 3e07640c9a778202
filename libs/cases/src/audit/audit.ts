import { Catalogue } from '@app/catalogue';
import { Clock as ProcessClock, Reader } from '@app/platform';
import type { Clock } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import { CaseFile } from '../case-file.entity.js';
import { ClockRow } from '../clock.entity.js';
import { CountedClocks } from '../counted-clocks.js';
import { HistoryEvent } from '../history-event.entity.js';
import { Recount } from '../recount.js';
import { WHOLE_CASE_INVARIANTS, type WholeCase } from './case-invariants.js';
import { CASE_INVARIANTS, TWO_SWEEPS_MS, type RowInvariant } from './row-invariants.js';
import type { Violation } from './violation.js';

/** Cases read together: a short read each, so that no read transaction holds the log file back. */
const SLICE = 1_000;
const OF_SLICE = `WHERE "caseId" >= $1 AND "caseId" <= $2 ORDER BY "caseId"`;
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
    private readonly time: ProcessClock,
  ) {}

  /** Every violation, as it is found. `more`: invariants of other rooms' tables. `looked`: told how many cases are done. */
  async *violations(
    more: readonly RowInvariant[] = [],
    looked: (cases: number) => void = () => undefined,
  ): AsyncGenerator<Violation> {
    const all = [...CASE_INVARIANTS, ...more];
    for (const invariant of all.filter(({ sql }) => !isSliced(sql))) yield* await this.ask(invariant);
    const recounting = await this.recount.isUnderWay();
    const loadedAt = await this.commitmentsLoadedAt();
    let done = 0;
    for await (const files of this.slices()) {
      for (const invariant of all.filter(({ sql }) => isSliced(sql))) yield* await this.ask(invariant, files);
      for (const whole of await this.whole(files, loadedAt)) yield* this.judge({ ...whole, recounting });
      looked((done += files.length));
    }
  }

  /** How many cases there are to look at. */
  async cases(): Promise<number> {
    return Number((await this.reader.row<{ n: number }>('SELECT COUNT(*) AS n FROM case_file'))!.n);
  }

  private async ask({ name, words, sql }: RowInvariant, files?: CaseFile[]): Promise<Violation[]> {
    const ends = files ? endsOf(files) : [];
    const first = sql.includes('$1') ? [this.time.now() - TWO_SWEEPS_MS] : [];
    const [from, to] = [first.length + 1, first.length + 2];
    const sliced = sql.replace(
      CASES,
      (_, column: string) => `(${column} >= $${from} AND ${column} <= $${to})`,
    );
    const rows = await this.reader.rows<{ subject: string }>(sliced, [...first, ...ends]);
    return rows.map(({ subject }) => ({ invariant: name, subject, words }));
  }

  private async *slices(): AsyncGenerator<CaseFile[]> {
    let after = '';
    for (;;) {
      const files = await this.reader.find(CaseFile, `WHERE id > $1 ORDER BY id LIMIT ${SLICE}`, [after]);
      if (files.length === 0) return;
      yield files;
      after = files.at(-1)!.id;
    }
  }

  private async whole(files: CaseFile[], loadedAt: LoadedAt): Promise<Omit<WholeCase, 'recounting'>[]> {
    const ends = endsOf(files);
    const events = byCase(await this.reader.find(HistoryEvent, `${OF_SLICE}, seq`, ends));
    const clocks = byCase(await this.reader.find(ClockRow, OF_SLICE, ends));
    const fired = byCase(await this.firedDue(ends));
    return files.map((file) => {
      const own = {
        events: events.get(file.id) ?? [],
        clocks: clocks.get(file.id) ?? [],
        fired: (fired.get(file.id) ?? []).map(({ subjectId }) => subjectId),
      };
      return { file, ...own, folded: this.fold(file, own.clocks, own.events, loadedAt) };
    });
  }

  private firedDue(ends: string[]): Promise<{ caseId: string; subjectId: string }[]> {
    const sql = `SELECT "caseId", "subjectId" FROM timer
      WHERE "caseId" >= $1 AND "caseId" <= $2 AND kind = 'clock.due' AND state = 'FIRED'`;
    return this.reader.rows(sql, ends);
  }

  private *judge(whole: WholeCase): Generator<Violation> {
    for (const { name, check } of WHOLE_CASE_INVARIANTS)
      for (const words of check(whole, this.catalogue))
        yield { invariant: name, subject: whole.file.caseNumber, words };
  }

  /** A promise that came into force after the case's last event shows with the next one; until then it is not missing. */
  private fold(
    file: CaseFile,
    clocks: ClockRow[],
    events: HistoryEvent[],
    loadedAt: LoadedAt,
  ): Clock[] | Error {
    const last = events.at(-1)?.at ?? 0;
    const named = new Set(clocks.map(({ commitmentId }) => commitmentId));
    try {
      return this.clocks
        .of(file, events, clocks)
        .map(({ clock }) => clock)
        .filter(
          ({ commitmentId: id, commitmentVersion }) =>
            named.has(id) || (loadedAt.get(`${id}@${commitmentVersion}`) ?? 0) <= last,
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

const isSliced = (sql: string): boolean => sql.includes('$CASES(');
const endsOf = (files: readonly CaseFile[]): string[] => [files[0]!.id, files.at(-1)!.id];

const byCase = <R extends { caseId: string }>(rows: R[]): Map<string, R[]> =>
  Map.groupBy(rows, ({ caseId }) => caseId);
