import { staffWho, type Actor } from '@app/people';
import { TimeSource, notFound, Problem, rawSql, Reader, sql, UnitOfWork, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseAccess } from '../record/case-access.js';
import { ClockRow } from '../clocks/clock.entity.js';
import { EarlierDate } from '../clocks/earlier-date.entity.js';
import { History } from '../history/history.js';

export type ShownEarlierDate = EarlierDate & { caseNumber: string };

const MOST_SHOWN = rawSql('200');

/** Dates that a new calendar would make earlier, and the consent of a person to them. */
@Injectable()
export class EarlierDates {
  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly time: TimeSource,
  ) {}

  /** Nearest first. Throws NOT_FOUND for staff who may not agree. */
  async list(actor: Actor): Promise<ShownEarlierDate[]> {
    return this.reader.ask<ShownEarlierDate>(
      sql`SELECT d.*, f."caseNumber" FROM earlier_date d JOIN case_file f ON f.id = d."caseId"
        WHERE ${this.scope(actor)} ORDER BY d.earlier, d."clockId" LIMIT ${MOST_SHOWN}`,
    );
  }

  /** At most as many as `list` returns. Throws NOT_FOUND for staff who may not agree. */
  async count(actor: Actor): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (SELECT 1 FROM earlier_date d WHERE ${this.scope(actor)} LIMIT ${MOST_SHOWN}) shown`,
    );
    return Number(row!.n);
  }

  private scope(actor: Actor): Sql {
    if (actor.kind === 'system') return rawSql('TRUE');
    return this.access.condition(staffWho(actor, 'accept-earlier-date'), 'd');
  }

  /**
   * The earlier date applies from now on; the history records who agreed. Throws NOT_FOUND outside the actor's cases,
   * and STALE when the calendar changed again since the date was shown.
   */
  async accept(actor: Actor, clockId: string): Promise<void> {
    const who = actor.kind === 'system' ? actor : staffWho(actor, 'accept-earlier-date');
    return this.work.run(async (manager) => {
      const waiting = await manager.findOneBy(EarlierDate, { clockId });
      if (!waiting || !this.access.sees(who, { ...waiting, id: waiting.caseId })) throw notFound();
      const context = await this.access.enter(manager, who, { id: waiting.caseId });
      const { commitmentId: commitment, calendarVersion, promised: before, earlier: dueDate } = waiting;
      const facts = { clockId, commitment, calendarVersion, before, dueDate };
      await this.history.append(context, [
        { type: 'EARLIER_DATE_ACCEPTED', at: this.time.now(), actor, facts },
      ]);
      const row = await manager.findOneByOrFail(ClockRow, { id: clockId });
      if (row.calendarVersion !== calendarVersion) throw new Problem('STALE', 'stale');
    });
  }
}
