import { History, type CaseContext, type HistoryEvent } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { SETTINGS, Tallies, TimeSource, type Settings } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { aboutCase } from '../rows/about.js';
import { raiseAlert } from '../rows/alerts.js';
import { NoticeRows } from '../rows/notice-rows.js';
import { withAddresses } from './addresses.js';
import { withinCap } from './cap.js';
import { isRungFor, withChase } from './chase-of.js';
import { withCircle } from './circle.js';
import { withDrafts } from './drafts.js';
import { whoIsOwed } from './who-is-owed.js';
import { withAsked, withholdChase } from './taken-back.js';

/** Event → notices owed, as rows in the event's own transaction. Planning an event again changes nothing. */
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
    // the alert on the board is always raised; who gets a mail, and when, is for the ladder to say
    if (event.type === 'OVERDUE') await raiseAlert(event, context);
    // an erased case has nothing left to seal an address with
    if (context.file.erasedAt !== null) return;
    const { DIGEST_SECONDS, MESSAGES_PER_RECIPIENT_DAY } = this.settings;
    const happened = { event, context, catalogue: this.catalogue, now: this.time.now() };
    const so = await withAsked(await withChase(happened));
    await withholdChase(so);
    const addressed = await withAddresses(await withCircle(whoIsOwed(so)));
    const { drafts, chase } = await withDrafts(addressed, DIGEST_SECONDS * 1_000);
    const made = await this.rows.make(drafts, aboutCase(context));
    const rows = await withinCap(
      made,
      { event, file: context.file },
      this.tallies,
      MESSAGES_PER_RECIPIENT_DAY,
    );
    await this.rows.store(context.manager, rows, !chase || isRungFor(chase));
  }
}
