import { staffWho, type Actor } from '@app/people';
import { findRows, heldIn, parseInput, Problem, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CallRecord } from './call-record.entity.js';
import { Contact } from './contact.entity.js';
import { callRating } from './report-input.js';

const unknownCall = () => new Problem('NOT_FOUND', 'unknown-call');

/** Satisfaction that a caller keys before hanging up (掛線前滿意度), sent by the telephone system. */
@Injectable()
export class CallRatings {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * `call`: the id of the contact or the number that the telephone system gave the call. Sent twice it counts once.
   * Throws NOT_FOUND for an unknown or undone call, INVALID out of range, CONFLICT for another rating.
   */
  async rate(actor: Actor, call: string, input: unknown): Promise<{ rating: number }> {
    const { organisationId } = staffWho(actor, 'log-contact');
    const { rating } = parseInput(callRating, input);
    return this.work.run(async (manager) => {
      const found = await findRows(
        manager,
        CallRecord,
        `WHERE "organisationId" = $1 AND (id = $2 OR reference = $2) ORDER BY at DESC, id DESC LIMIT 1 ${heldIn(manager)}`,
        [organisationId, call],
      );
      const [record] = found;
      if (!record || (await this.isUndone(manager, record.id))) throw unknownCall();
      if (record.rating !== null && record.rating !== rating) throw new Problem('CONFLICT', 'already-rated');
      await manager.update(CallRecord, { id: record.id }, { rating });
      return { rating };
    });
  }

  private async isUndone(manager: EntityManager, id: string): Promise<boolean> {
    const [contact] = await findRows(manager, Contact, 'WHERE id = $1', [id]);
    return (contact?.undoneAt ?? null) !== null;
  }
}
