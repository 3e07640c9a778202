import { Keyring, minutes, seal, unseal } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

const PLACE = 'page.tried';
/** How long the form of a failed look-up can be loaded again with what was typed. */
const KEPT_MS = minutes(15);
/** Longer texts are neither number nor code. */
const MOST = 60;

/** What was typed, and what is wrong with it. */
export interface Tried {
  caseNumber: string;
  lookupCode: string;
  /** Empty after a change of language. */
  code: '' | 'empty' | 'mistyped' | 'not-found' | 'contact' | 'too-many-codes';
  /** Seconds until the next try, after too many. */
  wait?: number;
}

interface Sealed extends Tried {
  id: string;
  at: number;
}

/**
 * Carries a failed look-up over the redirect, so that Back and Reload never send a form again: sealed in a cookie, as a
 * number typed wrong may be a code, which must not stand in a URL.
 */
@Injectable()
export class TriedLookups {
  constructor(private readonly keyring: Keyring) {}

  /** The value of the cookie, and the id by which the page asks for it. */
  keep(tried: Tried, now: number): { id: string; cookie: string } {
    const id = randomBytes(6).toString('base64url');
    const { caseNumber, lookupCode } = tried;
    const short = { caseNumber: caseNumber.slice(0, MOST), lookupCode: lookupCode.slice(0, MOST) };
    const kept: Sealed = { ...tried, ...short, id, at: now };
    return { id, cookie: seal(this.keyring.key('session'), PLACE, JSON.stringify(kept)) };
  }

  /** Undefined when it is of another look-up, too old, or not ours. */
  find(cookie: string | undefined, id: string | null, now: number): Tried | undefined {
    try {
      const kept = JSON.parse(unseal(this.keyring.key('session'), PLACE, cookie ?? '')) as Sealed;
      return kept.id === id && now - kept.at <= KEPT_MS ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}
