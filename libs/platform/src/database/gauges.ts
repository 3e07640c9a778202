import { Injectable } from '@nestjs/common';

/** By name. Ages in seconds; null where there is nothing to measure. */
export type Readings = Record<string, number | null>;

/** Measured values for operators. Each room offers those of its own tables; health and metrics show them. */
@Injectable()
export class Gauges {
  private readonly offered: (() => Promise<Readings>)[] = [];

  /** `read`: a few short queries, run at each request of health or metrics. */
  offer(read: () => Promise<Readings>): void {
    this.offered.push(read);
  }

  /** Throws when two rooms offer the same name. */
  async read(): Promise<Readings> {
    const found = (await Promise.all(this.offered.map((read) => read()))).flatMap(Object.entries);
    const all = Object.fromEntries(found) as Readings;
    if (found.length > Object.keys(all).length) throw new Error('two gauges have the same name');
    return all;
  }
}

/** An age in milliseconds as a reading. */
export const inSeconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1_000));
