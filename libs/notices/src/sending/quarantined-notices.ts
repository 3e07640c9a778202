import { numberOf, ofOrganisation } from '@app/cases';
import { operatorOf, Trail, type Actor, type Quarantined } from '@app/people';
import { sql, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { NoticeOutbox } from './notice-outbox.js';

const COLUMNS = sql`id, kind, "createdAt" AS since, reason, ${numberOf('notice."caseId"')} AS "caseNumber"`;
const within = (organisationId: string | null) => ofOrganisation('notice."caseId"', organisationId);

/** Messages that failed five times in a row on our own side and wait for an operator. */
@Injectable()
export class QuarantinedNotices {
  constructor(
    private readonly outbox: NoticeOutbox,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  count(): Promise<number> {
    return this.outbox.quarantine.count();
  }

  async countOf(actor: Actor): Promise<number> {
    return this.outbox.quarantine.countOf(within(operatorOf(actor).organisationId));
  }

  /** The oldest, of the operator's organisation or of no case. */
  async list(actor: Actor, most: number): Promise<Quarantined[]> {
    const { organisationId } = operatorOf(actor);
    const rows = await this.outbox.quarantine.list<Quarantined>(COLUMNS, within(organisationId), most);
    return rows.map((row) => ({ ...row, since: Number(row.since) }));
  }

  /**
   * Has a message sent again, once the cause is gone. False when it was not quarantined; throws NOT_FOUND for all but
   * operators.
   */
  async retry(actor: Actor, id: string): Promise<boolean> {
    const { by, organisationId } = operatorOf(actor);
    return this.work.run(async () => {
      if (!(await this.outbox.quarantine.retry(id, within(organisationId)))) return false;
      await this.trail.note('NOTICE_TAKEN_UP', by, { notice: id });
      return true;
    });
  }

  /** Gives a message up: it is FAILED for good. False when it was not quarantined. */
  async drop(actor: Actor, id: string, reason: string): Promise<boolean> {
    const { by, organisationId } = operatorOf(actor);
    return this.work.run(async () => {
      if (!(await this.outbox.quarantine.drop(id, 'dropped', within(organisationId)))) return false;
      await this.trail.note('NOTICE_DROPPED', by, { notice: id, reason });
      return true;
    });
  }
}
