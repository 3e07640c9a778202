import { CaseContext, CaseFile, Seals } from '@app/cases';
import { Staff } from '@app/people';
import {
  MailTransport,
  SETTINGS,
  SmsTransport,
  type HandOver,
  type OutgoingMessage,
  unseal,
  Keyring,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { digestOf } from '../kinds/digests.js';
import { momentOf } from '../kinds/occasion.js';
import { isReal } from '../rows/gateways.js';
import type { Notice } from '../rows/notice.entity.js';
import { sealedAt } from '../rows/about.js';
import { recipientPlace } from '../rows/notice-rows.js';
import { NoticeValues, type Values } from '../words/values.js';
import { NoticeWords } from '../words/words.js';

/** A notice, or one item of its list, and what stands at its placeholders. */
interface Item {
  notice: Notice;
  values: Values;
}

/** Makes the message of a notice and hands it to the gateway of its channel. */
@Injectable()
export class Outbound {
  constructor(
    private readonly mail: MailTransport,
    private readonly sms: SmsTransport,
    private readonly words: NoticeWords,
    private readonly values: NoticeValues,
    private readonly seals: Seals,
    private readonly keyring: Keyring,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  transportOf({ channel }: Pick<Notice, 'channel'>): MailTransport | SmsTransport {
    return channel === 'EMAIL' ? this.mail : this.sms;
  }

  /** Where a notice goes, or why it must not be sent. */
  async addressee(manager: EntityManager, notice: Notice): Promise<{ to: string } | { suppressed: string }> {
    if (notice.caseId === null) return this.withoutCase(notice);
    const file = await manager.findOneByOrFail(CaseFile, { id: notice.caseId });
    if (this.isForOutbox(file.origin === 'DEMONSTRATION', notice)) return { suppressed: 'DEMONSTRATION' };
    const to = await new CaseContext(manager, file, this.seals).unseal(
      recipientPlace(notice.id),
      notice.recipient,
    );
    return to === null ? { suppressed: 'ERASED' } : { to };
  }

  private withoutCase(notice: Notice): { to: string } | { suppressed: string } {
    const { demonstration = false } = notice.facts;
    if (this.isForOutbox(demonstration, notice)) return { suppressed: 'DEMONSTRATION' };
    const where = sealedAt(recipientPlace(notice.id), notice.subjectId);
    return { to: unseal(this.keyring.key('message'), where, notice.recipient) };
  }

  /** A message of the demonstration, planned before a real gateway was set up. */
  private isForOutbox(isDemonstration: boolean, { channel }: Notice): boolean {
    return isDemonstration && isReal(this.settings, channel);
  }

  /**
   * One message of one or several notices, with the same id on every try; codes and links are made here and stored
   * nowhere.
   */
  async compose(manager: EntityManager, notices: readonly Notice[], to: string): Promise<OutgoingMessage> {
    const [first] = notices as [Notice, ...Notice[]];
    const names = await namesOf(manager, notices);
    const items = latestOfEach(notices)
      .flatMap(itemsOf)
      .map((notice) => ({ notice, values: this.values.of(notice, names) }));
    const { kind, ...worded } = items.length > 1 ? this.list(items) : this.single(items[0]!);
    return { id: this.messageId(first), to, label: kind, ...worded };
  }

  private single({ notice: { kind, channel, locale }, values }: Item) {
    return { kind, ...this.words.word(kind, channel, locale, values) };
  }

  private list(items: readonly Item[]) {
    const [{ notice, values }] = items as [Item, ...Item[]];
    const kind = digestOf(notice.kind)!;
    const lines = items.map((one) => ({ kind: one.notice.kind, values: one.values }));
    return { kind, ...this.words.list(kind, notice.locale, values, lines) };
  }

  /** Never throws: a gateway that failed in the middle may have taken the message. */
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

/**
 * The last notice of each promise, the nearest due first: one mail need not list a warning and the chase that followed
 * it.
 */
function latestOfEach(notices: readonly Notice[]): Notice[] {
  const keyOf = ({ subjectId, facts }: Notice) =>
    [subjectId, facts.commitment ?? '', facts.acting ?? ''].join('|');
  const moment = ({ occasion }: Notice) => momentOf(occasion) ?? 0;
  const due = ({ facts }: Notice) => facts.dueDate ?? '';
  // several rungs can take effect in one millisecond: their moments tell which came last
  const inTime = notices.toSorted((a, b) => a.createdAt - b.createdAt || moment(a) - moment(b));
  const last = new Map(inTime.map((notice) => [keyOf(notice), notice]));
  return [...last.values()].toSorted((a, b) => due(a).localeCompare(due(b)));
}

/** A notice that lists several things, as one notice for each. */
const itemsOf = (notice: Notice): Notice[] => {
  const { items, ...shared } = notice.facts;
  if (!items) return [notice];
  const rest = { ...shared, named: items.length };
  return items.map((item) => ({ ...notice, facts: { ...rest, ...item } }));
};

/** Names of the handlers that the notices name, by id. */
async function namesOf(manager: EntityManager, notices: readonly Notice[]): Promise<Map<string, string>> {
  const ids = new Set(
    notices
      .flatMap(itemsOf)
      .map(({ facts }) => facts.handler)
      .filter((id) => id !== undefined),
  );
  if (ids.size === 0) return new Map();
  const staff = await manager.findBy(Staff, { id: In([...ids]) });
  return new Map(staff.map(({ id, name }) => [id, name]));
}
