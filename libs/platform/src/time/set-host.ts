import type { HostTime } from './host-time.js';

/** A machine whose time moves only by `pass`, and whose wall clock can be set; for tests. */
export class SetHost implements HostTime {
  readonly boot = 'set-host';
  private passed = 1_000_000;

  constructor(private wallAtStart: number) {}

  wall = (): number => this.wallAtStart + this.passed;
  monotonic = (): number => this.passed;
  uptime = (): number => this.passed;

  /** Time passes on all clocks. */
  pass(ms: number): void {
    this.passed += ms;
  }

  /** Sets the wall clock. */
  jump(ms: number): void {
    this.wallAtStart += ms;
  }
}
