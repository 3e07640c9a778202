/** A stored blob: the name that the store chose, and what its bytes must be. */
export interface StoredBlob {
  name: string;
  /** Bytes as stored. */
  size: number;
  /** SHA-256 of the bytes as stored, hexadecimal. */
  sha256: string;
}

/** Bytes that can be read from any place, without having them all in memory. */
export interface RandomAccess {
  readonly size: number;
  /** The bytes from `at` on: `length` of them, fewer only at the end. */
  read(at: number, length: number): Promise<Buffer>;
}

export interface OpenBlob extends RandomAccess {
  close(): Promise<void>;
}

/** Thrown for a name under which nothing is stored. */
export class BlobMissingError extends Error {}

/**
 * Large values outside the database: files in a folder today, an object store later. A blob is stored whole or not at
 * all and never changes. Every implementation passes test/contracts/blob-stores.spec.ts.
 */
export abstract class BlobStore {
  /** Reads `content` to its end; when that throws, nothing is stored. Throws BUSY `storage-full` for a full disk. */
  abstract put(content: AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /** Throws `BlobMissingError`. */
  abstract open(name: string): Promise<OpenBlob>;
  /** Bytes as stored; undefined where there is none. */
  abstract sizeOf(name: string): Promise<number | undefined>;
  /** Does nothing when there is none. */
  abstract remove(name: string): Promise<void>;
  /** All names, with the instant at which each was stored. */
  abstract list(): AsyncIterable<{ name: string; storedAt: number }>;
  /** Removes what was begun before an instant and never finished. Returns how many. */
  abstract tidy(before: number): Promise<number>;
}
