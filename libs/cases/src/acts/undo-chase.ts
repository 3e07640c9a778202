import type { StaffActor } from '@app/people';
import { findRows, minutes, notFound, Problem, TimeSource, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import { ChaseRequest, type ChaseState } from '../record/chase.entity.js';

/** How long a chase can be taken back. */
export const UNDO_CHASE_MINUTES = 10;

type Sent = Pick<ChaseRequest, 'askedBy' | 'askedAt' | 'state'>;

/** Why one can no longer be taken back, by its state. */
const OVER: Partial<Record<ChaseState, string>> = { ANSWERED: 'chase-answered', VOID: 'chase-over' };

/** 催辦 sent by mistake, taken back by the one who sent it. It stays in the history, and no one is to answer it. */
@Injectable()
export class UndoChase {
  constructor(
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  /** Whether the actor can take it back now. */
  isOpen(actor: StaffActor, chase: Sent): boolean {
    return chase.askedBy === actor.id && chase.state === 'OPEN' && this.isRecent(chase);
  }

  /**
   * Throws NOT_FOUND for a chase of someone else, NOT_ALLOWED once it is answered, has nothing left to answer, or after ten
   * minutes. Undone twice is undone once.
   */
  async undo(actor: StaffActor, caseNumber: string, id: string): Promise<void> {
    await this.work.run(async (manager) => {
      const context = await this.access.enter(manager, actor, { caseNumber }, 'READER');
      const of = [id, context.file.id];
      const [chase] = await findRows(manager, ChaseRequest, 'WHERE id = $1 AND "caseId" = $2', of);
      if (chase?.askedBy !== actor.id) throw notFound();
      if (chase.state === 'UNDONE') return;
      const over = OVER[chase.state] ?? (this.isRecent(chase) ? undefined : 'undo-too-late');
      if (over) throw new Problem('NOT_ALLOWED', over, { allowed: [] });
      const { side, unitId: unit, handlerId } = chase;
      const facts = { chaseId: id, side, unit, ...(handlerId && { handler: handlerId }) };
      await this.history.append(context, [{ type: 'CHASE_UNDONE', at: this.time.now(), actor, facts }]);
    });
  }

  private isRecent({ askedAt }: Pick<Sent, 'askedAt'>): boolean {
    return this.time.now() - askedAt <= minutes(UNDO_CHASE_MINUTES);
  }
}
