import { hostTime, type HostTime } from './host-time.js';

/**
 * The time of a process, injected once; rooms never ask the host. Not to be confused with a `Clock`: one promise of
 * one case.
 */
export abstract class TimeSource {
  /** False while this process does not trust its time: then no timer may fire. */
  abstract readonly sane: boolean;
  /** Epoch milliseconds. */
  abstract now(): number;
}

/**
 * Time of the host until a `TimeWatch` sets it: from then on the last trusted instant, carried forward by the monotonic
 * clock, so that a jump of the host's clock has no effect before the watch has checked it.
 */
export class SystemTime extends TimeSource {
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

  /** Called by the watch: the time now, and whether it is trusted. */
  steer(instant: number, sane: boolean): void {
    this.base = { instant, monotonic: this.host.monotonic() };
    this.doubted = !sane;
  }
}

/** A time that moves only when set; for tests and for the demonstration desk's past. */
export class SetTime extends TimeSource {
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
