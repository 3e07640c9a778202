import { CaseAccess, History } from '@app/cases';
import { staffWho, SYSTEM, type Actor, type StaffActor } from '@app/people';
import { findRows, minutes, notFound, Problem, Reader, TimeSource, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { Contact } from './contact.entity.js';

export const UNDO_MINUTES = 10;

/** A call logged by mistake, taken back by the one who logged it. Nothing is deleted; it is no longer counted. */
@Injectable()
export class UndoContact {
  constructor(
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  /** The call as long as its own agent can undo it. */
  async open(actor: Actor, id: string): Promise<Contact | undefined> {
    const staff = staffWho(actor, 'log-contact');
    const [contact] = await this.reader.find(Contact, 'WHERE id = $1', [id]);
    return contact?.staffId === staff.id && contact.undoneAt === null && this.isRecent(contact)
      ? contact
      : undefined;
  }

  /** Throws NOT_FOUND for a call of someone else, NOT_ALLOWED after ten minutes. Undone twice is undone once. */
  async undo(actor: Actor, id: string): Promise<void> {
    const staff = staffWho(actor, 'log-contact');
    await this.work.run(async (manager) => {
      const [contact] = await findRows(manager, Contact, 'WHERE id = $1', [id]);
      if (contact?.staffId !== staff.id) throw notFound();
      if (contact.undoneAt !== null) return;
      if (!this.isRecent(contact)) throw new Problem('NOT_ALLOWED', 'undo-too-late', { allowed: [] });
      await this.mark(manager, staff, contact);
    });
  }

  private async mark(manager: EntityManager, actor: StaffActor, { id, caseId }: Contact): Promise<void> {
    const at = this.time.now();
    const { affected } = await manager.update(Contact, { id, undoneAt: IsNull() }, { undoneAt: at });
    if (affected !== 1 || caseId === null) return;
    // the call is hers also where the case is another unit's: one that she was asked about, or that has moved on
    const context = await this.access.enter(manager, SYSTEM, { id: caseId });
    await this.history.append(context, [
      { type: 'NOTED', at, actor, facts: { call: 'UNDONE', contactId: id } },
    ]);
  }

  private isRecent({ at }: Contact): boolean {
    return this.time.now() - at <= minutes(UNDO_MINUTES);
  }
}
