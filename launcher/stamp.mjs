/**
 * Is the output made from these files still up to date? Compared by content, not by dates, which a checkout changes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOT_BUILT = /(\.spec|\.room-spec)\.tsx?$|(^|\/)\./;

/** One hash over files and whole folders below `root`; absent ones count as empty. */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesBelow(root, path))) {
    hash
      .update(`${path}\0`)
      .update(readOrEmpty(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(root, path) {
  try {
    const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return files
      .filter((file) => !NOT_BUILT.test(file.slice(root.length)))
      .map((file) => file.slice(root.length + 1))
      .sort();
  } catch {
    return [path];
  }
}

function readOrEmpty(path) {
  try {
    return readFileSync(path);
  } catch {
    return '';
  }
}

export const readStamp = (path) => readOrEmpty(path).toString().trim();

export function writeStamp(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`);
}
