import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Keyring } from '../crypto/keyring.js';
import { seal, unseal } from '../crypto/seal.js';
import { askWith } from '../database/marks.js';
import { Reader } from '../database/reader.js';
import { findRows, heldIn, insertRows, updateRow } from '../database/rows.js';
import { Tallies } from '../database/tallies.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Problem } from '../errors/problem.js';
import { networkOf } from '../network.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { days, hours } from '../time/taipei.js';
import { TimeSource } from '../time/time-source.js';
import { DraftRow } from './draft.entity.js';
import { merged, ownerOf, type Draft, type DraftOwner, type Fields, type Found } from './draft.js';

/** Of whom, and for what. */
export interface DraftOf {
  owner: DraftOwner;
  place: string;
}

/** How a draft is saved. */
export interface Saving {
  /** Limits the drafts begun from one network. */
  address?: string;
  /** What is kept of the fields before and the fields given; by default all of both, the later text of each. */
  merge?: (before: Fields, given: Fields) => Fields;
  /** How long it is kept, in ms; by default as long as the settings say. */
  lasts?: number;
}

/** A draft and what it is for. */
export interface PlacedDraft extends Draft {
  place: string;
}

/** Called in the transaction in which a draft is kept, by rooms that hold something of it. */
export type KeptListener = (manager: EntityManager, draft: Draft) => Promise<void>;

const newKey = () => randomBytes(16).toString('base64url');

/** Drafts of forms: kept sealed until they are sent, erased, or expired. */
@Injectable()
export class Drafts {
  private readonly listeners: KeptListener[] = [];

  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly tallies: Tallies,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  whenKept(listener: KeptListener): void {
    this.listeners.push(listener);
  }

  async find({ owner, place }: DraftOf): Promise<Found> {
    const [row] = await this.reader.find(DraftRow, OF, [ownerOf(owner), place]);
    return this.opened(row);
  }

  /**
   * Adds or replaces these fields and keeps all others, so that two tabs do not lose each other's answers. One that has
   * expired or cannot be opened is begun again.
   */
  save(of: DraftOf, given: Fields, { address, merge = merged, lasts }: Saving = {}): Promise<Draft> {
    return this.work.run(async (manager) => {
      const row = await this.held(manager, of);
      const found = this.opened(row);
      if (!row && address !== undefined) await this.limited(address);
      const before = found.state === 'kept' ? found.draft : { key: newKey(), fields: {} };
      const draft = this.dated(of, before.key, merge(before.fields, given), lasts);
      const sealed = this.sealed(of, draft);
      if (row) await updateRow(manager, DraftRow, row, sealed);
      // two at once that both find no row: on PostgreSQL one fails on the primary key and is run again
      else await insertRows(manager, DraftRow, [sealed]);
      for (const listener of this.listeners) await listener(manager, draft);
      return draft;
    });
  }

  /** The drafts of one owner whose place begins so, that can be opened; the last saved first. */
  async under(owner: DraftOwner, place: string): Promise<PlacedDraft[]> {
    const living = 'WHERE owner = $1 AND place LIKE $2 AND "expiresAt" > $3';
    const rows = await this.reader.find(DraftRow, living, [ownerOf(owner), `${place}%`, this.time.now()]);
    const found = rows.flatMap((row) => {
      const one = this.opened(row);
      return one.state === 'kept' ? [{ ...one.draft, place: row.place }] : [];
    });
    return found.toSorted((a, b) => b.savedAt - a.savedAt);
  }

  async erase({ owner, place }: DraftOf): Promise<void> {
    const erase = `DELETE FROM draft ${OF}`;
    await this.work.run((manager) => askWith(manager, erase, [ownerOf(owner), place]));
  }

  /**
   * Erases all drafts whose place begins so, in every browser: the case that they are about is
   * erased.
   */
  async eraseUnder(place: string): Promise<void> {
    await this.work.run((manager) =>
      askWith(manager, `DELETE FROM draft WHERE place LIKE $1`, [`${place}%`]),
    );
  }

  /** Idempotency keys of the drafts whose place begins so, expired or not; of those that can still be opened. */
  async keysUnder(manager: EntityManager, place: string): Promise<string[]> {
    const rows = await findRows(manager, DraftRow, 'WHERE place LIKE $1 AND body IS NOT NULL', [`${place}%`]);
    return rows.flatMap((row) => {
      const found = this.unsealed(row, row.body!);
      return found.state === 'kept' ? [found.draft.key] : [];
    });
  }

  /** All drafts of one owner. Returns the keys of those that could still be opened. */
  eraseAll(owner: DraftOwner): Promise<string[]> {
    return this.work.run(async (manager) => {
      const rows = await findRows(manager, DraftRow, `WHERE owner = $1 ${heldIn(manager)}`, [ownerOf(owner)]);
      await askWith(manager, 'DELETE FROM draft WHERE owner = $1', [ownerOf(owner)]);
      return rows
        .map((row) => this.opened(row))
        .flatMap((one) => (one.state === 'kept' ? [one.draft.key] : []));
    });
  }

  private async held(manager: EntityManager, { owner, place }: DraftOf): Promise<DraftRow | undefined> {
    const [row] = await findRows(manager, DraftRow, `${OF} ${heldIn(manager)}`, [ownerOf(owner), place]);
    return row;
  }

  /** A browser's draft may lie on a shared computer; one of staff opens only to the person signed in. */
  private dated({ owner }: DraftOf, key: string, fields: Fields, lasts?: number): Draft {
    const savedAt = this.time.now();
    const { DRAFT_HOURS, STAFF_DRAFT_DAYS } = this.settings;
    const kept = 'staffId' in owner ? days(STAFF_DRAFT_DAYS) : hours(DRAFT_HOURS);
    return { key, fields, savedAt, expiresAt: savedAt + (lasts ?? kept) };
  }

  private sealed({ owner, place }: DraftOf, { key, fields, savedAt, expiresAt }: Draft): DraftRow {
    const row = { owner: ownerOf(owner), place, savedAt, expiresAt };
    return { ...row, body: seal(this.keyring.key('draft'), whereOf(row), JSON.stringify({ key, fields })) };
  }

  private opened(row: DraftRow | undefined): Found {
    if (!row) return { state: 'none' };
    const { body, expiresAt } = row;
    if (body === null || expiresAt <= this.time.now()) return { state: 'expired' };
    return this.unsealed(row, body);
  }

  private unsealed(row: DraftRow, body: string): Found {
    const { savedAt, expiresAt } = row;
    try {
      const kept = JSON.parse(unseal(this.keyring.key('draft'), whereOf(row), body)) as Draft;
      return { state: 'kept', draft: { ...kept, savedAt, expiresAt } };
    } catch {
      return { state: 'unreadable' };
    }
  }

  private async limited(address: string): Promise<void> {
    const begun = await this.tallies.add('draft', networkOf(address), hours(1));
    if (begun > this.settings.DRAFTS_PER_ADDRESS_HOUR)
      throw new Problem('TOO_MANY', 'too-many-drafts', { retryAfterSeconds: 3_600 });
  }
}

const OF = 'WHERE owner = $1 AND place = $2';
const whereOf = ({ owner, place }: Pick<DraftRow, 'owner' | 'place'>): string =>
  `draft.body.${owner} ${place}`;
