import { SYSTEM, type Actor } from '@app/people';
import { findRowBy, findRowsBy, TimeSource, invalid, Problem } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import { parseCaseNumber } from '../record/case-number.js';
import { eventNamed, type EventType } from '../record/events.js';
import { History, type EventDraft } from '../history/history.js';
import { HistoryEvent } from '../record/history-event.entity.js';

/**
 * 併案: a case is dealt with in another. The other's history records it (CASE_JOINED), and what is said to the citizen
 * there is appended to each joined case as well, so that every petitioner is told through her own case.
 */
@Injectable()
export class Merging implements OnModuleInit {
  constructor(
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.history.listen(async (event, context) => {
      if (event.type === 'MERGED') await this.join(event, context);
      const heard = event.actorKind === 'citizen' ? undefined : eventNamed(event.type).joined;
      if (heard) await this.tell(context, heard);
    });
  }

  /**
   * The number of the case to merge into: open, of the same organisation, visible to the actor, not the case itself.
   * Throws INVALID on `into`.
   */
  async target({ manager, file }: CaseContext, actor: Actor, typed: string): Promise<string> {
    const caseNumber = parseCaseNumber(typed);
    if (caseNumber === file.caseNumber) throw invalid({ field: 'into', code: 'same-case' });
    const other = caseNumber && (await this.held(manager, actor, caseNumber));
    // an open case was not merged into another, so no cycle can arise
    const fits = other && other.organisationId === file.organisationId && other.open;
    if (!fits || other.status === 'AWAITING_CONFIRMATION')
      throw invalid({ field: 'into', code: 'unknown-case' });
    // its answer went to another petitioner, and there may be no further one
    if (other.status === 'REPLIED') throw invalid({ field: 'into', code: 'answered-case' });
    // joined cases count from the earliest (手冊 點79), so the later one is merged into the earlier
    if (other.receivedAt > file.receivedAt) throw invalid({ field: 'into', code: 'later-case' });
    return other.caseNumber;
  }

  /**
   * Number of the case in which a merged one is dealt with now, the end of the chain. Undefined where there is none.
   */
  async main({ manager, file }: Pick<CaseContext, 'manager' | 'file'>): Promise<string | undefined> {
    const merged = await findRowBy(manager, HistoryEvent, { caseId: file.id, type: 'MERGED' });
    if (!merged) return undefined;
    const into = await manager.findOneByOrFail(CaseFile, { caseNumber: merged.facts.into! });
    return (await this.main({ manager, file: into })) ?? into.caseNumber;
  }

  /** Numbers of the cases that were merged into this one. */
  async joined({ manager, file }: CaseContext): Promise<string[]> {
    const events = await findRowsBy(manager, HistoryEvent, { caseId: file.id, type: 'CASE_JOINED' });
    return events.map(({ facts }) => facts.from!);
  }

  private async join({ facts }: HistoryEvent, context: CaseContext): Promise<void> {
    const other = await this.context(context, facts.into!);
    await this.append(other, { type: 'CASE_JOINED', facts: { from: context.file.caseNumber } });
  }

  private async tell(context: CaseContext, type: EventType): Promise<void> {
    for (const caseNumber of await this.joined(context))
      await this.append(await this.context(context, caseNumber), { type });
  }

  private append(context: CaseContext, draft: Pick<EventDraft, 'type' | 'facts'>): Promise<void> {
    return this.history.append(context, [{ ...draft, at: this.time.now(), actor: SYSTEM }]);
  }

  private context({ manager }: CaseContext, caseNumber: string): Promise<CaseContext> {
    return this.access.enter(manager, SYSTEM, { caseNumber });
  }

  /** Undefined where the actor sees no such case. */
  private async held(
    ...[manager, actor, caseNumber]: [CaseContext['manager'], Actor, string]
  ): Promise<CaseFile | undefined> {
    try {
      return await this.access.hold(manager, actor, { caseNumber });
    } catch (error) {
      if (error instanceof Problem && error.kind === 'NOT_FOUND') return undefined;
      throw error;
    }
  }
}
