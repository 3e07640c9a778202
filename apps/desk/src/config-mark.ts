import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One hash over every file of config/ and over what the code was built from: as long as it stays, checking config/ again
 * would find it right again. Undefined where no stamp says what was built (a build by hand): then it is checked each time.
 */
export function configMark(root: string): string | undefined {
  const built = stampOf(root);
  if (!built) return undefined;
  const hash = createHash('sha256').update(built);
  for (const path of filesOf(join(root, 'config')))
    hash.update(`\0${path}\0`).update(readFileSync(join(root, 'config', path)));
  return hash.digest('hex');
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/** Written by the launcher after a build, and gone with dist/ at the next. */
function stampOf(root: string): string | undefined {
  try {
    return readFileSync(join(root, 'dist', '.stamp'), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
