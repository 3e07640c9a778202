import type { ImportedCase } from '@app/cases';
import type { ImportRun } from '../contact.entity.js';
import type { Mapping } from './mapping.schema.js';
import { Pace } from './pace.js';
import { Rejection } from './read-field.js';
import type { RawRow } from './read-rows.js';
import type { Rejects } from './rejects.js';
import { newRun } from './run-row.js';
import type { SurveyedFile } from './survey-file.js';
import type { Translator } from './translate.js';

export interface ImportProgress {
  rows: number;
  total: number;
  inserted: number;
  /** Rows imported before. */
  known: number;
  rejected: number;
}

export interface ImportResult extends ImportProgress {
  mapping: string;
  /** An earlier run of this file was not finished. */
  resumed: boolean;
  rejectedFile: string | null;
  /** Longest transaction, milliseconds. */
  longestMs: number;
}

/** State of one import run: the rows waiting to be written, and the counters. */
export class Pass {
  readonly waiting: ImportedCase[] = [];
  readonly pace = new Pace();
  private readonly seen = new Set<string>();
  private readonly counts = { rows: 0, inserted: 0, known: 0 };
  private longestMs = 0;
  private readonly run: ImportRun;

  constructor(
    readonly mapping: Mapping,
    private readonly surveyed: SurveyedFile,
    private readonly before: ImportRun | null,
    private readonly rejects: Rejects,
    now: number,
    file: string,
  ) {
    this.run = before ?? newRun({ mapping: mapping.id, file, fileHash: surveyed.hash, now });
  }

  async take(raw: RawRow, translate: Translator): Promise<void> {
    this.counts.rows++;
    try {
      const one = translate(raw.cells);
      if (this.seen.has(one.externalId))
        throw new Rejection(`externalId: "${one.externalId}" stands on an earlier row already`);
      this.seen.add(one.externalId);
      this.waiting.push(one);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      await this.rejects.add(raw, error.message);
    }
  }

  count(inserted: number, known: number): void {
    this.counts.inserted += inserted;
    this.counts.known += known;
  }

  took(rows: number, ms: number): void {
    this.pace.note(rows, ms);
    this.longestMs = Math.max(this.longestMs, ms);
  }

  progress(): ImportProgress {
    return { ...this.counts, total: this.surveyed.rows, rejected: this.rejects.count };
  }

  /** The row of the run after `more` cases are inserted. */
  row(more: number): ImportRun {
    const { rows, inserted, known } = this.counts;
    const whole = (this.before?.inserted ?? 0) + inserted + more;
    return { ...this.run, rowsRead: rows, inserted: whole, known, rejected: this.rejects.count };
  }

  unfinished(): boolean {
    return this.before?.state !== 'DONE' || this.counts.inserted > 0;
  }

  result(): ImportResult {
    const rejectedFile = this.rejects.count > 0 ? this.rejects.path : null;
    const resumed = this.before?.state === 'RUNNING';
    const { longestMs } = this;
    return { mapping: this.mapping.id, ...this.progress(), resumed, rejectedFile, longestMs };
  }
}
