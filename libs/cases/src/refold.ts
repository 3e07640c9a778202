import { Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CaseContext } from './case-context.js';
import { CaseFile } from './case-file.entity.js';
import { ClockBook } from './clock-book.js';
import { ClockRow } from './clock.entity.js';
import { Seals } from './seals.js';

/** Cases per transaction; each is folded whole. */
const SLICE = 10;

/** After a new calendar: the live clocks of open cases are counted anew; those that ended stay as they were judged. */
@Injectable()
export class Refold {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly clocks: ClockBook,
    private readonly seals: Seals,
  ) {}

  /** Gives back how many clocks have moved. */
  async liveClocks(): Promise<number> {
    const rows = await this.reader.rows<{ caseId: string }>(
      `SELECT DISTINCT "caseId" FROM clock WHERE state IN ('RUNNING', 'PAUSED') ORDER BY "caseId"`,
    );
    let moved = 0;
    for (let from = 0; from < rows.length; from += SLICE) {
      const ids = rows.slice(from, from + SLICE).map(({ caseId }) => caseId);
      moved += await this.work.run((manager) => this.slice(manager, ids));
    }
    return moved;
  }

  private async slice(manager: EntityManager, ids: string[]): Promise<number> {
    const before = await dueDates(manager, ids);
    for (const file of await manager.findBy(CaseFile, { id: In(ids) }))
      await this.clocks.project(new CaseContext(manager, file, this.seals));
    const after = await dueDates(manager, ids);
    return [...after].filter(([id, dueAt]) => before.has(id) && before.get(id) !== dueAt).length;
  }
}

const dueDates = async (manager: EntityManager, ids: string[]): Promise<Map<string, number | null>> =>
  new Map((await manager.findBy(ClockRow, { caseId: In(ids) })).map(({ id, dueAt }) => [id, dueAt]));
