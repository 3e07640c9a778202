import { Catalogue, type TaskKind } from '@app/catalogue';
import { actorOf, colleaguesOf, hasRole, type Role, type Staff } from '@app/people';
import { findRows, insertRows, invalid, newId, sql, taipeiDate } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { withinCalendar } from '../clocks/calendar-ends.js';
import { History, type EventDraft } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseTask, type TaskState } from '../record/case-task.entity.js';
import type { EventFacts, EventType } from '../record/events.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import { isOpen } from '../record/statuses.js';
import { CoHandlings } from './co-handlings.js';
import { dueWithin } from './task-days.js';

type Place = Pick<CaseContext, 'manager' | 'file'>;

/** Who can be given a task: a unit, or a person of it. */
export interface TaskDoer {
  unitId: string;
  handlerId?: string;
}

/** What is asked of a new task. */
interface Asked {
  taskKind: string;
  due?: string;
  doer?: string;
}

const DOERS: readonly Role[] = [
  ...(['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER'] as const),
];
const ENDS: Partial<Record<EventType, TaskState>> = {
  TASK_DONE: 'DONE',
  TASK_CANCELLED: 'CANCELLED',
  TASK_ENDED: 'ENDED',
};
const MOVES: readonly EventType[] = ['ASSIGNED', 'REASSIGNED'];

