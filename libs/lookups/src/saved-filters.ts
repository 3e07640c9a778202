import { Staff, type StaffActor } from '@app/people';
import { parseInput, Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { caseQuery, type CaseQuery } from './case-query.js';
import { ListLooks } from './list-looks.js';

/** `GONE`: the value is not known any more, so the list is not narrowed by it. `LEFT`: a person who has left. */
export interface LostFilter {
  field: string;
  how: 'GONE' | 'LEFT';
}

/** The filters of a list that was saved some time ago, as far as their values still exist. */
@Injectable()
export class SavedFilters {
  constructor(
    private readonly reader: Reader,
    private readonly looks: ListLooks,
  ) {}

  async today(
    actor: StaffActor,
    saved: Readonly<Record<string, string>>,
  ): Promise<{ query: CaseQuery; lost: LostFilter[] }> {
    const isReadable = ([name, value]: [string, string]) => caseQuery.safeParse({ [name]: value }).success;
    const readable = Object.entries(saved).filter(isReadable);
    const query = Object.fromEntries(readable) as CaseQuery;
    const faults = await this.looks.faults(actor, parseInput(caseQuery, query));
    const unreadable = Object.entries(saved).filter((one) => !isReadable(one));
    const gone = [...unreadable.map(([name]) => name), ...faults.map(({ field }) => field)];
    const left = gone.includes('handler') ? [] : await this.left(saved['handler']);
    const kept = readable.filter(([name]) => !gone.includes(name));
    const lost = [...gone.map((field) => ({ field, how: 'GONE' as const })), ...left];
    return { query: Object.fromEntries(kept), lost };
  }

  private async left(handler: string | undefined): Promise<LostFilter[]> {
    if (handler === undefined) return [];
    const isActive = await this.reader.repository(Staff).existsBy({ id: handler, active: true });
    return isActive ? [] : [{ field: 'handler', how: 'LEFT' }];
  }
}
