import { SYSTEM, staffWho, type Actor } from '@app/people';
import { Drafts, notFound, Problem, Reader, sql, TimeSource, UnitOfWork, WriteAheadLog } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Merging } from '../acts/merging.js';
import { ClockRow } from '../clocks/clock.entity.js';
import { History } from '../history/history.js';
import { CitizenSession } from '../lookup/citizen-session.entity.js';
import { CodeRequest } from '../lookup/code-request.entity.js';
import { ApprovalRequest } from '../record/approval-request.entity.js';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import { CaseTask } from '../record/case-task.entity.js';
import { lastEvent } from '../record/last-event.js';

/** Why the personal data of a case are erased: its event names it. */
type ErasureGround = 'REQUESTED' | 'RETENTION_OVER' | 'OPERATOR' | 'RESTORED';

interface ErasureRequest {
  actor: Actor;
  caseNumber: string;
  ground: ErasureGround;
  /** The caller has checked that the actor decides on it. */
  decided?: true;
  /** Id of the staff member who approved it, where the system carries it out. */
  by?: string;
}

interface Erased {
  file: CaseFile;
  /** False where it was erased before: nothing has changed. */
  now: boolean;
}

/** What its event says of it. */
interface ErasureFacts {
  ground: ErasureGround;
  approver?: string;
  [fact: string]: unknown;
}

/** Why a case cannot be erased; the texts are those of problems. */
type ErasureRefusal = 'erase-open' | 'erase-promise-runs' | 'erase-main-open' | 'erase-held';

/** Columns of a case that may hold what she gave, outside its key. */
const EMPTIED = { subject: '', description: null, district: null, givenOutcome: null } as const;

/**
 * Erases the personal data of a case (個資法 §11): its key is destroyed, so that no sealed text can be read any more, and
 * what is stored otherwise is emptied. Rooms above remove theirs in the same transaction, as listeners of ERASED. Case
 * number, dates, statuses, clocks and the chain of the history stay (docs/personal-data.md).
 */
@Injectable()
export class Erasing {
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly merging: Merging,
    private readonly drafts: Drafts,
    private readonly reader: Reader,
    private readonly log: WriteAheadLog,
    private readonly time: TimeSource,
  ) {}

  /** Throws NOT_FOUND, or NOT_ALLOWED with the reason. Erasing again changes nothing. */
  async erase({ actor, caseNumber, ground, decided, by }: ErasureRequest): Promise<Erased> {
    if (actor.kind === 'citizen') throw notFound();
    if (actor.kind === 'staff' && !decided) staffWho(actor, 'erase-data');
    return this.work.run(async (manager) => {
      const context = await this.access.enter(manager, decided ? SYSTEM : actor, { caseNumber });
      const { file } = context;
      if (file.erasedAt !== null) return { file, now: false };
      const refusal = await this.refusalOf(context);
      if (refusal) throw new Problem('NOT_ALLOWED', refusal);
      await this.destroy(context, actor, { ground, ...(by && { approver: by }) });
      return { file, now: true };
    });
  }

  /** Undefined for a case that can be erased now. */
  async refusal(caseNumber: string): Promise<ErasureRefusal | undefined> {
    return this.work.run(async (manager) =>
      this.refusalOf(await this.access.enter(manager, SYSTEM, { caseNumber })),
    );
  }

  /**
   * Cases that a restored backup marked as erased for want of their key still have the rest of their data, as it was
   * when the backup was made. A few at a time; returns how many.
   */
  async finishRestored(): Promise<number> {
    const left = await this.reader.ask<{ id: string }>(
      sql`SELECT id FROM case_file f WHERE f."erasedAt" IS NOT NULL
        AND f.subject <> '' LIMIT 50`,
    );
    for (const { id } of left)
      await this.work.run(async (manager) => {
        const context = await this.access.enter(manager, SYSTEM, { id });
        await this.destroy(context, SYSTEM, { ground: 'RESTORED' });
      });
    return left.length;
  }

  /** Resolves when the log of the database no longer holds what was erased. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private async refusalOf(context: CaseContext): Promise<ErasureRefusal | undefined> {
    const { file, manager } = context;
    if (file.open) return 'erase-open';
    if ((await lastEvent(context, ['LEGAL_HOLD', 'LEGAL_HOLD_LIFTED']))?.type === 'LEGAL_HOLD')
      return 'erase-held';
    // a further answer is still owed, and could not be written any more
    if (await manager.existsBy(ClockRow, { caseId: file.id, endedAt: IsNull() })) return 'erase-promise-runs';
    const main = file.status === 'MERGED' ? await this.merging.main(context) : undefined;
    const open = main !== undefined && (await manager.existsBy(CaseFile, { caseNumber: main, open: true }));
    return open ? 'erase-main-open' : undefined;
  }

  private async destroy(context: CaseContext, actor: Actor, facts: ErasureFacts): Promise<void> {
    const { file, manager } = context;
    Object.assign(file, EMPTIED, { erasedAt: file.erasedAt ?? this.time.now() });
    await this.history.append(context, [{ type: 'ERASED', at: this.time.now(), actor, facts }]);
    await this.deleteRows(manager, file);
    await this.drafts.eraseUnder(`case ${file.caseNumber} `);
    this.work.afterCommit(() => this.emptyLog());
  }

  private emptyLog(): void {
    const one: Promise<unknown> = this.log
      .empty()
      .catch(() => undefined)
      .finally(() => this.running.delete(one));
    this.running.add(one);
  }

  private async deleteRows(manager: EntityManager, { id, caseNumber }: CaseFile): Promise<void> {
    for (const entity of [CaseKey, Petitioner, CitizenSession, ApprovalRequest, CaseTask])
      await manager.delete(entity, { caseId: id });
    await manager.delete(CodeRequest, { caseNumber });
  }
}
