import { post } from './client.js';
import type { House } from './house.js';
import { between, chances } from './seed.js';

/** Citizens who look how far their case is: any case that somebody was told of must open. */
export class Looks {
  private readonly chance: () => number;

  constructor(
    private readonly house: House,
    seed: number,
  ) {
    this.chance = chances(seed);
  }

  /** One look at one acknowledged case; returns the milliseconds it took. */
  async one(): Promise<number> {
    const { ledger, url } = this.house;
    const key = ledger.keys[between(this.chance, 0, ledger.keys.length - 1)];
    if (key === undefined) return 0;
    const { caseNumber, lookupCode } = ledger.cases.get(key)!;
    const begun = performance.now();
    const { status } = await post(url, {
      path: '/progress',
      body: { caseNumber, lookupCode },
      key: `${key}-look`,
    });
    ledger.reads++;
    if (status !== 200) ledger.wrong.push(`a look at ${caseNumber} was answered ${status}`);
    return performance.now() - begun;
  }
}
