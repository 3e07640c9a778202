import { createHash } from 'node:crypto';

/** SHA-256 (hex) of an entry's content; independent of the order of its fields. */
export function contentHash(entry: unknown): string {
  return createHash('sha256').update(stableJson(entry)).digest('hex');
}

const VERSION_LENGTH = 12;

/** The version of an entry: the beginning of its content's hash. */
export const versionOf = (entry: unknown): string => contentHash(entry).slice(0, VERSION_LENGTH);

function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
