import { findRows, insertRows, Problem, seal, unseal, updateRow } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import type { PetitionerDetails } from './petition.js';
import { openToCoHandlers } from './open-to-co-handlers.js';
import { place, type Seals } from './seals.js';

/** One case inside one transaction: its row, and its key and petitioner, read when first needed. */
export class CaseContext {
  /** The absent handler in whose place a deputy acts: History marks it (代). */
  insteadOf?: string;
  /** The case's row as stored; `file` may have unsaved changes. */
  private stored: CaseFile;

  constructor(
    readonly manager: EntityManager,
    readonly file: CaseFile,
    private readonly seals: Seals,
    private known: { key?: Buffer; petitioner?: PetitionerDetails | null } = {},
  ) {
    this.stored = { ...file };
  }

  /** Stores what changed in `file` since it was read or saved. */
  async save(): Promise<void> {
    await updateRow(this.manager, CaseFile, this.stored, this.file);
    if (this.stored.open !== this.file.open) await openToCoHandlers(this.manager, this.file);
    this.stored = { ...this.file };
  }

  /** Undefined once the case's key is destroyed. */
  async key(): Promise<Buffer | undefined> {
    return (this.known.key ??= await this.seals.find(this.manager, this.file.id));
  }

  /** Null for cases without a petitioner: imported, or erased. */
  async petitioner(): Promise<PetitionerDetails | null> {
    if (this.known.petitioner !== undefined) return this.known.petitioner;
    return (this.known.petitioner = await this.openPetitioner());
  }

  /** Throws NOT_ALLOWED for an erased case. */
  async seal(what: string, plain: string): Promise<string> {
    const key = (await this.key()) ?? (await this.firstKey());
    return seal(key, place(what, this.file.id), plain);
  }

  async unseal(what: string, sealed: string | null): Promise<string | null> {
    const key = sealed === null ? undefined : await this.key();
    return key && sealed !== null ? unseal(key, place(what, this.file.id), sealed) : null;
  }

  /** An imported case without personal data has no key until a text is sealed for it. */
  private async firstKey(): Promise<Buffer> {
    if (this.file.erasedAt !== null) throw new Problem('NOT_ALLOWED', 'erased');
    const { key, row } = this.seals.make(this.file.id);
    await insertRows(this.manager, CaseKey, [row]);
    return (this.known.key = key);
  }

  private async openPetitioner(): Promise<PetitionerDetails | null> {
    const [row] = await findRows(this.manager, Petitioner, 'WHERE "caseId" = $1', [this.file.id]);
    const name = await this.unseal('petitioner.name', row?.name ?? null);
    if (!row || name === null) return null;
    return {
      name,
      email: await this.unseal('petitioner.email', row.email),
      phone: await this.unseal('petitioner.phone', row.phone),
    };
  }
}
