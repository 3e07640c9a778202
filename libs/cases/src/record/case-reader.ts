import { inList, Reader, sql, unseal } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseFile, CaseKey, Petitioner } from './case-file.entity.js';
import { ChaseRequest } from './chase.entity.js';
import { HistoryEvent } from './history-event.entity.js';
import type { PetitionerDetails } from './petition.js';
import { place, Seals } from './seals.js';

/** An event with its text decrypted. `hasText`: it was written, though it may be erased since. */
export type ReadEvent = Omit<HistoryEvent, 'sealed' | 'hash' | 'previousHash'> & {
  text: string | null;
  hasText: boolean;
};

/** Of one chase; null where it is not there, or erased. */
interface ChaseWords {
  asked: string | null;
  answer: string | null;
}

/** `of`: what the value is bound to, by default the case. */
type Opener = (what: string, sealed: string, row?: string) => string;

/** Decrypts what is sealed in a case, for callers that passed the access check. Texts of erased cases are null. */
@Injectable()
export class CaseReader {
  constructor(
    private readonly reader: Reader,
    private readonly seals: Seals,
  ) {}

  async petitioner(caseId: string): Promise<PetitionerDetails | null> {
    const row = await this.reader.findOneBy(Petitioner, { caseId });
    const key = row && (await this.key(caseId));
    if (!row || !key) return null;
    const open = (field: 'name' | 'email' | 'phone') =>
      row[field] === null ? null : unseal(key, place(`petitioner.${field}`, caseId), row[field]);
    return { name: open('name')!, email: open('email'), phone: open('phone') };
  }

  async description(file: CaseFile): Promise<string | null> {
    const key = file.description === null ? undefined : await this.key(file.id);
    return key ? unseal(key, place('case_file.description', file.id), file.description!) : null;
  }

  /** The history, oldest first. */
  async events(caseId: string): Promise<ReadEvent[]> {
    return this.opened(
      caseId,
      await this.reader.find(HistoryEvent, 'WHERE "caseId" = $1 ORDER BY seq', [caseId]),
    );
  }

  /** What was asked by 催辦 in a case and what was answered, by the id of what was asked. */
  async chaseWords(caseId: string): Promise<ReadonlyMap<string, ChaseWords>> {
    const types = ['CHASE_SENT', 'CHASE_ANSWERED'] as const;
    const tail = sql`WHERE "caseId" = ${caseId} AND ${inList('type', types)} ORDER BY seq`;
    const words = new Map<string, ChaseWords>();
    for (const { type, facts, text } of await this.opened(
      caseId,
      await this.reader.find(HistoryEvent, tail),
    )) {
      const known = words.get(facts.chaseId!) ?? { asked: null, answer: null };
      words.set(
        facts.chaseId!,
        type === 'CHASE_SENT' ? { ...known, asked: text } : { ...known, answer: text },
      );
    }
    return words;
  }

  private async opened(caseId: string, rows: readonly HistoryEvent[]): Promise<ReadEvent[]> {
    const key = rows.some((row) => row.sealed !== null) ? await this.key(caseId) : undefined;
    return rows.map(({ sealed, hash: _hash, previousHash: _previous, ...event }) => ({
      ...event,
      hasText: sealed !== null,
      text: key && sealed !== null ? unseal(key, place(`history_event.${event.seq}`, caseId), sealed) : null,
    }));
  }

  /** What the partner of a referral is asked by 催辦 and has not answered. */
  openChase(caseId: string, unitId: string): Promise<ChaseRequest | null> {
    const open = { caseId, unitId, side: 'PARTNER' as const, state: 'OPEN' as const };
    return this.reader.findOneBy(ChaseRequest, open);
  }

  /** Opens values sealed under the key of the case, its own or those of another row; undefined once it is erased. */
  async opener(caseId: string): Promise<Opener | undefined> {
    const key = await this.key(caseId);
    return key && ((what, sealed, row = caseId) => unseal(key, place(what, row), sealed));
  }

  /** The case's row. The caller checks access. */
  file(id: string): Promise<CaseFile> {
    return this.reader.repository(CaseFile).findOneByOrFail({ id });
  }

  /** The rows of several cases, by id. The caller checks access. */
  async files(ids: readonly string[]): Promise<ReadonlyMap<string, CaseFile>> {
    const rows = await this.reader.find(CaseFile, sql`WHERE ${inList('id', [...new Set(ids)])}`);
    return new Map(rows.map((file) => [file.id, file]));
  }

  /** Whether there is a case of this origin. */
  hasAny(origin: CaseFile['origin']): Promise<boolean> {
    return this.reader.repository(CaseFile).existsBy({ origin });
  }

  private async key(caseId: string): Promise<Buffer | undefined> {
    const [row] = await this.reader.find(CaseKey, 'WHERE "caseId" = $1', [caseId]);
    return row ? this.seals.unwrap(row) : undefined;
  }
}
