import { CaseContext, CaseFile, Seals } from '@app/cases';
import {
  MailTransport,
  SETTINGS,
  SmsTransport,
  type HandOver,
  type OutgoingMessage,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isReal } from './gateways.js';
import type { Notice } from './notice.entity.js';
import { recipientPlace } from './planner.js';
import { NoticeValues } from './values.js';
import { NoticeWords } from './words.js';

/** A message, or the reason why it must not go out. */
export type Composed = { message: OutgoingMessage } | { suppressed: string };

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

  /** The same id on every try; codes and links are derived here and stored nowhere. */
  async compose(manager: EntityManager, notice: Notice): Promise<Composed> {
    const file = await manager.findOneByOrFail(CaseFile, { id: notice.caseId });
    // planned for the outbox, sent after someone set up a gateway
    if (file.origin === 'DEMONSTRATION' && isReal(this.settings, notice.channel))
      return { suppressed: 'DEMONSTRATION' };
    const to = await new CaseContext(manager, file, this.seals).unseal(
      recipientPlace(notice.id),
      notice.recipient,
    );
    if (to === null) return { suppressed: 'ERASED' };
    const { kind, channel, locale } = notice;
    return {
      message: {
        id: this.messageId(notice),
        to,
        label: kind,
        ...this.words.word(kind, channel, locale, this.values.of(notice)),
      },
    };
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
  private messageId({ id, channel }: Notice): string {
    return channel === 'EMAIL' ? `${id}@${new URL(this.settings.publicUrl).hostname}` : id;
  }
}
