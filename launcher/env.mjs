/** The few settings the launcher itself needs; the application checks all of them. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from './tree.mjs';

/** A setting from NAME, or from the file NAME_FILE points to; undefined when neither is given. */
export function setting(name, env = process.env) {
  if (env[name]) return env[name];
  const file = env[`${name}_FILE`];
  return file ? readOrUndefined(file) : undefined;
}

function readOrUndefined(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // the application's check of the settings reports it
  }
}

/** A relative DATA_DIR is relative to the project's folder, not to the caller's. */
export const dataDirectory = () => resolve(ROOT, setting('DATA_DIR') ?? 'var/data');

/** V8's compiled code, kept between starts. */
export const compileCache = join(ROOT, 'var', 'compile-cache');

export const port = () => Number(setting('PORT') ?? 3000);

export const publicUrl = () => (setting('PUBLIC_URL') ?? `http://localhost:${port()}`).replace(/\/$/, '');
