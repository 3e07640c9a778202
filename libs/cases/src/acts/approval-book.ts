import type { StaffActor } from '@app/people';
import { findRowBy, findRowsBy, insertRows, newId, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { ApprovalRequest, approvalPlace, type ApprovalState } from '../record/approval-request.entity.js';
import type { CaseContext } from '../record/case-context.js';
import type { CaseFile } from '../record/case-file.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { actNamed, type ActName } from './acts.js';
import { Approvers } from './approvers.js';

interface Wish {
  actor: StaffActor;
  act: ActName;
  approverId: string | null;
  input: Record<string, unknown>;
}

/** The rows of requests for approval. Who may decide them: `Approvers`. */
@Injectable()
export class ApprovalBook {
  constructor(
    private readonly approvers: Approvers,
    private readonly time: TimeSource,
  ) {}

  /** The request of the case that waits. */
  pending({ manager, file }: Pick<CaseContext, 'manager' | 'file'>): Promise<ApprovalRequest | null> {
    return findRowBy(manager, ApprovalRequest, { caseId: file.id, state: 'PENDING' });
  }

  /** In the transaction of the event that says so, before it is appended. */
  async ask(context: CaseContext, { actor, act, approverId, input }: Wish): Promise<void> {
    const { file } = context;
    const at = this.time.now();
    const id = newId(at);
    const row: ApprovalRequest = {
      ...{ id, caseId: file.id, act, approverId, ...this.approvers.askedBy(actor) },
      input: await context.seal(approvalPlace(id), JSON.stringify(input)),
      ...{ version: file.historySeq + 1, state: 'PENDING', askedAt: at, decidedBy: null, decidedAt: null },
    };
    await insertRows(context.manager, ApprovalRequest, [row]);
  }

  async inputOf(context: CaseContext, { id, input }: ApprovalRequest): Promise<Record<string, unknown>> {
    const plain = await context.unseal(approvalPlace(id), input);
    return plain === null ? {} : (JSON.parse(plain) as Record<string, unknown>);
  }

  /** The answer that the last request for approval proposed, if it was approved and is not sent yet. */
  async approvedAnswer(context: CaseContext): Promise<{ text: string; by: string } | undefined> {
    const { manager, file } = context;
    const [last] = await findRowsBy(
      manager,
      ApprovalRequest,
      { caseId: file.id, act: 'submit' satisfies ActName },
      'ORDER BY version DESC LIMIT 1',
    );
    if (last?.state !== 'APPROVED') return undefined;
    const sent = { caseId: file.id, type: 'REPLIED' as const, seq: MoreThan(last.version) };
    const { text } = (await this.inputOf(context, last)) as { text?: string };
    if (!text || (await manager.existsBy(HistoryEvent, sent))) return undefined;
    return { text, by: last.decidedBy! };
  }

  async settle(
    { manager }: CaseContext,
    { id }: ApprovalRequest,
    state: ApprovalState,
    by: string | null,
  ): Promise<void> {
    const decided = { state, decidedBy: by, decidedAt: this.time.now() };
    await manager.update(ApprovalRequest, { id, state: 'PENDING' }, decided);
  }

  /** After an act: what waits is void where the case has a status in which it could not be done, or another unit. */
  async voidIfMoved(context: CaseContext, before: Pick<CaseFile, 'status' | 'unitId'>): Promise<void> {
    const { status, unitId } = context.file;
    if (status === before.status && unitId === before.unitId) return;
    const pending = await this.pending(context);
    if (!pending) return;
    if (unitId === before.unitId && waitsIn(pending.act as ActName, status)) return;
    await this.settle(context, pending, 'VOID', null);
  }
}

/** Whether a request for the act can still be decided in the status; an answered case has nothing to extend. */
function waitsIn(act: ActName, status: CaseFile['status']): boolean {
  const { from, asks, to } = actNamed(act);
  return asks ? status === to : from.includes(status) && status !== 'REPLIED';
}
