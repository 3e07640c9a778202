import { Trail, type Actor } from '@app/people';
import { notFound, UnitOfWork } from '@app/platform';
import { TimerBook } from '@app/sla/timers';
import { Injectable } from '@nestjs/common';

/** Timers that failed five times and wait for an operator. */
@Injectable()
export class QuarantinedTimers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly timers: TimerBook,
    private readonly trail: Trail,
  ) {}

  /**
   * Arms the timer again, with its attempts reset, once the cause is mended. False when it was not quarantined;
   * throws NOT_FOUND for all but operators.
   */
  async takeUp(actor: Actor, id: string): Promise<boolean> {
    if (actor.kind !== 'system') throw notFound();
    return this.work.run(async () => {
      if (!(await this.timers.takeUp(id))) return false;
      await this.trail.note('TIMER_TAKEN_UP', null, { timer: id });
      return true;
    });
  }
}
