import { Clock as ProcessClock, Reader } from '@app/platform';
import type { Clock } from '@app/sla/clock';
import { Timer } from '@app/sla/timers';
import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { CaseFile } from '../case-file.entity.js';
import { ClockRow } from '../clock.entity.js';
import { CountedClocks } from '../counted-clocks.js';
import { HistoryEvent } from '../history-event.entity.js';
import { WHOLE_CASE_INVARIANTS, type WholeCase } from './case-invariants.js';
import { CASE_INVARIANTS, TWO_SWEEPS_MS, type RowInvariant } from './row-invariants.js';
import type { Violation } from './violation.js';

/** Cases read together: a short read each, so that no read transaction holds the log file back. */
const SLICE = 500;

/** Asks the invariants that must hold in any live database. Reads only. */
@Injectable()
export class Audit {
  constructor(
    private readonly reader: Reader,
    private readonly clocks: CountedClocks,
    private readonly time: ProcessClock,
  ) {}

  /** Every violation, as it is found. `more`: invariants of other rooms' tables. */
  async *violations(more: readonly RowInvariant[] = []): AsyncGenerator<Violation> {
    for (const invariant of [...CASE_INVARIANTS, ...more]) yield* await this.ask(invariant);
    const loadedAt = await this.commitmentsLoadedAt();
    for await (const slice of this.slices(loadedAt)) for (const whole of slice) yield* judge(whole);
  }

  private async ask({ name, words, sql }: RowInvariant): Promise<Violation[]> {
    const values = sql.includes('$1') ? [this.time.now() - TWO_SWEEPS_MS] : [];
    const rows = await this.reader.rows<{ subject: string }>(sql, values);
    return rows.map(({ subject }) => ({ invariant: name, subject, words }));
  }

  private async *slices(loadedAt: LoadedAt): AsyncGenerator<WholeCase[]> {
    let after = '';
    for (;;) {
      const files = await this.reader
        .repository(CaseFile)
        .find({ where: { id: MoreThan(after) }, order: { id: 'ASC' }, take: SLICE });
      if (files.length === 0) return;
      yield await this.whole(files, loadedAt);
      after = files.at(-1)!.id;
    }
  }

  private async whole(files: CaseFile[], loadedAt: LoadedAt): Promise<WholeCase[]> {
    const caseId = In(files.map(({ id }) => id));
    const ask = this.reader;
    const events = await ask
      .repository(HistoryEvent)
      .find({ where: { caseId }, order: { caseId: 'ASC', seq: 'ASC' } });
    const clocks = await ask.repository(ClockRow).findBy({ caseId });
    const fired = await ask.repository(Timer).findBy({ caseId, kind: 'clock.due', state: 'FIRED' });
    const of = { events: byCase(events), clocks: byCase(clocks), fired: byCase(fired) };
    return files.map((file) => {
      const own = {
        events: of.events.get(file.id) ?? [],
        clocks: of.clocks.get(file.id) ?? [],
        fired: of.fired.get(file.id) ?? [],
      };
      return { file, ...own, folded: this.fold(file, own.clocks, own.events, loadedAt) };
    });
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

type LoadedAt = ReadonlyMap<string, number>;

const judge = (whole: WholeCase): Violation[] =>
  WHOLE_CASE_INVARIANTS.flatMap(({ name, check }) =>
    check(whole).map((words) => ({ invariant: name, subject: whole.file.caseNumber, words })),
  );

const byCase = <R extends { caseId: string }>(rows: R[]): Map<string, R[]> =>
  Map.groupBy(rows, ({ caseId }) => caseId);
