import type { Reader } from './reader.js';
import type { Sql } from './sql.js';

/** Something that must not be so in any live database. */
export interface Violation {
  /** Name of the invariant. */
  invariant: string;
  /** The case, timer or row it is about. */
  subject: string;
  /** What is wrong, for a person. */
  words: string;
}

interface Asked {
  /** What was due before this instant has been missed by two sweeps. */
  missedBefore: number;
  database: Reader['database'];
  /** Whether a row is of the slice that is looked at, by the column that names what is sliced. */
  slice: (column: string) => Sql;
}

/** An invariant that one question answers. */
export interface RowInvariant {
  name: string;
  /** What is wrong with `subject`. */
  words: string;
  /** Asked slice by slice; any other question is one short look into an index. */
  sliced?: true;
  /** Rows `{ subject }`, each a violation. */
  find: (asked: Asked) => Sql;
}

const registered = new Set<RowInvariant>();

/** Each room names what must hold of its own tables when it is loaded. */
export const registerInvariants = (invariants: readonly RowInvariant[]): void =>
  invariants.forEach((invariant) => registered.add(invariant));

export const registeredInvariants = (): readonly RowInvariant[] => [...registered];
