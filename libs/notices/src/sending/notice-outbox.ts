import {
  TimeSource,
  Outbox,
  outcomesIn,
  Quarantine,
  Reader,
  SETTINGS,
  UnitOfWork,
  type OutboxStates,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Notice } from '../rows/notice.entity.js';
import { QUARANTINE, type NoticeState } from '../rows/notice-states.js';

const STATES: OutboxStates<NoticeState> = {
  waiting: 'PENDING',
  taken: 'SENDING',
  givenUp: 'FAILED',
  quarantined: QUARANTINE,
};

/** What becomes of a notice after an attempt, as far as it is the same for every outbox. */
export const outcomes = outcomesIn<Notice>(STATES);

/** The notices that are to be sent, each in the hands of one sender at a time. */
@Injectable()
export class NoticeOutbox extends Outbox<Notice> {
  readonly quarantine: Quarantine<Notice>;

  constructor(work: UnitOfWork, reader: Reader, time: TimeSource, @Inject(SETTINGS) settings: Settings) {
    const leaseMs = settings.NOTICE_LEASE_SECONDS * 1_000;
    const table = { name: 'notice', entity: Notice, states: STATES, leaseMs };
    const tools = { work, reader, time };
    super(table, tools);
    this.quarantine = new Quarantine(table, tools);
  }
}
