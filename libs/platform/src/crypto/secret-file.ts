import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../settings/settings.js';

export class SecretMissingError extends Error {}

const fileOf = (settings: Settings) => join(settings.DATA_DIR, 'secret.key');

/**
 * The installation's secret: SECRET_KEY, else DATA_DIR/secret.key. Throws `SecretMissingError` when there is neither.
 */
export function readSecret(settings: Settings): string {
  if (settings.SECRET_KEY) return settings.SECRET_KEY;
  if (existsSync(fileOf(settings))) return readFileSync(fileOf(settings), 'utf8').trim();
  throw new SecretMissingError(
    `no SECRET_KEY and no ${fileOf(settings)}: run bin/up or bin/desk prepare once`,
  );
}

/** At the first start, writes DATA_DIR/secret.key (mode 0600). Never replaces an existing one. */
export function ensureSecret(settings: Settings): 'found' | 'written' {
  if (settings.SECRET_KEY || existsSync(fileOf(settings))) return 'found';
  mkdirSync(settings.DATA_DIR, { recursive: true });
  writeFileSync(fileOf(settings), `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(fileOf(settings), 0o600);
  return 'written';
}
