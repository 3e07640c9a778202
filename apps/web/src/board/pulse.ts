/** A look may take up this share of the time and no more, however much there is to do. */
const REST_FOR_WORK = 3;
/** Those who arrive at the same moment are looked after together. */
const GATHER_MS = 20;

/** Does one thing again and again while it is wanted, never twice at once; may be woken before its time. */
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
