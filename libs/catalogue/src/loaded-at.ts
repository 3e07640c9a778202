import { sql, type Reader } from '@app/platform';
import type { EntryKind } from './catalogue-entry.entity.js';

/** By `id@version`: when it was stored, epoch ms. */
export type LoadedAt = ReadonlyMap<string, number>;

/** When each version of the entries of a kind was stored. */
export async function loadedAt(reader: Reader, kind: EntryKind): Promise<LoadedAt> {
  const rows = await reader.ask<{ key: string; at: number }>(
    sql`SELECT id || '@' || version AS key, "loadedAt" AS at FROM catalogue_entry WHERE kind = ${kind}`,
  );
  return new Map(rows.map(({ key, at }) => [key, Number(at)]));
}
