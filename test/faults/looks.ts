import { setImmediate as aTurn } from 'node:timers/promises';
import { post } from './client.js';
import type { System } from './system.js';
import { between, chances } from './seed.js';

/** Citizens who look up their cases: every acknowledged case must open. */
export class Looks {
  private readonly chance: () => number;

  constructor(
    private readonly system: System,
    seed: number,
  ) {
    this.chance = chances(seed);
  }

  /** One look-up of an acknowledged case; returns its duration, ms. */
  async one(): Promise<number> {
    const { ledger, url } = this.system;
    const key = ledger.keys[between(this.chance, 0, ledger.keys.length - 1)];
    if (key === undefined) {
      // nothing acknowledged yet; without a turn of the event loop nothing ever would be
      await aTurn();
      return 0;
    }
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
