import { Catalogue } from '@app/catalogue';
import { activeStaff, may, Staff, type Actor } from '@app/people';
import { findRows, findRowsBy, insertRows, invalid, newId, sql, taipeiDate } from '@app/platform';
import { legalDue } from '@app/sla/clock';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { withinCalendar } from '../clocks/calendar-ends.js';
import { History } from '../history/history.js';
import type { CaseContext } from '../record/case-context.js';
import { ChaseRequest, type ChasedSide, type ChaseState } from '../record/chase.entity.js';
import type { EventFacts, EventType } from '../record/events.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import { openPartners } from '../record/open-referrals.js';
import { CoHandlings } from './co-handlings.js';

type Place = Pick<CaseContext, 'manager' | 'file'>;

/** One who holds a part of the case: a unit, or the handler by name. */
export interface Holder {
  side: ChasedSide;
  unitId: string;
  handlerId?: string;
}

/** Events after which a side has nothing left to answer, with the fact that names its unit. */
const ENDS: Partial<Record<EventType, { side: ChasedSide; unit: 'partner' | 'unit' }>> = {
  REFERRAL_RETURNED: { side: 'PARTNER', unit: 'partner' },
  REFERRAL_RECALLED: { side: 'PARTNER', unit: 'partner' },
  REFERRAL_REPLIED: { side: 'PARTNER', unit: 'partner' },
  CO_HANDLING_ANSWERED: { side: 'CO_HANDLER', unit: 'unit' },
  CO_HANDLING_RECALLED: { side: 'CO_HANDLER', unit: 'unit' },
};

/** Events that end one chase, which they name. */
const SETTLES: Partial<Record<EventType, ChaseState>> = {
  CHASE_ANSWERED: 'ANSWERED',
  CHASE_UNDONE: 'UNDONE',
};

/** 催辦: a unit is asked how its part stands, and answers with words. The rows follow the history. */
@Injectable()
export class Chases implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly catalogue: Catalogue,
    private readonly coHandlings: CoHandlings,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.keep(event, context));
  }

  /** Whom one can chase now: the owning unit, its handler, partners, units asked; each unit once at a time. */
  async holders(place: Place): Promise<Holder[]> {
    const { unitId, handlerId, id } = place.file;
    const waiting = (await this.waiting(place)).map((one) => one.unitId);
    const all: Holder[] = [
      { side: 'UNIT', unitId },
      ...(handlerId === null ? [] : [{ side: 'HANDLER' as const, unitId, handlerId }]),
      ...(await openPartners(place.manager, id)).map((unit) => ({ side: 'PARTNER' as const, unitId: unit })),
      ...(await this.coHandlings.waiting(place)).map((one) => ({
        side: 'CO_HANDLER' as const,
        unitId: one.unitId,
      })),
    ];
    return all.filter((holder) => !waiting.includes(holder.unitId));
  }

  /** What the actor can answer, of the own unit and those below it, the own first; never what she asked herself. */
  async owedBy({ manager, file }: Place, actor: Actor): Promise<ChaseRequest[]> {
    if (actor.kind !== 'staff' || !may(actor, 'read-referrals')) return [];
    const units = this.catalogue.unitsUnder(actor.unitId);
    const owed = await findRowsBy(
      manager,
      ChaseRequest,
      { caseId: file.id, unitId: units, state: 'OPEN' },
      'ORDER BY "askedAt", id',
    );
    const byOthers = owed.filter(({ askedBy }) => askedBy !== actor.id);
    return byOthers.toSorted((a, b) => Number(b.unitId === actor.unitId) - Number(a.unitId === actor.unitId));
  }

  /** The facts of a request to a holder, named by unit or by the account of the handler. */
  async asked(place: Place, { whom, days }: { whom: string; days: string }, at: number): Promise<EventFacts> {
    const person = await activeStaff(place.manager, whom, { unitId: place.file.unitId });
    const isMeant = ({ handlerId, unitId }: Holder) =>
      handlerId === undefined ? unitId === whom : handlerId === person?.id;
    if (!this.catalogue.unit(whom) && !person) throw invalid({ field: 'whom', code: 'not-a-holder' });
    const found = (await this.holders(place)).find(isMeant);
    if (!found) throw invalid({ field: 'whom', code: await this.whyNot(place, person, whom) });
    const { side, unitId, handlerId } = found;
    const due = await this.dueDate(place, Number(days), at);
    return { chaseId: newId(at), side, unit: unitId, ...(handlerId && { handler: handlerId }), due };
  }

  private async whyNot(place: Place, person: Staff | null, whom: string): Promise<string> {
    const unit = person && person.id === place.file.handlerId ? place.file.unitId : whom;
    return (await this.waiting(place)).some(({ unitId }) => unitId === unit)
      ? 'already-chased'
      : 'not-a-holder';
  }

  /** The day that lies this number of working days after it. */
  private dueDate({ file }: Place, amount: number, at: number): Promise<string> {
    const calendar = this.catalogue.calendarOf(file.organisationId, file.unitId);
    return withinCalendar(() => legalDue(calendar, taipeiDate(at), { amount, unit: 'wd' }));
  }

  private waiting({ manager, file }: Place): Promise<ChaseRequest[]> {
    return findRows(manager, ChaseRequest, sql`WHERE "caseId" = ${file.id} AND state = 'OPEN'`);
  }

  private async keep(event: HistoryEvent, { manager, file }: CaseContext): Promise<void> {
    const { type, at: endedAt, facts } = event;
    const id = facts.chaseId;
    const open = { caseId: file.id, state: 'OPEN' as const };
    const end = (which: object) =>
      manager.update(ChaseRequest, { ...open, ...which }, { state: 'VOID', endedAt });
    if (id && type === 'CHASE_SENT') await insertRows(manager, ChaseRequest, [rowOf(event, file)]);
    const state = id && SETTLES[type];
    if (state) await manager.update(ChaseRequest, { ...open, id }, { state, endedAt });
    const over = ENDS[type];
    const unitId = over && facts[over.unit];
    if (over && unitId) await end({ side: over.side, unitId });
    if (type === 'REASSIGNED') await end({ side: In(['UNIT', 'HANDLER']), unitId: Not(file.unitId) });
    if (!file.open) await end({});
  }
}

const rowOf = ({ at, actorId, facts }: HistoryEvent, file: CaseContext['file']): ChaseRequest => ({
  ...{ id: facts.chaseId!, caseId: file.id, organisationId: file.organisationId, unitId: facts.unit! },
  ...{ side: facts.side!, handlerId: facts.handler ?? null, askedBy: actorId!, dueDate: facts.due! },
  ...{ state: 'OPEN', askedAt: at, endedAt: null },
});
