import { SYSTEM, type CitizenActor } from '@app/people';
import {
  days,
  findRows,
  hours,
  Limits,
  networkOf,
  newId,
  Problem,
  TimeSource,
  UnitOfWork,
  type Limit,
} from '@app/platform';
import { TimerBook, TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import { CaseFile, Petitioner } from '../record/case-file.entity.js';
import { Seals } from '../record/seals.js';
import { CodeRequest } from './code-request.entity.js';

/** One address or number that she left with her case. */
export type KnownContact = { kind: 'email' | 'phone'; value: string };

const ASKED: Limit = { kind: 'code-asked', most: 10, withinMs: hours(1) };
/** New codes of one case in a day: each ends the one before. */
const SENT: Limit = { kind: 'code-sent', most: 3, withinMs: days(1) };

/**
 * A citizen who lost her lookup code gets a new one at the address on file. What she types is only stored here and
 * compared by the worker, so that the answer, and the time it takes, are the same for a case that exists, one that does
 * not, and a wrong address.
 */
@Injectable()
export class CodeRequests implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly limits: Limits,
    private readonly seals: Seals,
    private readonly timers: TimerBook,
    private readonly runner: TimerRunner,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.runner.handle('case.code-asked', (timer, now) => this.answer(timer, now));
  }

  /** Throws TOO_MANY past ten requests of one network in an hour. */
  async ask(caseNumber: string, { kind, value }: KnownContact, address: string): Promise<void> {
    if ((await this.limits.take(ASKED, networkOf(address))) === undefined)
      throw new Problem('TOO_MANY', 'too-many-code-requests', { retryAfterSeconds: ASKED.withinMs / 1_000 });
    const at = this.time.now();
    const id = newId(at);
    const contactIndex = this.seals.blindIndex(kind, value)!;
    await this.work.run(async (manager) => {
      await manager.insert(CodeRequest, { id, caseNumber, contactIndex, at });
      const timer = { kind: 'case.code-asked' as const, caseId: null, subjectId: id };
      await this.timers.arm([{ ...timer, occurrence: 'first', dueAt: at }]);
    });
  }

  private async answer({ subjectId: id }: Timer, now: number): Promise<void> {
    await this.work.run(async (manager) => {
      const [request] = await findRows(manager, CodeRequest, 'WHERE id = $1', [id]);
      await manager.delete(CodeRequest, { id });
      const caseId = request && (await this.hers(manager, request));
      if (caseId === undefined || (await this.limits.take(SENT, caseId)) === undefined) return;
      const context = await this.access.enter(manager, SYSTEM, { id: caseId });
      context.file.codeVersion += 1;
      const actor: CitizenActor = { kind: 'citizen', caseId };
      const facts = { codeVersion: context.file.codeVersion };
      await this.history.append(context, [{ type: 'LOOKUP_CODE_ISSUED', at: now, actor, facts }]);
    });
  }

  /**
   * The case of the number, if what was typed is on file; imported and erased cases have no code. Until the address is
   * confirmed it may be a stranger's: no code is sent there.
   */
  private async hers(
    manager: EntityManager,
    { caseNumber, contactIndex }: CodeRequest,
  ): Promise<string | undefined> {
    const [file] = await findRows(manager, CaseFile, 'WHERE "caseNumber" = $1', [caseNumber]);
    if (!file || file.erasedAt !== null || file.origin === 'IMPORTED' || file.confirmBy !== null)
      return undefined;
    const [known] = await findRows(manager, Petitioner, 'WHERE "caseId" = $1', [file.id]);
    return known && [known.emailIndex, known.phoneIndex].includes(contactIndex) ? file.id : undefined;
  }
}
