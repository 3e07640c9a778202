import type { Keyring, KeyPurpose } from './keyring.js';

/** A secret for a link, 128 bits, derived from a row's id and the key, so that it need not be stored. */
export const derivedToken = (keyring: Keyring, purpose: KeyPurpose, id: string): string =>
  keyring.mac(purpose, 'token', id).subarray(0, 16).toString('base64url');

/** The hash that is stored, to find the row when the link is used. */
export const derivedTokenHash = (keyring: Keyring, purpose: KeyPurpose, token: string): string =>
  keyring.hash(purpose, 'hash', token);
