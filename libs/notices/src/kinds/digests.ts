import type { NoticeKind } from './occasions.js';

export type DigestName = 'clock-digest' | 'holiday-digest';

/** A mail that gathers what falls together for one person, and the kinds whose lines stand in it. */
export const DIGESTS: Readonly<Record<DigestName, readonly NoticeKind[]>> = {
  'clock-digest': ['clock-warning', 'clock-overdue', 'clock-chased', 'referral-unaccepted'],
  'holiday-digest': ['before-holiday'],
};
export const DIGEST_NAMES = Object.keys(DIGESTS) as DigestName[];

/** More go out in the next mail: a mail can be read, and taking its notices is a short transaction. */
export const MOST_GATHERED = 50;

/** The mail that a kind may be gathered into; undefined for those that always go alone. */
export const digestOf = (kind: string): DigestName | undefined =>
  DIGEST_NAMES.find((digest) => kindsIn(digest).includes(kind));

const kindsIn = (digest: DigestName): readonly string[] => DIGESTS[digest];
