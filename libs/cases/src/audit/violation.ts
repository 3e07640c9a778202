/** Something that must not be so in any live database. */
export interface Violation {
  /** Name of the invariant. */
  invariant: string;
  /** The case, timer or row it is about. */
  subject: string;
  /** What is wrong, for a person. */
  words: string;
}
