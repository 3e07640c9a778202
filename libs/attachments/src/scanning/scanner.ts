/** What a scanner said of a file. */
export type Verdict = { state: 'CLEAN' } | { state: 'INFECTED'; name: string };

/** Thrown where there is no verdict: the scanner is away, or did not understand. It is asked again later. */
export class ScannerAwayError extends Error {}

/** Looks for harmful content. Every implementation passes test/contracts/scanners.spec.ts. */
export abstract class Scanner {
  /** Throws `ScannerAwayError`. */
  abstract scan(content: AsyncIterable<Uint8Array>): Promise<Verdict>;
}
