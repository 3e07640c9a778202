import { CaseAccess, numberOf, type CaseContext, type HistoryEvent } from '@app/cases';
import { Trail, staffWho, type Actor } from '@app/people';
import { TimeSource, newId, notFound, Reader, sql, UnitOfWork, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { occasionOf } from '../kinds/occasion.js';
import { Alert } from './notice.entity.js';

/** An alert as the board shows it. */
export type ShownAlert = Alert & { caseNumber: string | null };

const MOST_SHOWN = 50;
/** From this number on alerts are not counted further. */
export const ALERTS_COUNTED = 100;

/** A broken promise becomes a row that a supervisor must see, in the transaction of its OVERDUE. */
export async function raiseAlert(
  { seq, at, facts }: HistoryEvent,
  { manager, file }: CaseContext,
): Promise<void> {
  const clockId = facts.clockId!;
  const where = {
    caseId: file.id,
    organisationId: file.organisationId,
    unitId: file.unitId,
    commitmentId: facts.commitment!,
  };
  const alert = {
    id: newId(at),
    kind: 'OVERDUE',
    subject: 'CLOCK' as const,
    subjectId: clockId,
    occasion: occasionOf.event(seq),
    ...where,
    at,
    acknowledgedAt: null,
    acknowledgedBy: null,
  };
  await manager
    .createQueryBuilder()
    .insert()
    .into(Alert)
    .values(alert)
    .orIgnore()
    .updateEntity(false)
    .execute();
}

/** What supervisors must see, of the cases that they can see. */
@Injectable()
export class Alerts {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /** The newest first; those acknowledged only when asked for. Throws NOT_FOUND for staff without a board. */
  async list(actor: Actor, options: { acknowledged?: boolean } = {}): Promise<ShownAlert[]> {
    const wanted = options.acknowledged ? this.of(actor) : this.openOf(actor);
    return this.reader.ask<ShownAlert>(
      sql`SELECT alert.*, ${numberOf('alert."caseId"')} AS "caseNumber" FROM alert
        WHERE ${wanted} ORDER BY alert.at DESC, alert.id DESC LIMIT ${MOST_SHOWN}`,
    );
  }

  /** How many wait to be acknowledged, at most `ALERTS_COUNTED`. Throws NOT_FOUND for staff without a board. */
  async count(actor: Actor): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM (SELECT 1 FROM alert WHERE ${this.openOf(actor)} LIMIT ${ALERTS_COUNTED}) AS found`,
    );
    return Number(row!.n);
  }

  private of = (actor: Actor): Sql => this.access.condition(staffWho(actor, 'see-board'), 'alert');
  private openOf = (actor: Actor): Sql => sql`${this.of(actor)} AND alert."acknowledgedAt" IS NULL`;

  /** Notes who saw it; a second time changes nothing. Throws NOT_FOUND outside the actor's cases. */
  acknowledge(actor: Actor, id: string): Promise<void> {
    const staff = staffWho(actor, 'acknowledge-alert');
    return this.work.run(async (manager) => {
      const alert = await manager.findOneBy(Alert, { id });
      if (!alert || !this.access.sees(staff, { ...alert, id: alert.caseId ?? '' })) throw notFound();
      if (alert.acknowledgedAt !== null) return;
      await manager.update(Alert, { id }, { acknowledgedAt: this.time.now(), acknowledgedBy: staff.id });
      await this.trail.note('ALERT_ACKNOWLEDGED', staff.id, { alert: id });
    });
  }
}
