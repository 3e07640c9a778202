import { numberOf, ofOrganisation } from '@app/cases';
import { operatorOf, Trail, type Actor, type Quarantined } from '@app/people';
import { sql, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ScanOutbox } from './scan-outbox.js';

const COLUMNS = sql`id, kind, "createdAt" AS since, reason, ${numberOf('attachment."caseId"')} AS "caseNumber"`;
const within = (organisationId: string | null) => ofOrganisation('attachment."caseId"', organisationId);

/** Files whose scan failed five times on our own side and waits for an operator. */
@Injectable()
export class QuarantinedScans {
  constructor(
    private readonly outbox: ScanOutbox,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  async countOf(actor: Actor): Promise<number> {
    return this.outbox.quarantine.countOf(within(operatorOf(actor).organisationId));
  }

  /** The oldest, of the operator's organisation or of no case yet. */
  async list(actor: Actor, most: number): Promise<Quarantined[]> {
    const { organisationId } = operatorOf(actor);
    const rows = await this.outbox.quarantine.list<Quarantined>(COLUMNS, within(organisationId), most);
    return rows.map((row) => ({ ...row, since: Number(row.since) }));
  }

  /** Has a file scanned again, once the cause is gone. False when it was not quarantined. */
  async retry(actor: Actor, id: string): Promise<boolean> {
    const { by, organisationId } = operatorOf(actor);
    return this.work.run(async () => {
      if (!(await this.outbox.quarantine.retry(id, within(organisationId)))) return false;
      await this.trail.note('SCAN_TAKEN_UP', by, { attachment: id });
      return true;
    });
  }

  /** Gives a file up: it stays unscanned, and no one can download it. */
  async drop(actor: Actor, id: string, reason: string): Promise<boolean> {
    const { by, organisationId } = operatorOf(actor);
    return this.work.run(async () => {
      if (!(await this.outbox.quarantine.drop(id, 'dropped', within(organisationId)))) return false;
      await this.trail.note('SCAN_DROPPED', by, { attachment: id, reason });
      return true;
    });
  }
}
