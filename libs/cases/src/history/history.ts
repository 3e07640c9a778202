import type { Actor } from '@app/people';
import { crashPoint, insertRows } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseFile } from '../record/case-file.entity.js';
import type { CaseContext } from '../record/case-context.js';
import { hashOf } from '../record/chain.js';
import { ClockBook } from '../clocks/clock-book.js';
import type { EventFacts, EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { isOpen } from '../record/statuses.js';

export interface EventDraft {
  type: EventType;
  at: number;
  actor: Actor;
  facts?: EventFacts;
  /** Reply, reason, note: sealed before it is stored. */
  text?: string;
}

/** Runs in the transaction of the event: what it inserts is committed or rolled back with the event. */
export type HistoryListener = (event: HistoryEvent, context: CaseContext) => Promise<void>;

/** The history of cases: append-only, hash-chained; other rooms react to it as listeners. */
@Injectable()
export class History {
  private readonly listeners: HistoryListener[] = [];

  constructor(private readonly clocks: ClockBook) {}

  /** Called at start by rooms above; `cases` does not know its listeners. */
  listen(listener: HistoryListener): void {
    this.listeners.push(listener);
  }

  /**
   * Appends events to one case, stores its changed row, folds its clocks again and calls the listeners.
   * `context.file` already holds the new values of the row.
   */
  async append(context: CaseContext, drafts: EventDraft[]): Promise<void> {
    const events = await this.chained(context, drafts);
    context.file.open = isOpen(context.file.status);
    await context.save();
    await this.store(context, events);
  }

  /** The first events of a new case; `beside` inserts the other rows it starts with. */
  async begin(context: CaseContext, drafts: EventDraft[], beside: () => Promise<unknown>): Promise<void> {
    const events = await this.chained(context, drafts);
    await insertRows(context.manager, CaseFile, [context.file]);
    await beside();
    await this.store(context, events, events);
  }

  /** `whole`: the entire history, where the caller has it. */
  private async store(context: CaseContext, events: HistoryEvent[], whole?: HistoryEvent[]): Promise<void> {
    await insertRows(context.manager, HistoryEvent, events);
    crashPoint('event-stored');
    await this.clocks.project(context, whole);
    for (const event of events) for (const listener of this.listeners) await listener(event, context);
  }

  private async chained(context: CaseContext, drafts: EventDraft[]): Promise<HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    for (const draft of drafts) events.push(await this.next(context, draft));
    return events;
  }

  /** Makes the next link of the chain and moves the case's head to it. */
  private async next(context: CaseContext, draft: EventDraft): Promise<HistoryEvent> {
    const { file } = context;
    const seq = file.historySeq + 1;
    const event = {
      caseId: file.id,
      seq,
      type: draft.type,
      at: draft.at,
      ...whoDid(draft.actor),
      facts: marked(draft, context),
      sealed: draft.text === undefined ? null : await context.seal(`history_event.${seq}`, draft.text),
      previousHash: file.historyHead,
    };
    const hash = hashOf(event);
    file.historySeq = seq;
    file.historyHead = hash;
    return { ...event, hash } as HistoryEvent;
  }
}

/** What a deputy does in place of the absent handler says so. */
const marked = ({ actor, facts = {} }: EventDraft, { insteadOf }: CaseContext): EventFacts =>
  insteadOf !== undefined && actor.kind === 'staff' ? { insteadOf, ...facts } : facts;

function whoDid(actor: Actor): Pick<HistoryEvent, 'actorKind' | 'actorId' | 'actorUnitId'> {
  if (actor.kind !== 'staff') return { actorKind: actor.kind, actorId: null, actorUnitId: null };
  return { actorKind: 'staff', actorId: actor.id, actorUnitId: actor.unitId };
}
