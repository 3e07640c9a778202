import { Catalogue, type TaskKind } from '@app/catalogue';
import { SYSTEM } from '@app/people';
import { newId, taipeiMidnight, UnitOfWork } from '@app/platform';
import { CalendarError, CalendarRangeError } from '@app/sla/clock';
import { TimerBook, TimerRunner, type Timer } from '@app/sla/timers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseTask } from '../record/case-task.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { isRestricted } from '../record/restricted.js';
import { daysAhead } from './task-days.js';
import { Tasks, usualDoer } from './tasks.js';

const KIND = 'task.is-made';

/** Tasks that a plan asks for: made by a timer, once for each event that calls for one. */
@Injectable()
export class TaskTimers implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly runner: TimerRunner,
    private readonly book: TimerBook,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly tasks: Tasks,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.arm(event, context));
    this.runner.handle(KIND, (timer, now) => this.make(timer, now));
  }

  private async arm(event: HistoryEvent, { file }: CaseContext): Promise<void> {
    const kinds = this.catalogue.taskKinds().filter(({ made }) => made?.on === event.type);
    const wanted = kinds.filter(({ made }) => made!.organisations.includes(file.organisationId));
    await this.book.arm(
      wanted.map((kind) => ({
        ...{ kind: KIND, caseId: file.id, subjectId: file.id, occurrence: `${kind.id} ${event.seq}` },
        dueAt: this.makeAt(kind, event.facts.lastDay, file) ?? event.at,
      })),
    );
  }

  /** Undefined for one that is made at once. */
  private makeAt({ made }: TaskKind, lastDay: string | undefined, file: CaseContext['file']) {
    if (made?.ahead === undefined || lastDay === undefined) return undefined;
    try {
      const calendar = this.catalogue.calendarOf(file.organisationId, file.unitId);
      return taipeiMidnight(daysAhead(calendar, lastDay, made.ahead));
    } catch (error) {
      // no calendar for that day: then it is made at once rather than never
      if (error instanceof CalendarError || error instanceof CalendarRangeError) return undefined;
      throw error;
    }
  }

  /** Makes the task of a timer, once. */
  async make({ subjectId, occurrence, generation }: Timer, now: number): Promise<void> {
    const [kindId, seq] = occurrence.split(' ') as [string, string];
    const kind = this.catalogue.taskKind(kindId);
    if (!kind) return;
    await this.work.run(async (manager) => {
      const context = await this.access.enter(manager, SYSTEM, { id: subjectId });
      const { file } = context;
      const since = await this.since(context, Number(seq));
      const isOver = since.some(({ type }) => kind.endsOn.includes(type));
      if (isOver || file.erasedAt !== null || (!file.open && !kind.followsClosing)) return;
      // she has had the use of her data stopped: she is not called
      if (await isRestricted(context)) return;
      if (await manager.existsBy(CaseTask, { caseId: file.id, cause: occurrence })) return;
      const lastDay = since.findLast(({ facts }) => facts.lastDay !== undefined)?.facts.lastDay;
      const dueAt = this.makeAt(kind, lastDay, file) ?? now;
      if (dueAt > now) {
        // the last day was moved meanwhile
        const again = {
          kind: KIND,
          caseId: file.id,
          subjectId,
          occurrence,
          generation: generation + 1,
        } as const;
        return this.book.arm([{ ...again, dueAt }]);
      }
      await this.add(context, kind, { occurrence, lastDay, now });
    });
  }

  private async add(
    context: CaseContext,
    kind: TaskKind,
    { occurrence, lastDay, now }: { occurrence: string; lastDay: string | undefined; now: number },
  ): Promise<void> {
    const { unitId, handlerId } = usualDoer(context);
    const due = (kind.made?.ahead && lastDay) || (await this.tasks.dueDate(context, kind, now));
    const facts = {
      ...{ task: newId(now), taskKind: kind.id, due, unit: unitId, cause: occurrence },
      ...(handlerId !== undefined && { handler: handlerId }),
    };
    await this.history.append(context, [{ type: 'TASK_ADDED', at: now, actor: SYSTEM, facts }]);
  }

  /** The event that called for it and those after it. */
  private async since({ manager, file }: CaseContext, seq: number): Promise<HistoryEvent[]> {
    const all = await manager.findBy(HistoryEvent, { caseId: file.id });
    return all.filter((event) => event.seq >= seq).toSorted((a, b) => a.seq - b.seq);
  }
}
