import {
  heldIn,
  findRows,
  inList,
  insertRows,
  newId,
  Reader,
  sql,
  TimeSource,
  UnitOfWork,
  updateRow,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { KnowledgeEntry, KnowledgeShelf } from './entry.entity.js';
import { readFaq, type FaqEntry } from './faq-file.js';

/** Entries written in one transaction. */
const AT_ONCE = 100;

export interface FaqImported {
  added: number;
  changed: number;
  retired: number;
  unchanged: number;
}

/** Makes a shelf hold what a file holds. Done twice it is done once; an interrupted import is completed by the next. */
@Injectable()
export class FaqImport {
  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
  ) {}

  /** Throws FaqFileError, and then nothing has changed. */
  async run(shelf: string, content: string): Promise<FaqImported> {
    const entries = readFaq(content);
    const total: FaqImported = { added: 0, changed: 0, retired: 0, unchanged: 0 };
    const add = (part: Partial<FaqImported>) =>
      Object.entries(part).forEach(([name, count]) => (total[name as keyof FaqImported] += count));
    for (let from = 0; from < entries.length; from += AT_ONCE)
      add(
        await this.write(shelf, (manager) => this.keep(manager, shelf, entries.slice(from, from + AT_ONCE))),
      );
    const gone = await this.goneFrom(shelf, new Set(entries.map(({ number }) => number)));
    for (let from = 0; from < gone.length; from += AT_ONCE)
      add(await this.write(shelf, (manager) => this.retire(manager, gone.slice(from, from + AT_ONCE))));
    return total;
  }

  /** One import at a time writes to a shelf; its version changes with its entries. */
  private write(
    shelf: string,
    change: (manager: EntityManager) => Promise<Partial<FaqImported>>,
  ): Promise<Partial<FaqImported>> {
    return this.work.run(async (manager) => {
      const version = newId(this.time.now());
      await insertRows(manager, KnowledgeShelf, [{ id: shelf, version }], { ifAbsent: true });
      await findRows(manager, KnowledgeShelf, `WHERE id = $1 ${heldIn(manager)}`, [shelf]);
      const { unchanged = 0, ...counts } = await change(manager);
      const isChanged = Object.values(counts).some((count) => count > 0);
      if (isChanged) await manager.update(KnowledgeShelf, { id: shelf }, { version });
      return { unchanged, ...counts };
    });
  }

  private async keep(
    manager: EntityManager,
    shelf: string,
    entries: FaqEntry[],
  ): Promise<Partial<FaqImported>> {
    const at = this.time.now();
    const numbers = inList(
      'number',
      entries.map(({ number }) => number),
    );
    const known = await findRows(manager, KnowledgeEntry, sql`WHERE shelf = ${shelf} AND ${numbers}`);
    const before = new Map(known.map((entry) => [entry.number, entry]));
    const added = entries.filter(({ number }) => !before.has(number));
    await insertRows(
      manager,
      KnowledgeEntry,
      added.map((entry) => ({ id: newId(at), shelf, ...entry, retiredAt: null })),
    );
    let changed = 0;
    for (const entry of entries) {
      const old = before.get(entry.number);
      if (old && (await updateRow(manager, KnowledgeEntry, old, { ...old, ...entry, retiredAt: null })))
        changed++;
    }
    return { added: added.length, changed, unchanged: entries.length - added.length - changed };
  }

  private async goneFrom(shelf: string, present: ReadonlySet<string>): Promise<string[]> {
    const stored = await this.reader.ask<{ id: string; number: string }>(
      sql`SELECT id, number FROM knowledge_entry WHERE shelf = ${shelf} AND "retiredAt" IS NULL`,
    );
    return stored.filter(({ number }) => !present.has(number)).map(({ id }) => id);
  }

  private async retire(manager: EntityManager, ids: string[]): Promise<Partial<FaqImported>> {
    const found = await findRows(
      manager,
      KnowledgeEntry,
      sql`WHERE ${inList('id', ids)} AND "retiredAt" IS NULL`,
    );
    const retiredAt = this.time.now();
    for (const entry of found) await updateRow(manager, KnowledgeEntry, entry, { ...entry, retiredAt });
    return { retired: found.length };
  }
}
