import { setImmediate } from 'node:timers/promises';
import { staffWho, type Actor } from '@app/people';
import { notFound, Reader, sql, Turns } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { EntryIndex } from './entry-index.js';
import { KnowledgeEntry, KnowledgeShelf, SHARED } from './entry.entity.js';

/** How many entries are shown beside a call. */
const MOST_FOUND = 5;
/** Characters of a text that are looked for; a summary is shorter. */
const MOST_TYPED = 500;
/** Rows read and indexed at once, so that other requests are answered meanwhile. */
const AT_ONCE = 200;

interface Loaded {
  version: string;
  index: EntryIndex;
}

/** What staff may answer a caller with: the shelf of their organisation and the shared one. */
@Injectable()
export class Knowledge {
  private readonly loaded = new Map<string, Loaded>();
  private readonly turns = new Turns();

  constructor(private readonly reader: Reader) {}

  /** The entries that fit what was typed, best first; none when nothing was typed. */
  async find(actor: Actor, typed: string): Promise<KnowledgeEntry[]> {
    const { organisationId } = staffWho(actor, 'log-contact');
    if (typed.trim() === '') return [];
    const { index } = await this.turns.take(organisationId, () => this.indexFor(organisationId));
    return index.find(typed.slice(0, MOST_TYPED), MOST_FOUND);
  }

  /** One entry, also a retired one. Throws NOT_FOUND for one on the shelf of another organisation. */
  async entry(actor: Actor, id: string): Promise<KnowledgeEntry> {
    const { organisationId } = staffWho(actor, 'log-contact');
    const [entry] = await this.reader.find(KnowledgeEntry, sql`WHERE id = ${id}`);
    if (!entry || ![SHARED, organisationId].includes(entry.shelf)) throw notFound();
    return entry;
  }

  private async indexFor(organisationId: string): Promise<Loaded> {
    const version = await this.version(organisationId);
    const known = this.loaded.get(organisationId);
    if (known?.version === version) return known;
    const index = new EntryIndex();
    for (const shelf of [SHARED, organisationId])
      for await (const entries of this.pages(shelf)) entries.forEach((entry) => index.add(entry));
    const made = { version, index };
    this.loaded.set(organisationId, made);
    return made;
  }

  private async version(organisationId: string): Promise<string> {
    const shelves = await this.reader.find(
      KnowledgeShelf,
      sql`WHERE id = ${SHARED} OR id = ${organisationId} ORDER BY id`,
    );
    return shelves.map(({ id, version }) => `${id} ${version}`).join();
  }

  private async *pages(shelf: string): AsyncGenerator<KnowledgeEntry[]> {
    let last = '';
    for (;;) {
      const page = await this.reader.find(
        KnowledgeEntry,
        sql`WHERE shelf = ${shelf} AND number > ${last} ORDER BY number LIMIT ${AT_ONCE}`,
      );
      yield page.filter(({ retiredAt }) => retiredAt === null);
      if (page.length < AT_ONCE) return;
      last = page.at(-1)!.number;
      await setImmediate();
    }
  }
}
