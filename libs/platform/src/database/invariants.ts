import type { Reader } from './reader.js';
import type { Sql } from './sql.js';

/** A violated invariant. */
export interface Violation {
  /** Name of the invariant. */
  invariant: string;
  /** The case, timer or row it is about. */
  subject: string;
  /** What is wrong, for a person. */
  words: string;
}

interface Asked {
  /** Rows due before this instant have been missed by two sweeps. */
  missedBefore: number;
  database: Reader['database'];
  /** SQL condition: the row belongs to the current slice, by the given column of case ids. */
  slice: (column: string) => Sql;
}

/** An invariant that one query checks. */
export interface RowInvariant {
  name: string;
  /** What is wrong with `subject`, for a person. */
  words: string;
  /** Run slice by slice; a query without it must be a short index lookup. */
  sliced?: true;
  /** Rows `{ subject }`, each a violation. */
  find: (asked: Asked) => Sql;
}

const registered = new Set<RowInvariant>();

/** Each room registers the invariants of its own tables when it is loaded. */
export const registerInvariants = (invariants: readonly RowInvariant[]): void =>
  invariants.forEach((invariant) => registered.add(invariant));

export const registeredInvariants = (): readonly RowInvariant[] => [...registered];
