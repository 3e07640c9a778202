import { NewestEvents } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** What no event tells of shows after this time: an absence that begins, a date that passes. Milliseconds. */
const AT_MOST_MS = 3_000;
/** How many are kept; when there are more, all are dropped. */
const MOST = 2_000;

interface Kept {
  mark: string;
  at: number;
  numbers: Promise<unknown>;
}

/**
 * The numbers that stand on each page of the desk, counted again only after something happened on a case (decision
 * 0030), so that a person who acts sees her act counted.
 */
@Injectable()
export class KeptNumbers {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly newest: NewestEvents,
    private readonly time: TimeSource,
  ) {}

  /** `what`: tells apart the numbers of one person. What fails is not kept. */
  async of<T>(actor: StaffActor, what: string, count: () => Promise<T>): Promise<T> {
    const { id, organisationId, unitId, roles } = actor;
    const key = JSON.stringify([what, id, organisationId, unitId, roles]);
    // read before they are counted: what happens meanwhile makes them old
    const mark = await this.newest.mark();
    const at = this.time.now();
    const known = this.kept.get(key);
    if (known && known.mark === mark && Math.abs(at - known.at) < AT_MOST_MS)
      return known.numbers as Promise<T>;
    const numbers = count();
    this.keep(key, { mark, at, numbers });
    numbers.catch(() => this.kept.delete(key));
    return numbers;
  }

  private keep(key: string, kept: Kept): void {
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(key, kept);
  }
}
