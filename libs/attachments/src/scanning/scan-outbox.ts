import { Outbox, outcomesIn, Quarantine, Reader, TimeSource, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Attachment } from '../rows/attachment.entity.js';
import { SCANS } from '../rows/states.js';

/** A file of 10 MB is scanned in seconds. */
const LEASE_MS = 120_000;

export const scanOutcomes = outcomesIn<Attachment>(SCANS);

/** The files that wait for the scanner, each in the hands of one worker at a time. */
@Injectable()
export class ScanOutbox extends Outbox<Attachment> {
  readonly quarantine: Quarantine<Attachment>;

  constructor(work: UnitOfWork, reader: Reader, time: TimeSource) {
    const table = { name: 'attachment', entity: Attachment, states: SCANS, leaseMs: LEASE_MS };
    const tools = { work, reader, time };
    super(table, tools);
    this.quarantine = new Quarantine(table, tools);
  }
}
