import { CaseLists, COUNTED, type ListedCase } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';

/** Cases that no one has begun with, what is due first; their number up to `COUNTED`. */
export interface Untouched {
  cases: ListedCase[];
  total: number;
  most: number;
}

/** The queue of cases that no one has begun with, as a column of the board. */
@Injectable()
export class UntouchedCases {
  constructor(private readonly lists: CaseLists) {}

  async show(actor: StaffActor): Promise<Untouched> {
    const [{ cases }, counts] = await Promise.all([
      this.lists.list(actor, { queue: 'untouched' }),
      this.lists.counts(actor, ['untouched']),
    ]);
    return { cases, total: counts.get('untouched') ?? 0, most: COUNTED };
  }
}
