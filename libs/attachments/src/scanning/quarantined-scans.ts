import { numberOf, ofOrganisation } from '@app/cases';
import { OperatedQuarantine, Trail } from '@app/people';
import { sql, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ScanOutbox } from './scan-outbox.js';

/** Files whose scan failed five times on our own side. One that is given up stays unscanned: no one can download it. */
@Injectable()
export class QuarantinedScans extends OperatedQuarantine {
  constructor({ quarantine }: ScanOutbox, work: UnitOfWork, trail: Trail) {
    super({
      ...{ quarantine, work, trail },
      columns: sql`id, kind, "createdAt" AS since, reason, ${numberOf('attachment."caseId"')} AS "caseNumber"`,
      within: (organisationId) => ofOrganisation('attachment."caseId"', organisationId),
      events: { again: 'SCAN_TAKEN_UP', dropped: 'SCAN_DROPPED' },
      rowIs: 'attachment',
    });
  }
}
