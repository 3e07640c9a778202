/**
 * A small wrong change as a tired developer might make it, and the spec that must notice it. `npm run sabotage` applies
 * each to a copy of the tree and expects the spec to fail.
 */
export interface Slip {
  /** From the root of the tree. */
  file: string;
  /** Text that occurs in the file exactly once. */
  right: string;
  wrong: string;
  /** In one line: what is then wrong. */
  slip: string;
  /** Who would suffer by it, and how. */
  harm: string;
  /** The spec that fails, from the root of the tree. */
  caught: string;
  /** The database on which it is noticed; default SQLite. Concurrent writers exist only on PostgreSQL. */
  on?: DatabaseName;
}

export type DatabaseName = 'SQLite' | 'PostgreSQL';
