import { History, type CaseContext, type HistoryEvent } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { Clock, Doorbell, Keyring, newId, SETTINGS, type Settings, Tallies, insertRows } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addressOf, mailTo, type Address } from './addresses.js';
import { raiseAlert } from './alerts.js';
import { overTheCap } from './cap.js';
import { factsOf, type NoticeFacts } from './facts.js';
import { isReal } from './gateways.js';
import { Notice } from './notice.entity.js';
import { owedFor, type Owed } from './occasions.js';
import { staffAddresses } from './staff-addressees.js';

/** Where the address of a notice is sealed. */
export const recipientPlace = (noticeId: string): string => `notice.recipient.${noticeId}`;
const STAFF_LOCALE = 'zh-TW';

interface Draft {
  owed: Owed;
  address: Address;
}

/** Event → notices owed, as rows in the event's own transaction (promise P4). Planning an event again changes nothing. */
@Injectable()
export class NoticePlanner implements OnModuleInit {
  constructor(
    private readonly tallies: Tallies,
    private readonly history: History,
    private readonly catalogue: Catalogue,
    private readonly keyring: Keyring,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.plan(event, context));
  }

  async plan(event: HistoryEvent, context: CaseContext): Promise<void> {
    const owed = owedFor(event, context.file);
    if (owed.length === 0) return;
    if (event.type === 'OVERDUE') await raiseAlert(event, context);
    // an erased case has nothing left to seal an address with
    if (context.file.erasedAt !== null) return;
    const drafts: Draft[] = [];
    for (const one of owed) drafts.push(...(await this.drafts(one, event, context)));
    if (drafts.length > 0) await this.insert(drafts, event, context);
  }

  private async drafts(owed: Owed, event: HistoryEvent, context: CaseContext): Promise<Draft[]> {
    const { manager, file } = context;
    if (owed.once && (await manager.existsBy(Notice, { caseId: file.id, kind: owed.kind }))) return [];
    const addresses = await this.addresses(owed, event, context);
    return addresses.map((address) => ({ owed, address }));
  }

  private async addresses(
    { to, channels }: Owed,
    event: HistoryEvent,
    context: CaseContext,
  ): Promise<Address[]> {
    if (to !== 'CITIZEN') {
      const staff = await staffAddresses(to, event, context, this.catalogue);
      return staff ? mailTo(staff) : [];
    }
    // whoever an imported case is about never asked us and has no lookup code
    if (context.file.origin === 'IMPORTED') return [];
    const petitioner = await context.petitioner();
    const address = petitioner && channels !== 'MAIL' ? addressOf(channels, petitioner) : undefined;
    return address ? [address] : [];
  }

  private async insert(drafts: Draft[], event: HistoryEvent, context: CaseContext): Promise<void> {
    const facts = await factsOf(event, context, this.catalogue);
    const rows: Notice[] = [];
    for (const draft of drafts) rows.push(await this.row(draft, event, context, facts));
    const full = await overTheCap(
      this.tallies,
      this.citizens(drafts, rows),
      this.settings.MESSAGES_PER_RECIPIENT_DAY,
    );
    for (const row of rows)
      if (row.state === 'PENDING' && full.has(row.recipientHash)) suppress(row, 'TOO_MANY');
    await insertRows(context.manager, Notice, rows, { ifAbsent: true });
    for (const { id, state } of rows)
      if (state === 'PENDING') this.doorbell.ring({ kind: 'notice', id, generation: 0 });
  }

  /** The cap protects those who never asked for our messages; staff must hear of their work. */
  private citizens(drafts: Draft[], rows: Notice[]): string[] {
    return rows
      .filter((row, index) => row.state === 'PENDING' && drafts[index]!.owed.to === 'CITIZEN')
      .map((row) => row.recipientHash);
  }

  private async row(
    { owed, address }: Draft,
    event: HistoryEvent,
    context: CaseContext,
    facts: NoticeFacts,
  ): Promise<Notice> {
    const { file } = context;
    const now = this.clock.now();
    const id = newId(now);
    const purpose = address.channel === 'EMAIL' ? 'blind-email' : 'blind-phone';
    const locale = owed.to === 'CITIZEN' ? file.locale : STAFF_LOCALE;
    const row: Notice = {
      ...{
        id,
        caseId: file.id,
        kind: owed.kind,
        occasion: String(event.seq),
        channel: address.channel,
        locale,
        facts,
      },
      recipientHash: this.keyring.hash(purpose, address.to.toLowerCase()),
      recipient: await context.seal(recipientPlace(id), address.to),
      ...{
        state: 'PENDING',
        reason: null,
        attempts: 0,
        interruptions: null,
        nextAttemptAt: now,
        leaseUntil: null,
        fence: 0,
        ambiguous: false,
      },
      ...{ providerId: null, createdAt: now, sentAt: null },
    };
    const reason =
      address.suppressed ??
      (file.origin === 'DEMONSTRATION' && isReal(this.settings, address.channel)
        ? 'DEMONSTRATION'
        : undefined);
    return reason ? suppress(row, reason) : row;
  }
}

function suppress(row: Notice, reason: string): Notice {
  return Object.assign(row, { state: 'SUPPRESSED', reason, nextAttemptAt: null });
}
