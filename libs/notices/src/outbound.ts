import { CaseContext, CaseFile, Seals } from '@app/cases';
import { Staff } from '@app/people';
import {
  MailTransport,
  SETTINGS,
  SmsTransport,
  type HandOver,
  type OutgoingMessage,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { digestOf } from './digests.js';
import type { NoticeFacts } from './facts.js';
import { isReal } from './gateways.js';
import type { Notice } from './notice.entity.js';
import { recipientPlace } from './notice-rows.js';
import { NoticeValues } from './values.js';
import { NoticeWords } from './words.js';

/** Makes the message of a notice and hands it to the gateway of its channel. */
@Injectable()
export class Outbound {
  constructor(
    private readonly mail: MailTransport,
    private readonly sms: SmsTransport,
    private readonly words: NoticeWords,
    private readonly values: NoticeValues,
    private readonly seals: Seals,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  transportOf({ channel }: Pick<Notice, 'channel'>): MailTransport | SmsTransport {
    return channel === 'EMAIL' ? this.mail : this.sms;
  }

  /** Where a notice goes, or why it must not. */
  async addressee(manager: EntityManager, notice: Notice): Promise<{ to: string } | { suppressed: string }> {
    const file = await manager.findOneByOrFail(CaseFile, { id: notice.caseId });
    // planned for the outbox, sent after someone set up a gateway
    if (file.origin === 'DEMONSTRATION' && isReal(this.settings, notice.channel))
      return { suppressed: 'DEMONSTRATION' };
    const to = await new CaseContext(manager, file, this.seals).unseal(
      recipientPlace(notice.id),
      notice.recipient,
    );
    return to === null ? { suppressed: 'ERASED' } : { to };
  }

  /** The same id on every try; codes and links are derived here and stored nowhere. Several notices make one mail. */
  async compose(manager: EntityManager, notices: readonly Notice[], to: string): Promise<OutgoingMessage> {
    const [first] = notices as [Notice, ...Notice[]];
    const { kind, channel, locale } = first;
    const names = await namesOf(manager, notices);
    const items = notices.map((notice) => ({
      kind: notice.kind,
      due: String(notice.facts['dueDate'] ?? ''),
      values: this.values.of(notice, names),
    }));
    const { values } = items[0]!;
    const digest = first.mailId === null ? undefined : digestOf(kind);
    const worded = digest
      ? this.words.list(digest, locale, values, items.toSorted(byDueDate))
      : this.words.word(kind, channel, locale, values);
    return { id: this.messageId(first), to, label: digest ?? kind, ...worded };
  }

  /** Never throws: a gateway that breaks in our hands may have taken the message. */
  async handOver(notice: Notice, message: OutgoingMessage): Promise<HandOver> {
    try {
      return await this.transportOf(notice).send(message);
    } catch (error) {
      return { state: 'UNSURE', reason: (error as Error).name };
    }
  }

  /** Message-ID of a mail (RFC 5322: id, host); the clientid of an SMS has at most 36 characters. */
  private messageId({ id, mailId, channel }: Notice): string {
    return channel === 'EMAIL' ? `${mailId ?? id}@${new URL(this.settings.publicUrl).hostname}` : id;
  }
}

const byDueDate = (a: { due: string }, b: { due: string }) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0);

/** Names of the handlers that the notices speak of. */
async function namesOf(manager: EntityManager, notices: readonly Notice[]): Promise<Map<string, string>> {
  const ids = new Set(
    notices.map(({ facts }) => (facts as NoticeFacts).handler).filter((id) => id !== undefined),
  );
  if (ids.size === 0) return new Map();
  const staff = await manager.findBy(Staff, { id: In([...ids]) });
  return new Map(staff.map(({ id, name }) => [id, name]));
}
