/**
 * A small wrong change as a tired developer would make it, and the spec that must notice it. `npm run sabotage` makes
 * each in a copy of the tree and expects the spec to fail.
 */
export interface Slip {
  /** From the root of the tree. */
  file: string;
  /** Stands in the file exactly once. */
  right: string;
  wrong: string;
  /** In one line: what is wrong now. */
  slip: string;
  /** Who would suffer by it, and how. */
  harm: string;
  /** The spec that fails, from the root of the tree. */
  caught: string;
  /** Where it can be seen; SQLite alone unless said, as two writers at once are seen on PostgreSQL. */
  on?: DatabaseName;
}

export type DatabaseName = 'SQLite' | 'PostgreSQL';
