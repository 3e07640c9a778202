import { hostTime, type HostTime } from './host-time.js';

/** The one clock of a process. Rooms never read the time from the air: it is handed to them. */
export abstract class Clock {
  /** False while this process has reason to doubt its time: nothing that is due may take effect. */
  abstract readonly sane: boolean;
  /** Epoch milliseconds. */
  abstract now(): number;
}

/**
 * Time of the host until a `ClockWatch` steers it: from then on the instant last found right, carried forward by the
 * monotonic clock, so that a host clock that jumps moves nothing before the watch has judged the jump.
 */
export class SystemClock extends Clock {
  private base?: { instant: number; monotonic: number };
  private doubted = false;

  constructor(private readonly host: HostTime = hostTime) {
    super();
  }

  override get sane(): boolean {
    return !this.doubted;
  }

  override now(): number {
    if (!this.base) return this.host.wall();
    return Math.floor(this.base.instant + this.host.monotonic() - this.base.monotonic);
  }

  /** Said by the watch: what time it is now, and whether that can be relied on. */
  steer(instant: number, sane: boolean): void {
    this.base = { instant, monotonic: this.host.monotonic() };
    this.doubted = !sane;
  }
}

/** A clock that moves only when told; for tests and for the demonstration desk's past. */
export class SetClock extends Clock {
  override sane = true;

  constructor(private instant: number) {
    super();
  }

  override now(): number {
    return this.instant;
  }

  set(instant: number): void {
    this.instant = instant;
  }

  forward(ms: number): void {
    this.instant += ms;
  }
}
