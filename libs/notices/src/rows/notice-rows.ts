import { TimeSource, Doorbell, insertRows, Keyring, newId, SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { STAFF_LOCALE, type About } from './about.js';
import type { Address } from './address.js';
import type { NoticeFacts } from '../facts/facts.js';
import { isReal } from './gateways.js';
import { Notice } from './notice.entity.js';
import type { Owed } from '../kinds/occasions.js';

/** The place that is sealed into the address of a notice. */
export const recipientPlace = (noticeId: string): string => `notice.recipient.${noticeId}`;

/** One message that is owed: what, to whom, for what occasion. */
export interface Draft {
  owed: Owed;
  address: Address;
  occasion: string;
  facts: NoticeFacts;
  /** Milliseconds that it waits for others to the same person. */
  holdMs?: number;
}

/** Makes the rows of notices and stores them in the transaction of their cause. */
@Injectable()
export class NoticeRows {
  constructor(
    private readonly keyring: Keyring,
    private readonly doorbell: Doorbell,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Not stored yet; SUPPRESSED with its reason where one cannot or must not go out. */
  async make(drafts: readonly Draft[], about: About): Promise<Notice[]> {
    const rows: Notice[] = [];
    for (const draft of drafts) rows.push(await this.row(draft, about));
    return rows;
  }

  private async row(draft: Draft, about: About): Promise<Notice> {
    const { owed, address, occasion, facts, holdMs = 0 } = draft;
    const { subject, caseId } = about;
    const now = this.time.now();
    const id = newId(now);
    const purpose = address.channel === 'EMAIL' ? 'blind-email' : 'blind-phone';
    const locale = owed.to === 'CITIZEN' ? about.locale : STAFF_LOCALE;
    const row: Notice = {
      ...{ id, subject: subject.kind, subjectId: subject.id, caseId },
      ...{ kind: owed.kind, occasion, channel: address.channel, locale, facts },
      recipientHash: this.keyring.hash(purpose, address.to.toLowerCase()),
      recipient: await about.seal(recipientPlace(id), address.to),
      ...{ state: 'PENDING', reason: null, attempts: 0, interruptions: null },
      ...{ nextAttemptAt: now + holdMs, heldUntil: null, leaseUntil: null },
      ...{ fence: 0, ambiguous: false, providerId: null, createdAt: now, sentAt: null, mailId: null },
    };
    const demonstration = about.isDemonstration && isReal(this.settings, address.channel);
    const reason = address.suppressed ?? (demonstration ? 'DEMONSTRATION' : undefined);
    return reason ? suppressed(row, reason) : row;
  }

  /**
   * Stores rows that are not there yet, and has Redis wake a sender for them unless they wait for the next sweep
   * (`ring`).
   */
  async store(manager: EntityManager, rows: readonly Notice[], ring = true): Promise<void> {
    await insertRows(manager, Notice, rows, { ifAbsent: true });
    for (const { id, state, nextAttemptAt, createdAt, heldUntil } of rows)
      if (ring && state === 'PENDING' && heldUntil === null)
        this.doorbell.ring({ kind: 'notice', id, generation: 0 }, nextAttemptAt! - createdAt);
  }
}

/** Held back until a later day, when the sweep finds it. */
export const hold = (row: Notice, until: number): Notice => ({
  ...row,
  reason: 'TOO_MANY',
  heldUntil: until,
  nextAttemptAt: until,
});

const suppressed = (row: Notice, reason: string): Notice => ({
  ...row,
  state: 'SUPPRESSED',
  reason,
  nextAttemptAt: null,
});
