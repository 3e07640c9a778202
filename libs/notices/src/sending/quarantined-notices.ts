import { numberOf, ofOrganisation } from '@app/cases';
import { OperatedQuarantine, Trail } from '@app/people';
import { sql, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { NoticeOutbox } from './notice-outbox.js';

/** Messages that failed five times in a row on our own side. One that is given up is FAILED for good. */
@Injectable()
export class QuarantinedNotices extends OperatedQuarantine {
  constructor(
    private readonly outbox: NoticeOutbox,
    work: UnitOfWork,
    trail: Trail,
  ) {
    super({
      ...{ quarantine: outbox.quarantine, work, trail },
      columns: sql`id, kind, "createdAt" AS since, reason, ${numberOf('notice."caseId"')} AS "caseNumber"`,
      within: (organisationId) => ofOrganisation('notice."caseId"', organisationId),
      events: { again: 'NOTICE_TAKEN_UP', dropped: 'NOTICE_DROPPED' },
      rowIs: 'notice',
    });
  }

  /** Of all organisations. */
  count(): Promise<number> {
    return this.outbox.quarantine.count();
  }
}
