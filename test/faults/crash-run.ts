import type { Role } from './app-process.js';
import { crashDuring, crashesOf, JOURNEYS, type Crash, type Passes } from './crashes.js';
import { House, type HouseOptions } from './house.js';
import { Journeys } from './journey.js';
import { chances, newSeed } from './seed.js';
import { codesOpen, judge } from './verdict.js';

/** One house, journeys all the way, and one process that dies at each of its points in turn; judged at the end. */
export class CrashRun {
  readonly seed = newSeed();
  readonly crashes: Crash[];
  private house: House;
  private journeys: Journeys;

  constructor(
    readonly role: Role,
    passes: Passes,
  ) {
    this.crashes = crashesOf(role, passes, chances(this.seed));
  }

  async open(options: HouseOptions = {}): Promise<void> {
    this.house = await House.open(options);
    await Promise.all([this.house.start('web'), this.house.start('worker')]);
    this.journeys = new Journeys(this.house, this.seed);
  }

  /** Gives back the signal that ended the process: SIGKILL, its own, when it came to the point. */
  suffer(crash: Crash): Promise<NodeJS.Signals | null> {
    return crashDuring(this.house, this.journeys, crash);
  }

  /** Every fault found, and how many cases there should be. Prints what was counted. */
  async verdict(): Promise<string[]> {
    const { faults, counts } = await judge(this.house);
    process.stdout.write(`${this.role} crashes, seed ${this.seed}: ${JSON.stringify(counts)}\n`);
    const shut = await codesOpen(this.house);
    const cases = this.crashes.length * JOURNEYS;
    return [
      ...faults,
      ...shut.map((number) => `the code of ${number} no longer opens it`),
      ...(counts['cases'] === cases ? [] : [`${counts['cases']} cases instead of ${cases}`]),
    ];
  }

  close(): Promise<void> {
    return this.house.close();
  }
}
