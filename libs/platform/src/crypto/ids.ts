import { chance } from './chance.js';

/** UUIDv7 (RFC 9562): sorts by the instant it was made. */
export function newId(now: number): string {
  const buffer = chance(16);
  buffer.writeUIntBE(now, 0, 6);
  buffer[6] = 0x70 | (buffer[6]! & 0x0f);
  buffer[8] = 0x80 | (buffer[8]! & 0x3f);
  const hex = buffer.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
