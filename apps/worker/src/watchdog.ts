import { TimeSource, Rings } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { Inject, Injectable, Logger, Optional, type BeforeApplicationShutdown } from '@nestjs/common';

const LOOK_MS = 30_000;
const DUE_TOO_LONG_MS = 90_000;
const TRIES = 3;
/** Ends the process; the launcher starts it again. */
const END_PROCESS = Symbol('end process');

/**
 * Checks whether this worker still receives rings and fires timers. A lost connection is reopened; after three such
 * attempts the process ends, and the launcher starts a new one.
 */
@Injectable()
export class Watchdog implements BeforeApplicationShutdown {
  private readonly log = new Logger('Watchdog');
  private readonly end: () => void;
  private timer?: NodeJS.Timeout;
  private tries = 0;

  constructor(
    private readonly rings: Rings,
    private readonly timers: TimerRunner,
    private readonly time: TimeSource,
    @Optional() @Inject(END_PROCESS) end?: () => void,
  ) {
    this.end = end ?? (() => process.exit(1));
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async look(): Promise<void> {
    try {
      const trouble = await this.trouble();
      if (trouble) await this.mend(trouble);
      else if (trouble === undefined) this.tries = 0;
    } catch (error) {
      this.log.warn(`watchdog could not check: ${String(error)}`); // the database is unavailable: a new connection to Redis would not help
    }
  }

  /** Describes what is wrong; null when it is too early to say, undefined when all is well. */
  private async trouble(): Promise<string | null | undefined> {
    const reception = await this.rings.probe();
    if (reception === 'lost') return 'no ring was received for a minute';
    if (await this.stuck()) return 'timers are due for more than 90 s and none fires';
    return reception === 'unknown' ? null : undefined;
  }

  /** Whether timers are due and none fires; not during a catch-up, nor while the clock is doubted. */
  private async stuck(): Promise<boolean> {
    if (!this.time.sane || this.timers.idleMs() < DUE_TOO_LONG_MS) return false;
    return ((await this.timers.oldestDueAge()) ?? 0) > DUE_TOO_LONG_MS;
  }

  private async mend(trouble: string): Promise<void> {
    this.tries += 1;
    if (this.tries > TRIES) {
      this.log.fatal(
        `${trouble}; ${TRIES} new connections did not help: this worker ends and is started again`,
      );
      return this.end();
    }
    this.log.error(`${trouble}: connecting to Redis again (${this.tries} of ${TRIES})`);
    await this.rings.reopen();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
