import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** A case whose creation was acknowledged to a client. */
export interface Acknowledged {
  /** The submit's idempotency key. */
  key: string;
  caseNumber: string;
  lookupCode: string;
  /** Its journey is complete: every step was acknowledged. */
  finished: boolean;
}

/** The load generator's own record of acknowledgements: each entry is on disk before the next request is sent. */
export class Ledger {
  readonly cases = new Map<string, Acknowledged>();
  /** Keys of `cases`, in order. */
  readonly keys: string[] = [];
  /** Number of successful look-ups of acknowledged cases. */
  reads = 0;
  /** Wrong answers. */
  readonly wrong: string[] = [];
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  opened(key: string, { caseNumber, lookupCode }: { caseNumber: string; lookupCode: string }): void {
    const known = this.cases.get(key);
    if (known && (known.caseNumber !== caseNumber || known.lookupCode !== lookupCode))
      this.wrong.push(`key ${key} gave ${known.caseNumber} first and ${caseNumber} later`);
    if (!known) this.keys.push(key);
    this.cases.set(key, { key, caseNumber, lookupCode, finished: false });
    this.write({ key, caseNumber });
  }

  finished(key: string): void {
    this.cases.get(key)!.finished = true;
    this.write({ key, finished: true });
  }

  private write(entry: object): void {
    writeSync(this.file, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }
}