/** 待辦: what is to be done on a case by a day. The rows follow the history. */
@Injectable()
export class Tasks implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly catalogue: Catalogue,
    private readonly access: CaseAccess,
    private readonly coHandlings: CoHandlings,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.keep(event, context));
  }

  /** The nearest due first. */
  open({ manager, file }: Place): Promise<CaseTask[]> {
    const which = sql`WHERE "caseId" = ${file.id} AND state = 'OPEN' ORDER BY "dueDate", id`;
    return findRows(manager, CaseTask, which);
  }

  /** Kinds that can be added now: of a case that has ended those that follow its end. */
  kinds({ file }: Pick<Place, 'file'>): TaskKind[] {
    return this.catalogue.taskKinds().filter((kind) => isOpen(file.status) || kind.followsClosing);
  }

  /** The owning unit and those asked to co-handle, and the people who work on the case. */
  async doers(place: Place): Promise<TaskDoer[]> {
    const asked = await this.coHandlings.waiting(place);
    const units = [place.file.unitId, ...asked.map(({ unitId }) => unitId)].map((unitId) => ({ unitId }));
    const people = (await this.people(place)).map(({ id, unitId }) => ({ unitId, handlerId: id }));
    return [...units, ...people];
  }

  /** The facts of a new task; throws INVALID for a kind or a person that is not known, or not for this case. */
  async asked(place: Place, { taskKind, due, doer }: Asked, at: number): Promise<EventFacts> {
    const kind = this.kinds(place).find(({ id }) => id === taskKind);
    if (!kind) {
      const isKnown = this.catalogue.taskKinds().some(({ id }) => id === taskKind);
      const code = isKnown ? 'task-needs-open-case' : 'unknown-task-kind';
      throw invalid({ field: 'taskKind', code });
    }
    const { unitId, handlerId } = doer === undefined ? usualDoer(place) : await this.doer(place, doer);
    return {
      ...{ task: newId(at), taskKind, due: due ?? (await this.dueDate(place, kind, at)), unit: unitId },
      ...(handlerId !== undefined && { handler: handlerId }),
    };
  }

  /** A number of working days from the day, in the calendar of the unit that owns the case. */
  dueDate({ file }: Pick<Place, 'file'>, { dueWithin: length }: TaskKind, at: number): Promise<string> {
    const calendar = this.catalogue.calendarOf(file.organisationId, file.unitId);
    return withinCalendar(() => dueWithin(calendar, taipeiDate(at), length));
  }

  /** An open task of the case; throws INVALID for any other, so that none is ended twice. */
  async chosen(place: Place, id: string): Promise<CaseTask> {
    const found = (await this.open(place)).find((task) => task.id === id);
    if (!found) throw invalid({ field: 'task', code: 'task-not-open' });
    return found;
  }

  /** Throws INVALID for an outcome of another kind. */
  checkOutcome({ kind }: CaseTask, outcome: string): void {
    const known = this.catalogue.taskKind(kind)?.outcomes ?? [];
    if (!known.some(({ code }) => code === outcome))
      throw invalid({ field: 'outcome', code: 'not-a-task-outcome' });
  }

  /** What an act leaves nothing to do for, said in the history: the case has ended, or what was missing has come. */
  async endedBy(place: Place, type: EventType, { at, actor }: Pick<EventDraft, 'at' | 'actor'>) {
    const over = (await this.open(place)).filter(({ kind }) => {
      const known = this.catalogue.taskKind(kind);
      return known?.endsOn.includes(type) || (!isOpen(place.file.status) && !known?.followsClosing);
    });
    return over.map(({ id, kind }): EventDraft => ({
      type: 'TASK_ENDED',
      at,
      actor,
      facts: { task: id, taskKind: kind },
    }));
  }

  private async people(place: Place): Promise<Staff[]> {
    const staff = await colleaguesOf(place.manager, place.file.organisationId);
    return staff.filter((one) => this.works(one, place));
  }

  private works(one: Staff, { file }: Pick<Place, 'file'>): boolean {
    const actor = actorOf(one);
    return hasRole(actor, DOERS) && this.access.sees(actor, file);
  }

  /** By id of a unit, or id or login of a person. */
  private async doer(place: Place, name: string): Promise<TaskDoer> {
    const person = (await this.people(place)).find(
      ({ id, login }) => id === name || login === name.toLowerCase(),
    );
    if (person) return { unitId: person.unitId, handlerId: person.id };
    const unit = (await this.doers(place)).find((one) => one.handlerId === undefined && one.unitId === name);
    if (!unit) throw invalid({ field: 'doer', code: 'not-a-doer' });
    return unit;
  }

  private async keep(event: HistoryEvent, { manager, file }: CaseContext): Promise<void> {
    const { type, at, facts } = event;
    const id = facts.task;
    if (MOVES.includes(type)) await this.follow({ manager, file });
    if (id === undefined) return;
    const open = { id, caseId: file.id, state: 'OPEN' as const };
    const ended = ENDS[type];
    if (type === 'TASK_ADDED') await insertRows(manager, CaseTask, [rowOf(event, file)]);
    if (type === 'TASK_TAKEN')
      await manager.update(CaseTask, open, { unitId: facts.unit!, handlerId: facts.handler! });
    if (type === 'TASK_ATTEMPTED') await manager.increment(CaseTask, open, 'attempts', 1);
    if (ended)
      await manager.update(CaseTask, open, { state: ended, endedAt: at, outcome: facts.outcome ?? null });
  }

  /** The case goes to another unit, and what those could not do who do not see it any more. */
  private async follow(place: Place): Promise<void> {
    const open = await this.open(place);
    if (open.length === 0) return;
    const doers = await this.doers(place);
    for (const { id, unitId, handlerId } of open) {
      const stays = doers.some((one) => (one.handlerId ?? null) === handlerId && one.unitId === unitId);
      if (!stays)
        await place.manager.update(CaseTask, { id }, { unitId: place.file.unitId, handlerId: null });
    }
  }
}

/** The handler of the case, else its unit. */
export const usualDoer = ({ file: { unitId, handlerId } }: Pick<Place, 'file'>): TaskDoer => ({
  unitId,
  ...(handlerId !== null && { handlerId }),
});

/** The last three digits: enough to know which of her numbers was called. */
export const maskedNumber = (number: string): string => `…${number.replaceAll(/\D/g, '').slice(-3)}`;

const rowOf = ({ at, facts }: HistoryEvent, file: CaseContext['file']): CaseTask => ({
  ...{ id: facts.task!, caseId: file.id, organisationId: file.organisationId, unitId: facts.unit! },
  ...{ handlerId: facts.handler ?? null, kind: facts.taskKind!, dueDate: facts.due!, state: 'OPEN' },
  ...{ outcome: null, attempts: 0, cause: facts.cause ?? null, addedAt: at, endedAt: null },
});
