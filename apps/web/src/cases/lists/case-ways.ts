import { CaseNeighbours, queueOf, type Neighbours, type QueueName } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Problem } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { fromOf, listIn, type FromList } from './case-way.js';

/** The list that a case was opened from, and what stands around the case there. */
export interface Way {
  query: FromList & { cursor: string; queue: QueueName };
  around: Neighbours;
}

@Injectable()
export class CaseWays {
  constructor(private readonly neighbours: CaseNeighbours) {}

  /** Undefined where the case was not opened from a list, or from one that is no longer there. */
  async of(actor: StaffActor, back: string | undefined): Promise<Way | undefined> {
    const asked = listIn(fromOf(back));
    if (!asked) return undefined;
    const query = { ...asked, queue: queueOf(asked as Parameters<typeof queueOf>[0]) };
    try {
      return { query, around: await this.neighbours.of(actor, query) };
    } catch (error) {
      if (error instanceof Problem && error.kind === 'INVALID') return undefined;
      throw error;
    }
  }
}
