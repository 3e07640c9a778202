/** A mail that gathers what falls together for one person, and the kinds whose lines stand in it. */
export const DIGESTS: Readonly<Record<string, readonly string[]>> = {
  'clock-digest': ['clock-warning', 'clock-overdue', 'clock-chased', 'referral-unaccepted'],
  'holiday-digest': ['before-holiday'],
};

/** More go out in the next mail: a mail can be read, and taking its notices is a short transaction. */
export const MOST_GATHERED = 50;

/** The mail that a kind may be gathered into; undefined for those that always go alone. */
export const digestOf = (kind: string): string | undefined =>
  Object.keys(DIGESTS).find((digest) => DIGESTS[digest]!.includes(kind));
