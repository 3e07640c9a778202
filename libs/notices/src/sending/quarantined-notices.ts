import { Trail, type Actor } from '@app/people';
import { notFound, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { NoticeOutbox } from './notice-outbox.js';

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

  /**
   * Has a message sent again, once the cause is gone. False when it was not quarantined; throws NOT_FOUND for all but
   * operators.
   */
  retry(actor: Actor, id: string): Promise<boolean> {
    if (actor.kind !== 'system') throw notFound();
    return this.work.run(async () => {
      if (!(await this.outbox.quarantine.retry(id))) return false;
      await this.trail.note('NOTICE_TAKEN_UP', null, { notice: id });
      return true;
    });
  }
}
