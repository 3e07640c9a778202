import type { Actor } from '@app/people';
import { TimeSource, Problem, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import type { CaseFile } from '../record/case-file.entity.js';
import { ClockRow } from '../clocks/clock.entity.js';
import { History } from '../history/history.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { isOpen } from '../record/statuses.js';

/** Why a case cannot be adopted: the code of the problem. */
export type AdoptionRefusal = 'not-imported' | 'not-open' | 'already-adopted';

/** Puts an open imported case under the commitments of its service, from now. */
@Injectable()
export class Adoption {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly time: TimeSource,
  ) {}

  /**
   * Returns the clocks that run from now on. Throws NOT_FOUND, or NOT_ALLOWED with an `AdoptionRefusal`.
   * The case keeps `codeVersion` 0: it cannot be looked up until an agent issues a code.
   */
  adopt(actor: Actor, caseNumber: string): Promise<ClockRow[]> {
    return this.work.run(async (manager) => {
      const context = await this.access.enter(manager, actor, { caseNumber });
      const { file } = context;
      const adopted = await manager.existsBy(HistoryEvent, { caseId: file.id, type: 'ADOPTED' });
      const refusal = refusalOf(file, adopted);
      if (refusal) throw new Problem('NOT_ALLOWED', refusal);
      const facts = { unit: file.unitId };
      await this.history.append(context, [{ type: 'ADOPTED', at: this.time.now(), actor, facts }]);
      return manager.find(ClockRow, { where: { caseId: file.id }, order: { dueAt: 'ASC' } });
    });
  }
}

function refusalOf(file: CaseFile, adopted: boolean): AdoptionRefusal | undefined {
  if (file.origin !== 'IMPORTED') return 'not-imported';
  if (!isOpen(file.status)) return 'not-open';
  return adopted ? 'already-adopted' : undefined;
}
