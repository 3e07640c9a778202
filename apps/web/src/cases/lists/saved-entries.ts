import { CaseLists, SavedFilters } from '@app/lookups';
import { MOST_LISTS, SavedLists, type SavedList } from '@app/lists';
import { may, type StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';
import type { SavedEntry } from './saved-menu.view.js';

/** The lists of a person for menus, with how many cases are in each: as many lists as one can save are counted. */
@Injectable()
export class SavedEntries {
  constructor(
    private readonly saved: SavedLists,
    private readonly filters: SavedFilters,
    private readonly lists: CaseLists,
  ) {}

  async of(actor: StaffActor, { counted = true } = {}): Promise<SavedEntry[]> {
    if (!may(actor, 'read-cases')) return [];
    const all = await this.saved.of(actor);
    const counts = counted ? await this.counts(actor, all.slice(0, MOST_LISTS)) : [];
    return all.map((one, at) => ({
      ...{ id: one.id, name: one.name, byOther: one.staffId !== actor.id },
      count: counts[at],
    }));
  }

  private async counts(actor: StaffActor, lists: readonly SavedList[]): Promise<number[]> {
    const queries = await Promise.all(
      lists.map(async ({ filters }) => (await this.filters.today(actor, filters)).query),
    );
    return this.lists.countEach(actor, queries);
  }
}
