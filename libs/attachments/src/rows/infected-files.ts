import { History, type CaseContext } from '@app/cases';
import { SYSTEM } from '@app/people';
import { TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Attachment } from './attachment.entity.js';

/** Writes into the history of a case that a file of it is infected; who is told follows from the event. */
@Injectable()
export class InfectedFiles {
  constructor(
    private readonly history: History,
    private readonly time: TimeSource,
  ) {}

  /** Those among `rows`; in the transaction in which they were found so, or came to the case. */
  async record(context: CaseContext, rows: readonly Pick<Attachment, 'id' | 'state'>[]): Promise<void> {
    const at = this.time.now();
    const events = rows
      .filter(({ state }) => state === 'INFECTED')
      .map(({ id }) => ({
        ...{ type: 'FILE_INFECTED' as const, at, actor: SYSTEM },
        facts: { attachment: id },
      }));
    if (events.length > 0) await this.history.append(context, events);
  }
}
