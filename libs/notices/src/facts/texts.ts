import { DIGEST_NAMES, type DigestName } from '../kinds/digests.js';
import { NOTICE_KINDS, owedOfKind, type NoticeKind } from '../kinds/occasions.js';

/** The foot of every mail; its words stand in `_frame.yaml`. */
export const FRAME = '_frame';

/** Whatever has words in config/templates, by the name of its file. */
export type TextName = NoticeKind | DigestName | typeof FRAME;

export const ALL: readonly NoticeKind[] = NOTICE_KINDS;
export const CITIZENS = ALL.filter((kind) => owedOfKind(kind).to === 'CITIZEN');
export const STAFF = ALL.filter((kind) => owedOfKind(kind).to !== 'CITIZEN');
/** What is about one case. */
export const OF_CASES = ALL.filter((kind) => kind !== 'morning-sheet');
export const STAFF_OF_CASES = STAFF.filter((kind) => kind !== 'morning-sheet');
/** What speaks of a promise with a due date. */
export const DUES: readonly NoticeKind[] = [
  ...(['clock-warning', 'clock-overdue', 'clock-chased'] as const),
  ...(['referral-unaccepted', 'before-holiday'] as const),
];
/** Mails that gather several notices. */
export const LISTS: readonly DigestName[] = DIGEST_NAMES;

export const allBut = (...kinds: readonly NoticeKind[]): NoticeKind[] =>
  ALL.filter((kind) => !kinds.includes(kind));
