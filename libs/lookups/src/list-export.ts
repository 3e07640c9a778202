import { CaseReader } from '@app/cases';
import { staffWho, type Actor, type StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';
import { CaseLists, type ListedCase } from './case-list.js';
import type { CaseQuery } from './case-query.js';
import { masked, type MaskedContact } from './masked.js';

export type ExportedRow = ListedCase & { contact: MaskedContact | null };

export interface ExportedPage {
  rows: ExportedRow[];
  /** The list goes on, and is not written out further. */
  more: boolean;
}

/** A list is written out to its first cases, in its order. */
export const EXPORTED_MOST = 5_000;
const AT_ONCE = 200;

/** The cases of a list with the contact masked, page by page, so that each read is short. */
@Injectable()
export class ListExport {
  constructor(
    private readonly lists: CaseLists,
    private readonly reader: CaseReader,
  ) {}

  /** Who may export; anyone else gets NOT_FOUND. */
  check(actor: Actor): StaffActor {
    return staffWho(actor, 'export-cases');
  }

  async *pages(
    actor: StaffActor,
    query: CaseQuery,
    most: number = EXPORTED_MOST,
  ): AsyncGenerator<ExportedPage> {
    this.check(actor);
    let cursor = query.cursor;
    for (let written = 0; written < most; written += AT_ONCE) {
      const size = Math.min(AT_ONCE, most - written);
      const { cases, next } = await this.lists.list(actor, { ...query, cursor }, size);
      const more = next !== null && written + size >= most;
      yield { rows: await Promise.all(cases.map((one) => this.withContact(one))), more };
      if (next === null) return;
      cursor = next;
    }
  }

  /** Of the numbers those that the actor sees, in that order. */
  async *chosen(actor: StaffActor, numbers: readonly string[]): AsyncGenerator<ExportedPage> {
    this.check(actor);
    for (const q of numbers) {
      const { cases } = await this.lists.list(actor, { queue: 'all', q });
      const [found] = cases.filter(({ caseNumber }) => caseNumber === q);
      if (found) yield { rows: [await this.withContact(found)], more: false };
    }
  }

  private async withContact(listed: ListedCase): Promise<ExportedRow> {
    const petitioner = await this.reader.petitioner(listed.id);
    return { ...listed, contact: petitioner && masked(petitioner) };
  }
}
