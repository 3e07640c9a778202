import { Knowledge } from '@app/knowledge';
import type { StaffActor } from '@app/people';
import { insertRows, invalid, Problem } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CallRecord } from './call-record.entity.js';
import type { CallFacts } from './report-input.js';

/** What a call ended in. */
interface Ended {
  id: string;
  at: number;
  openedCaseId: string | null;
}

/** Keeps what is known of a call, whichever way it ended. */
@Injectable()
export class CallRecords {
  constructor(private readonly knowledge: Knowledge) {}

  /** Throws INVALID for an entry of the knowledge that the actor cannot read. Called before the transaction. */
  async check(actor: StaffActor, { knowledge }: CallFacts): Promise<void> {
    if (knowledge === undefined) return;
    await this.knowledge.entry(actor, knowledge).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === 'NOT_FOUND')
        throw invalid({ field: 'knowledge', code: 'unknown-entry' });
      throw error;
    });
  }

  /** In the transaction that logs the call. */
  async keep(
    manager: EntityManager,
    { organisationId }: StaffActor,
    facts: CallFacts,
    { id, at, openedCaseId }: Ended,
  ): Promise<void> {
    await insertRows(manager, CallRecord, [
      {
        ...{ id, organisationId, at, openedCaseId, knowledgeId: facts.knowledge ?? null },
        ...{ matter: facts.matter ?? null, readBack: facts.readBack ?? null, named: facts.named ?? null },
        ...{ topicCode: facts.topicCode ?? null, need: facts.need ?? null, waited: facts.waited ?? null },
        ...{ transferredTo: facts.transferredTo ?? null, reference: facts.reference ?? null },
        rating: facts.rating ?? null,
      },
    ]);
  }
}
