import { Orphans, Scans } from '@app/attachments';
import { Erasing, Recount } from '@app/cases';
import { ErasedNotices, HolidayMail, NoticeSender } from '@app/notices';
import { Mornings } from '@app/morning';
import { Catalogue } from '@app/catalogue';
import { Retention } from '@app/rights';
import { TimeWatch, Heartbeats, Housekeeping, Rings, SETTINGS, type Settings } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Watchdog } from './watchdog.js';

/**
 * Work of the worker: it answers rings at once, and every SWEEP_SECONDS (a minute) sweeps for rows whose ring was
 * lost.
 */
@Injectable()
export class Rounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Rounds');
  private timer?: NodeJS.Timeout;
  private round?: Promise<void>;
  private closing = false;

  constructor(
    private readonly timers: TimerRunner,
    private readonly notices: NoticeSender,
    private readonly holidays: HolidayMail,
    private readonly mornings: Mornings,
    private readonly rings: Rings,
    private readonly catalogue: Catalogue,
    private readonly recount: Recount,
    private readonly scans: Scans,
    private readonly orphans: Orphans,
    private readonly erasing: Erasing,
    private readonly erased: ErasedNotices,
    private readonly retention: Retention,
    private readonly heartbeats: Heartbeats,
    private readonly housekeeping: Housekeeping,
    private readonly watch: TimeWatch,
    private readonly watchdog: Watchdog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timers.start();
    await this.watch.start('worker');
    await this.rings.listen();
    this.watchdog.start();
    this.goRound();
    this.timer = setInterval(() => this.goRound(), this.settings.SWEEP_SECONDS * 1_000);
  }

  /** Rounds never overlap or queue up behind a slow one; a failing step does not stop the others. */
  private goRound(): void {
    this.round ??= this.rounds().finally(() => (this.round = undefined));
  }

  /** If a sweep ran out of time, the next round follows at once, so that the other steps get their turn in between. */
  private async rounds(): Promise<void> {
    do await this.oneRound();
    while ((this.timers.behind || this.notices.behind) && !this.closing);
  }

  private async oneRound(): Promise<void> {
    await this.step('catalogue', () => this.catalogue.refresh());
    await this.step('calendar', () => this.recount.look());
    await this.step('long holidays', () => this.holidays.arm());
    await this.step('mornings', () => this.mornings.arm());
    const swept = await this.step('timers', () => this.timers.sweep());
    await this.step('notices', () => this.notices.sweep());
    await this.step('files to scan', () => this.scans.sweep());
    await this.step('files without a row', () => this.orphans.sweep());
    await this.step('what may be forgotten', () => this.housekeeping.sweep());
    await this.step('cases erased in a backup', () => this.erasing.finishRestored());
    await this.step('retention periods', () => this.retention.sweep());
    await this.step('messages of erased cases', () => this.erased.sweep());
    if (swept) await this.step('heartbeat', () => this.heartbeats.mark('sweep'));
  }

  /** False when it failed. */
  private async step(name: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.log.error(`sweep of ${name} failed: ${String(error)}`);
      return false;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearInterval(this.timer);
    await this.round;
  }
}
