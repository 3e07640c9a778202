import { CaseImport, type ImportedCase } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { TimeSource, crashPoint, Reader, SETTINGS, UnitOfWork, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImportRun } from '../contact.entity.js';
import { Pass, type ImportProgress, type ImportResult } from './pass.js';
import { readMapping } from './read-mapping.js';
import { readRows } from './read-rows.js';
import { Rejects } from './rejects.js';
import { surveyFile } from './survey-file.js';
import { translator, type Translator } from './translate.js';

export interface ImportOrder {
  file: string;
  /** Path of the mapping. */
  mapping: string;
  onProgress?: (progress: ImportProgress) => void;
}

/** Pause between two transactions, so that other processes get the write lock. */
const BREATH_MS = 4;
/** Another import may insert the same rows in between; then check again which are known, at most this many times. */
const TRIES = 3;

/** Bulk import: turns the rows of another system's file into cases, in small transactions, each row once. */
@Injectable()
export class BulkImport {
  constructor(
    private readonly cases: CaseImport,
    private readonly catalogue: Catalogue,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Safe to repeat: rows already imported are counted and left alone, so a killed import resumes where it stopped.
   * Throws `ImportError` or `ConfigError` before anything is written.
   */
  async run({ file, mapping: path, onProgress = () => undefined }: ImportOrder): Promise<ImportResult> {
    const mapping = readMapping(path, this.catalogue);
    const surveyed = await surveyFile(file, mapping);
    const before = await this.reader
      .repository(ImportRun)
      .findOneBy({ mapping: mapping.id, fileHash: surveyed.hash });
    const rejects = new Rejects(
      join(this.settings.DATA_DIR, `${basename(file)}.rejected.csv`),
      surveyed.header,
    );
    const pass = new Pass(mapping, surveyed, before, rejects, this.time.now(), basename(file));
    const translate = translator(mapping, surveyed.header, this.catalogue, this.time.now());
    await this.each(file, pass, translate, onProgress);
    await rejects.close();
    await this.finish(pass);
    return pass.result();
  }

  private async each(
    file: string,
    pass: Pass,
    translate: Translator,
    onProgress: (p: ImportProgress) => void,
  ): Promise<void> {
    for await (const raw of readRows(file, pass.mapping)) {
      if (raw.row === 1) continue;
      await pass.take(raw, translate);
      if (pass.waiting.length < pass.pace.rows) continue;
      await this.flush(pass);
      onProgress(pass.progress());
    }
    await this.flush(pass);
    onProgress(pass.progress());
  }

  private async flush(pass: Pass): Promise<void> {
    const waiting = pass.waiting.splice(0);
    if (waiting.length === 0) return;
    for (let attempt = 1; ; attempt++) {
      const ids = waiting.map(({ externalId }) => externalId);
      const known = await this.cases.known(pass.mapping.id, ids);
      const fresh = waiting.filter(({ externalId }) => !known.has(externalId));
      try {
        if (fresh.length > 0) await this.insert(pass, fresh);
        pass.count(fresh.length, known.size);
        return;
      } catch (error) {
        if (attempt === TRIES || !isTwin(error)) throw error;
      }
    }
  }

  private async insert(pass: Pass, fresh: ImportedCase[]): Promise<void> {
    let began = 0;
    await this.work.run(async (manager) => {
      began = performance.now();
      await this.cases.insert(manager, pass.mapping.id, fresh);
      await manager.save(ImportRun, pass.row(fresh.length));
      crashPoint('import-slice');
    });
    crashPoint('import-sliced');
    pass.took(fresh.length, performance.now() - began);
    await pause(BREATH_MS);
  }

  /** A run that changed nothing is not recorded. */
  private async finish(pass: Pass): Promise<void> {
    if (!pass.unfinished()) return;
    const row = { ...pass.row(0), state: 'DONE' as const, finishedAt: this.time.now() };
    await this.work.run((manager) => manager.save(ImportRun, row));
  }
}

/** Whether another transaction inserted the same unique key first. */
function isTwin(error: unknown): boolean {
  const code = (error as { driverError?: { code?: string } }).driverError?.code ?? '';
  return code === '23505' || code.startsWith('SQLITE_CONSTRAINT');
}
