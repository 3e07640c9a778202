import { History, type CaseContext, type HistoryEvent } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { TimeSource, SETTINGS, taipeiDate, Tallies, type Settings } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { aboutCase } from '../rows/about.js';
import type { Address } from '../rows/address.js';
import { addressOf, mailTo } from './addresses.js';
import { raiseAlert } from '../rows/alerts.js';
import { heldUntil, strangersCause } from './cap.js';
import type { Chase } from '../kinds/chase.js';
import { chaseOf, holdMs, isRungFor } from './chase-of.js';
import { circleOf, partnerTeam, type Circle } from './circle.js';
import { factsOf } from '../rows/facts.js';
import { Notice } from '../rows/notice.entity.js';
import { hold, NoticeRows, type Draft } from '../rows/notice-rows.js';
import { owedFor, type Owed } from '../kinds/occasions.js';
import { staffAddresses } from './staff-addressees.js';

interface Told {
  owed: Owed;
  addresses: Address[];
}

/** Event → notices owed, as rows in the event's own transaction (promise P4). Planning an event again changes nothing. */
@Injectable()
export class NoticePlanner implements OnModuleInit {
  constructor(
    private readonly tallies: Tallies,
    private readonly history: History,
    private readonly catalogue: Catalogue,
    private readonly rows: NoticeRows,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.plan(event, context));
  }

  async plan(event: HistoryEvent, context: CaseContext): Promise<void> {
    // the row on the board is always raised; who gets a mail, and when, is the ladder's to say
    if (event.type === 'OVERDUE') await raiseAlert(event, context);
    // an erased case has nothing left to seal an address with
    if (context.file.erasedAt !== null) return;
    const chase = await chaseOf(event, context, this.catalogue);
    const owed = owedFor(event, context.file, chase);
    if (owed.length === 0) return;
    const circle = owed.some(({ to }) => to !== 'CITIZEN') ? await this.circle(event, context) : undefined;
    const told: Told[] = [];
    for (const one of owed)
      told.push({ owed: one, addresses: await this.addresses(one, event, context, circle) });
    const drafts = await this.drafts(told, event, context, { chase, circle });
    if (drafts.length === 0) return;
    const about = aboutCase(context);
    const rows: Notice[] = [];
    for (const draft of drafts) rows.push(await this.rows.make(draft, about));
    if (strangersCause(event)) await this.cap(rows.filter((_row, at) => drafts[at]!.owed.to === 'CITIZEN'));
    await this.rows.store(context.manager, rows, !chase || isRungFor(chase));
  }

  private circle({ facts }: HistoryEvent, { manager, file }: CaseContext): Promise<Circle> {
    const about = {
      file,
      catalogue: this.catalogue,
      today: taipeiDate(this.time.now()),
      acting: facts.unit,
    };
    return circleOf(manager, about, [facts.partner]);
  }

  private async addresses(
    { to, channels, kind, once }: Owed,
    event: HistoryEvent,
    context: CaseContext,
    circle?: Circle,
  ): Promise<Address[]> {
    const { manager, file } = context;
    if (once && (await manager.existsBy(Notice, { caseId: file.id, kind }))) return [];
    if (to !== 'CITIZEN') {
      const staff = staffAddresses(to, event, circle!);
      return staff ? mailTo(staff) : [];
    }
    // whoever an imported case is about never asked us and has no lookup code
    if (file.origin === 'IMPORTED') return [];
    const petitioner = await context.petitioner();
    const address = petitioner && channels !== 'MAIL' ? addressOf(channels, petitioner) : undefined;
    return address ? [address] : [];
  }

  private async drafts(
    told: Told[],
    event: HistoryEvent,
    context: CaseContext,
    { chase, circle }: { chase?: Chase | undefined; circle?: Circle | undefined },
  ): Promise<Draft[]> {
    if (told.every(({ addresses }) => addresses.length === 0)) return [];
    const facts = await factsOf(event, context, this.catalogue);
    const occasion = chase?.occasion ?? String(event.seq);
    const hold = chase ? holdMs(chase, this.time.now(), this.settings.DIGEST_SECONDS * 1_000) : 0;
    // a team opens a referral, not the case
    const team = new Set(chase && circle ? partnerTeam(circle, partnerOf(circle)) : []);
    return told.flatMap(({ owed, addresses }) =>
      addresses.map((address) => ({
        ...{ owed, address, occasion, holdMs: hold },
        facts: team.has(address.to) ? { ...facts, door: 'referrals' } : facts,
      })),
    );
  }

  private async cap(rows: Notice[]): Promise<void> {
    const going = rows.filter(({ state }) => state === 'PENDING');
    const hashes = going.map(({ recipientHash }) => recipientHash);
    const until = await heldUntil(this.tallies, hashes, this.settings.MESSAGES_PER_RECIPIENT_DAY);
    if (until !== null) for (const row of going) hold(row, until);
  }
}

/** The unit that must act, where it is not the case's own. */
const partnerOf = ({ acting, file }: Circle): string | undefined =>
  acting === file.unitId ? undefined : acting;
