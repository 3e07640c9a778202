import { findRows, Keyring, newDataKey, seal, unseal } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseKey } from './case-file.entity.js';

/** Data keys of cases: made with the case, wrapped by the installation's key, destroyed to erase. */
@Injectable()
export class Seals {
  constructor(private readonly keyring: Keyring) {}

  /** A fresh data key and the row to store it in. */
  make(caseId: string): { key: Buffer; row: CaseKey } {
    const key = newDataKey();
    return {
      key,
      row: {
        caseId,
        wrapped: seal(this.keyring.key('wrap'), place('case_key', caseId), key.toString('base64')),
      },
    };
  }

  /** The data key of a case, or undefined once it is erased. */
  async find(manager: EntityManager, caseId: string): Promise<Buffer | undefined> {
    const [row] = await findRows(manager, CaseKey, 'WHERE "caseId" = $1', [caseId]);
    return row ? this.unwrap(row) : undefined;
  }

  unwrap(row: CaseKey): Buffer {
    return Buffer.from(
      unseal(this.keyring.key('wrap'), place('case_key', row.caseId), row.wrapped),
      'base64',
    );
  }

  blindIndex(kind: 'email' | 'phone', value: string | null): string | null {
    // without the extension: the same line is found from each of them
    const [indexed = ''] = value?.toLowerCase().split(';ext=') ?? [];
    return value === null ? null : this.keyring.hash(`blind-${kind}`, indexed);
  }
}

/** Where a sealed value is stored; bound to it (additional data), so that it can be opened nowhere else. */
export const place = (what: string, id: string): string => `${what}.${id}`;
