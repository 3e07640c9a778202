import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';

/** What a key is for; each purpose has its own derived key. */
export type KeyPurpose =
  | 'seal'
  | 'wrap'
  | 'lookup-code'
  | 'survey-token'
  | 'confirmation-token'
  | 'blind-email'
  | 'blind-phone'
  | 'blind-address'
  | 'idempotency'
  | 'session'
  | 'api-token'
  | 'message'
  | 'draft'
  | 'call-back'
  | 'attachment';

/** Keys derived by HKDF-SHA-256 (RFC 5869) from the one secret that is stored outside the database. */
export class Keyring {
  private readonly derived = new Map<KeyPurpose, KeyObject>();

  constructor(private readonly secret: string) {}

  key(purpose: KeyPurpose): KeyObject {
    const known = this.derived.get(purpose);
    if (known) return known;
    const bytes = hkdfSync('sha256', this.secret, 'single-window/v1', purpose, 32);
    const made = createSecretKey(Buffer.from(bytes));
    this.derived.set(purpose, made);
    return made;
  }

  /** HMAC-SHA-256 under the key of that purpose. */
  mac(purpose: KeyPurpose, ...parts: (string | number)[]): Buffer {
    return createHmac('sha256', this.key(purpose)).update(parts.join('\u0000')).digest();
  }

  /** Keyed hash as text, for blind indexes and stored tokens. */
  hash(purpose: KeyPurpose, ...parts: (string | number)[]): string {
    return this.mac(purpose, ...parts).toString('base64url');
  }
}

/** Compares in a time that depends only on the length. */
export function sameSecret(a: string, b: string): boolean {
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
}
