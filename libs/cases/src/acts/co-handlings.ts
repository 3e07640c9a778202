import { Catalogue } from '@app/catalogue';
import { may, type Actor } from '@app/people';
import { findRows, findRowsBy, insertRows, invalid, newId, sql } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { History } from '../history/history.js';
import type { CaseContext } from '../record/case-context.js';
import { openToCoHandlers } from '../record/open-to-co-handlers.js';
import { CoHandling, type CoHandlingState } from '../record/co-handling.entity.js';
import type { EventType } from '../record/events.js';
import type { HistoryEvent } from '../record/history-event.entity.js';

type Place = Pick<CaseContext, 'manager' | 'file'>;

const ENDS: Partial<Record<EventType, CoHandlingState>> = {
  CO_HANDLING_ANSWERED: 'ANSWERED',
  CO_HANDLING_RECALLED: 'RECALLED',
};

/** Units asked for their opinion on a case (會辦). Their rows follow the history: they are written in its transaction. */
@Injectable()
export class CoHandlings implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly catalogue: Catalogue,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.keep(event, context));
  }

  /** Those of the case that wait for an opinion, the one asked first before the others. */
  waiting({ manager, file }: Place): Promise<CoHandling[]> {
    const open = sql`WHERE "caseId" = ${file.id} AND state = 'OPEN' ORDER BY "askedAt", id`;
    return findRows(manager, CoHandling, open);
  }

  /**
   * Those by which the actor takes part in an open case: of the own unit and of those below it, not of the whole
   * organisation. First what waits, the own unit before the others.
   */
  async partsOf({ manager, file }: Place, actor: Actor): Promise<CoHandling[]> {
    if (actor.kind !== 'staff' || !file.open || !may(actor, 'read-cases')) return [];
    const units = this.catalogue.unitsUnder(actor.unitId);
    const parts = await findRowsBy(
      manager,
      CoHandling,
      { caseId: file.id, unitId: units, state: ['OPEN', 'ANSWERED'] },
      'ORDER BY "askedAt", id',
    );
    const rank = ({ state, unitId }: CoHandling) =>
      (state === 'OPEN' ? 0 : 2) + (unitId === actor.unitId ? 0 : 1);
    return parts.toSorted((a, b) => rank(a) - rank(b));
  }

  /** Each unit is asked once at a time, and never the one that owns the case. Returns the facts of the event. */
  async asked(place: Place, unitId: string, at: number): Promise<{ coHandlingId: string }> {
    if (unitId === place.file.unitId) throw invalid({ field: 'unit', code: 'own-unit' });
    if ((await this.waiting(place)).some((one) => one.unitId === unitId))
      throw invalid({ field: 'unit', code: 'already-asked' });
    return { coHandlingId: newId(at) };
  }

  /** What the owner recalls, by the unit asked. */
  async ofUnit(place: Place, unitId: string): Promise<CoHandling> {
    const found = (await this.waiting(place)).find((one) => one.unitId === unitId);
    if (!found) throw invalid({ field: 'unit', code: 'not-asked-unit' });
    return found;
  }

  /** An event of an earlier release names no request: there was no row for it. */
  private async keep(event: HistoryEvent, { manager, file }: CaseContext): Promise<void> {
    const { type, at: endedAt, facts } = event;
    const id = facts.coHandlingId;
    const ended = ENDS[type];
    if (id && type === 'CO_HANDLING') await this.begin(event, { manager, file });
    if (id && ended) await manager.update(CoHandling, { id, state: 'OPEN' }, { state: ended, endedAt });
    if (!file.open)
      await manager.update(CoHandling, { caseId: file.id, state: 'OPEN' }, { state: 'VOID', endedAt });
    if (id) await openToCoHandlers(manager, file);
  }

  private async begin({ at, facts, actorId }: HistoryEvent, { manager, file }: Place): Promise<void> {
    const unit = this.catalogue.unit(facts.unit!)!;
    const row: CoHandling = {
      ...{ id: facts.coHandlingId!, caseId: file.id, unitId: unit.id, unitOrganisationId: unit.organisation },
      ...{ askedBy: actorId!, state: 'OPEN', opens: false, askedAt: at, endedAt: null },
    };
    await insertRows(manager, CoHandling, [row]);
  }
}
