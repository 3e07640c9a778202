import { NoticeSender } from '@app/notices';
import { Catalogue } from '@app/catalogue';
import { Heartbeats, Rings, SETTINGS, type Settings } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';

/** The worker's day: it answers rings at once, and every SWEEP_SECONDS (a minute) looks for what the bell forgot. */
@Injectable()
export class Rounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Rounds');
  private timer?: NodeJS.Timeout;
  private round?: Promise<void>;

  constructor(
    private readonly timers: TimerRunner,
    private readonly notices: NoticeSender,
    private readonly rings: Rings,
    private readonly catalogue: Catalogue,
    private readonly heartbeats: Heartbeats,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timers.start();
    await this.rings.listen();
    this.goRound();
    this.timer = setInterval(() => this.goRound(), this.settings.SWEEP_SECONDS * 1_000);
  }

  /** Never two at once, and none piles up behind a slow one; a failing step does not stop the others. */
  private goRound(): void {
    this.round ??= this.oneRound().finally(() => (this.round = undefined));
  }

  private async oneRound(): Promise<void> {
    await this.step('catalogue', () => this.catalogue.refresh());
    await this.step('timers', () => this.timers.sweep());
    await this.step('notices', () => this.notices.sweep());
    await this.step('heartbeat', () => this.heartbeats.beat('worker'));
  }

  private async step(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(`sweep of ${name} failed: ${String(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }
}
