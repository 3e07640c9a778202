/** A larger difference is not drift. */
export const TOLERANCE_MS = 2_000;
/** A lasting jump is accepted after at least this long. */
const SHORTEST_DOUBT_MS = 60_000;

export type Verdict = 'agrees' | 'doubted' | 'believed';

interface Point {
  instant: number;
  uptime: number;
}

/**
 * The time that a process trusts: readings of a clock that can be set (the host's, or the database server's), checked
 * against one that cannot (uptime). A reading more than 2 s from the one expected by uptime is doubted, and time
 * continues as if it had not jumped. It is accepted once it has lasted: a jump back after a minute, a jump ahead only
 * after as long as its size, because what fires too early cannot be undone. All values in ms.
 */
export class TrustedTime {
  private anchor?: Point;
  private doubt?: { off: number; since: number };

  /** True from the first reading on, except while a reading is doubted. */
  get sane(): boolean {
    return this.anchor !== undefined && this.doubt === undefined;
  }

  /** Difference of the last reading from the expected one, ms; 0 when they agreed. */
  get offMs(): number {
    return this.doubt?.off ?? 0;
  }

  /** Trusted epoch time at an uptime. Undefined before the first reading. */
  at(uptime: number): number | undefined {
    return this.anchor && this.anchor.instant + uptime - this.anchor.uptime;
  }

  /** Takes a reading that was made at `uptime`. */
  observe(instant: number, uptime: number): Verdict {
    const off = instant - (this.at(uptime) ?? instant);
    if (Math.abs(off) <= TOLERANCE_MS) return this.settle('agrees', { instant, uptime });
    const same = this.doubt && Math.abs(this.doubt.off - off) <= TOLERANCE_MS;
    const since = same ? this.doubt!.since : uptime;
    if (uptime - since >= Math.max(SHORTEST_DOUBT_MS, off))
      return this.settle('believed', { instant, uptime });
    this.doubt = { off, since };
    return 'doubted';
  }

  private settle(verdict: Verdict, anchor: Point): Verdict {
    this.anchor = anchor;
    this.doubt = undefined;
    return verdict;
  }
}
