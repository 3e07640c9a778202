import { CaseLists, SavedFilters } from '@app/lookups';
import { SavedLists, type SavedList } from '@app/lists';
import { may, type StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';
import type { SavedEntry } from './saved-menu.view.js';

/** How many lists are counted at each page; the others are shown without their number. */
const COUNTED_LISTS = 10;

/** The lists of a person for menus, with how many cases are in each. */
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
    return Promise.all(
      all.map(async (one, at) => ({
        ...{ id: one.id, name: one.name, byOther: one.staffId !== actor.id },
        count: counted && at < COUNTED_LISTS ? await this.count(actor, one) : undefined,
      })),
    );
  }

  private async count(actor: StaffActor, { filters }: SavedList): Promise<number> {
    const { query } = await this.filters.today(actor, filters);
    return this.lists.count(actor, query);
  }
}
