import type { Keyring, KeyPurpose } from './keyring.js';

/** A secret for a link, 128 bits, derived from a row's id: whoever has the key can write it again, nobody stores it. */
export const derivedToken = (keyring: Keyring, purpose: KeyPurpose, id: string): string =>
  keyring.mac(purpose, 'token', id).subarray(0, 16).toString('base64url');

/** What is stored to find the row again when the link comes back. */
export const derivedTokenHash = (keyring: Keyring, purpose: KeyPurpose, token: string): string =>
  keyring.hash(purpose, 'hash', token);
