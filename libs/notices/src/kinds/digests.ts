import type { NoticeKind } from './occasions.js';

export type DigestName = 'clock-digest' | 'holiday-digest';

/** Mails that list several notices to one person, and the kinds that can stand in each. */
export const DIGESTS: Readonly<Record<DigestName, readonly NoticeKind[]>> = {
  'clock-digest': ['clock-warning', 'clock-overdue', 'clock-chased', 'referral-unaccepted'],
  'holiday-digest': ['before-holiday'],
};
export const DIGEST_NAMES = Object.keys(DIGESTS) as DigestName[];

/** Notices in one mail; more go out in the next, so that a mail stays readable and its transaction short. */
export const MOST_GATHERED = 50;

/** The mail in which a kind can be listed; undefined for those that always go alone. */
export const digestOf = (kind: string): DigestName | undefined =>
  DIGEST_NAMES.find((digest) => kindsIn(digest).includes(kind));

const kindsIn = (digest: DigestName): readonly string[] => DIGESTS[digest];
