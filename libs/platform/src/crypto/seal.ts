import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { chance } from './chance.js';

/**
 * AES-256-GCM of one field under one key. `where` (table.column.row) is bound in as additional data,
 * so that a sealed value moved to another row does not open.
 */
export function seal(key: Buffer | KeyObject, where: string, plain: string): string {
  const iv = chance(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(where));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `v1.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')}`;
}

/** Opens what `seal` made. Throws when the key, the place or the bytes differ. */
export function unseal(key: Buffer | KeyObject, where: string, sealed: string): string {
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(where))
    .setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}

/** A new data key. Destroying it erases everything sealed under it. */
export const newDataKey = (): Buffer => randomBytes(32);
