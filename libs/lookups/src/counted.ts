/** Numbers are exact below it: a count costs no more than this many rows. */
export const COUNTED = 100;
