import { Keyring, seal, unseal } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

const PLACE = 'page.draft';
/** A form left open longer must be started again (promise P2: the idempotency key is kept 7 days). */
const VALID_MS = 24 * 3_600_000;

/** The answers so far, and the idempotency key. */
export interface Draft {
  key: string;
  /** When the first page was shown. */
  at: number;
  /** As typed, by field name. */
  answers: Record<string, string>;
}

/**
 * Keeps answers between pages without a server session: sealed in a hidden field, never in a URL; four thousand Chinese
 * characters would not fit into a cookie.
 */
@Injectable()
export class Drafts {
  constructor(private readonly keyring: Keyring) {}

  begin(now: number, answers: Draft['answers'] = {}): Draft {
    return { key: randomBytes(16).toString('base64url'), at: now, answers };
  }

  seal(draft: Draft): string {
    return seal(this.keyring.key('session'), PLACE, JSON.stringify(draft));
  }

  /** Undefined when it is missing, from another installation, changed, or too old. */
  open(sealed: string | undefined, now: number): Draft | undefined {
    try {
      const draft = JSON.parse(unseal(this.keyring.key('session'), PLACE, sealed ?? '')) as Draft;
      return now - draft.at <= VALID_MS ? draft : undefined;
    } catch {
      return undefined;
    }
  }
}
