import type { CaseFile } from '@app/cases';
import { Drafts, UnitOfWork, type DraftOf, type Fields } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Site } from '../site/index.js';
import type { Answers } from './question.js';

const REPORT = 'report';
const RECEIPT = 'report receipt';

/** What the browser has kept of a report; `key`: the idempotency key with which it will be sent. */
export interface Kept {
  state: 'kept' | 'none' | 'expired' | 'unreadable';
  answers: Answers;
  key?: string;
  savedAt?: number;
  expiresAt?: number;
}

/** The case that this browser sent last, and which of its codes was shown. */
export interface Sent {
  caseId: string;
  codeVersion: number;
}

/** The report a browser is filling in, and the receipt of the one it sent. */
@Injectable()
export class ReportDrafts {
  constructor(
    private readonly drafts: Drafts,
    private readonly work: UnitOfWork,
  ) {}

  async open(site: Site): Promise<Kept> {
    const found = await this.find(site, REPORT);
    if (found.state !== 'kept') return { state: found.state, answers: {} };
    const { fields, ...rest } = found.draft;
    return { state: 'kept', answers: fields, ...rest };
  }

  /** Begins a draft only where there is something to keep. */
  async keep(site: Site, given: Fields, { answers, state }: Kept): Promise<Answers> {
    const nothing = Object.values(given).every((text) => text === '');
    if (state !== 'kept' && nothing) return answers;
    const saved = await this.drafts.save(placeOf(site.drafts!.keep(), REPORT), given, {
      address: site.address,
    });
    return saved.fields;
  }

  async erase({ drafts }: Site): Promise<void> {
    if (drafts?.token) await this.drafts.erase(placeOf(drafts.token, REPORT));
  }

  /** The answers are in the case now; the receipt stays here for a while. The code is not stored, only its version. */
  async sent(site: Site, { id, codeVersion }: CaseFile): Promise<void> {
    const token = site.drafts!.keep();
    await this.work.run(async () => {
      await this.drafts.save(placeOf(token, RECEIPT), { caseId: id, codeVersion: String(codeVersion) });
      await this.drafts.erase(placeOf(token, REPORT));
    });
  }

  async receipt(site: Site): Promise<Sent | undefined> {
    const found = await this.find(site, RECEIPT);
    if (found.state !== 'kept') return undefined;
    const { caseId = '', codeVersion } = found.draft.fields;
    return { caseId, codeVersion: Number(codeVersion) };
  }

  private async find({ drafts }: Site, place: string) {
    return drafts?.token ? this.drafts.find(placeOf(drafts.token, place)) : ({ state: 'none' } as const);
  }
}

const placeOf = (token: string, place: string): DraftOf => ({ owner: { token }, place });
