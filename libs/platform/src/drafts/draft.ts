import { createHash, randomBytes } from 'node:crypto';

/** As typed, by field name. */
export type Fields = Record<string, string>;

/** What was typed so far, not sent yet. */
export interface Draft {
  /** Idempotency key of what will be sent, so that sending twice has one effect. */
  key: string;
  fields: Fields;
  savedAt: number;
  expiresAt: number;
}

/** `unreadable`: sealed under another key, or damaged. */
export type Found = { state: 'kept'; draft: Draft } | { state: 'none' | 'expired' | 'unreadable' };

/** Who keeps a draft: a browser by its token, or a staff member. */
export type DraftOwner = { token: string } | { staffId: string };

/** A new token for a browser: 128 random bits. */
export const newDraftToken = (): string => randomBytes(16).toString('base64url');
export const isDraftToken = (value: string | undefined): value is string => /^[\w-]{22}$/.test(value ?? '');

/**
 * Stored instead of the token. Without a key, because 128 random bits cannot be guessed from it, and so that the row is
 * still found after the key was changed, and a draft that cannot be opened is not taken for one that never was.
 */
export const ownerOf = (owner: DraftOwner): string =>
  'staffId' in owner
    ? `staff ${owner.staffId}`
    : createHash('sha256').update(owner.token).digest('base64url');

/** The later text of each field; fields that were not given stay. */
export const merged = (before: Fields, given: Fields): Fields => ({ ...before, ...given });
