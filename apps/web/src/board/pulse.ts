/** Pause after a run as a multiple of its duration, which limits the share of time used. */
const REST_FOR_WORK = 3;
/** Users who arrive within this time are served by one run. */
const GATHER_MS = 20;

/** Repeats a task while it is needed, never twice at once; can be triggered early. */
export class Pulse {
  private timer: NodeJS.Timeout | undefined;
  private busy = false;
  private woken = false;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly wanted: () => boolean,
    private readonly everyMs: number,
  ) {}

  wake(): void {
    this.woken = true;
    if (!this.busy) this.restIn(GATHER_MS);
  }

  private restIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.beat(), ms);
  }

  private async beat(): Promise<void> {
    this.busy = true;
    this.woken = false;
    const start = performance.now();
    await this.work();
    const took = performance.now() - start;
    this.busy = false;
    if (this.wanted()) this.restIn(this.woken ? GATHER_MS : Math.max(this.everyMs, REST_FOR_WORK * took));
  }
}
