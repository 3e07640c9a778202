import { seal, unseal } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { CaseFile, Petitioner } from './case-file.entity.js';
import type { PetitionerDetails } from './petition.js';
import { place, type Seals } from './seals.js';

/** One case inside one transaction: its row, its key when asked for, its petitioner when asked for. */
export class CaseContext {
  constructor(
    readonly manager: EntityManager,
    readonly file: CaseFile,
    private readonly seals: Seals,
    private known: { key?: Buffer; petitioner?: PetitionerDetails | null } = {},
  ) {}

  /** Undefined once the case's key is destroyed. */
  async key(): Promise<Buffer | undefined> {
    return (this.known.key ??= await this.seals.find(this.manager, this.file.id));
  }

  /** Null for cases without one: imported, or erased. */
  async petitioner(): Promise<PetitionerDetails | null> {
    if (this.known.petitioner !== undefined) return this.known.petitioner;
    return (this.known.petitioner = await this.openPetitioner());
  }

  async seal(what: string, plain: string): Promise<string> {
    const key = await this.key();
    if (!key) throw new Error(`case ${this.file.id} is erased: nothing can be sealed for it`);
    return seal(key, place(what, this.file.id), plain);
  }

  async unseal(what: string, sealed: string | null): Promise<string | null> {
    const key = sealed === null ? undefined : await this.key();
    return key && sealed !== null ? unseal(key, place(what, this.file.id), sealed) : null;
  }

  private async openPetitioner(): Promise<PetitionerDetails | null> {
    const row = await this.manager.findOneBy(Petitioner, { caseId: this.file.id });
    const name = await this.unseal('petitioner.name', row?.name ?? null);
    if (!row || name === null) return null;
    return {
      name,
      email: await this.unseal('petitioner.email', row.email),
      phone: await this.unseal('petitioner.phone', row.phone),
    };
  }
}
