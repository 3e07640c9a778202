import { staffWho, type Actor } from '@app/people';
import { TimeSource, Idempotency, Keyring, Problem, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import type { CaseFile } from '../record/case-file.entity.js';
import { History } from '../history/history.js';
import { lookupCode } from '../record/lookup-code.js';

/** Issues a new lookup code to a caller whom the agent has identified; the old code becomes invalid at once. */
@Injectable()
export class LookupCodes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly idempotency: Idempotency,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
  ) {}

  /** Returns the code, shown once. A repeat with the same idempotency key returns the same code. Throws NOT_FOUND. */
  async issue(
    actor: Actor,
    caseNumber: string,
    key?: string,
  ): Promise<{ file: CaseFile; lookupCode: string }> {
    const staff = staffWho(actor, 'issue-lookup-code');
    const once = { scope: `issue-code ${staff.id} ${caseNumber}`, key, body: null };
    const { codeVersion } = await this.idempotency.once(once, () => this.next(actor, caseNumber));
    const file = await this.access.find(actor, caseNumber);
    if (file.codeVersion !== codeVersion) throw new Problem('CONFLICT', 'idempotency-key-reused');
    return { file, lookupCode: lookupCode(this.keyring, file.id, codeVersion) };
  }

  private next(actor: Actor, caseNumber: string): Promise<{ codeVersion: number }> {
    return this.work.run(async (manager) => {
      const context = await this.access.enter(manager, actor, { caseNumber });
      const { file } = context;
      file.codeVersion += 1;
      const facts = { codeVersion: file.codeVersion };
      const event = { type: 'LOOKUP_CODE_ISSUED' as const, at: this.time.now(), actor, facts };
      await this.history.append(context, [event]);
      return { codeVersion: file.codeVersion };
    });
  }
}
