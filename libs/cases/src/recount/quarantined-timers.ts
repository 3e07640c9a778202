import { operatorOf, Trail, type Actor, type Quarantined } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { TimerBook } from '@app/sla/timers';
import { Injectable } from '@nestjs/common';
import { CaseFile } from '../record/case-file.entity.js';

/** As many as one can look at; the others follow when these are dealt with. */
const MOST = 500;

/** Timers that failed five times and wait for an operator. */
@Injectable()
export class QuarantinedTimers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly timers: TimerBook,
    private readonly trail: Trail,
  ) {}

  async countOf(actor: Actor): Promise<number> {
    return (await this.list(actor)).length;
  }

  /** The oldest, of the operator's organisation or of no case. */
  async list(actor: Actor): Promise<Quarantined[]> {
    const { organisationId } = operatorOf(actor);
    const timers = await this.timers.quarantined(MOST);
    const ids = [...new Set(timers.flatMap(({ caseId }) => caseId ?? []))];
    const files = ids.length === 0 ? [] : await this.reader.findBy(CaseFile, { id: ids });
    return timers.flatMap(({ id, kind, caseId, dueAt: since }) => {
      const file = files.find((one) => one.id === caseId);
      const isOthers = file && organisationId !== null && file.organisationId !== organisationId;
      return isOthers ? [] : [{ id, kind, since, reason: null, caseNumber: file?.caseNumber ?? null }];
    });
  }

  /**
   * Arms the timer again, with its attempts reset, once the cause is mended. False when it was not quarantined;
   * throws NOT_FOUND for all but operators.
   */
  async takeUp(actor: Actor, id: string): Promise<boolean> {
    const { by, organisationId } = operatorOf(actor);
    if (organisationId !== null && !(await this.list(actor)).some((one) => one.id === id)) return false;
    return this.work.run(async () => {
      if (!(await this.timers.takeUp(id))) return false;
      await this.trail.note('TIMER_TAKEN_UP', by, { timer: id });
      return true;
    });
  }
}
