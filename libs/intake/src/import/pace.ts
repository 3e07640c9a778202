const MOST_ROWS = 200;
const LEAST_ROWS = 10;
const LONGEST_MS = 50;

/** How many rows go into one transaction: at most 200, fewer where that blocks other writers too long. */
export class Pace {
  rows = MOST_ROWS / 2;

  note(rows: number, ms: number): void {
    if (ms > LONGEST_MS * 0.8) this.rows = Math.max(LEAST_ROWS, Math.floor(this.rows * 0.6));
    else if (rows >= this.rows && ms < LONGEST_MS * 0.4)
      this.rows = Math.min(MOST_ROWS, Math.ceil(this.rows * 1.2));
  }
}
