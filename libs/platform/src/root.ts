import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, which has `config/` and `package.json`; the same from source and from the build. */
export const projectRoot = upTo(import.meta.dirname);

function upTo(folder: string): string {
  if (existsSync(join(folder, 'config', 'organisations')) || folder === dirname(folder)) return folder;
  return upTo(dirname(folder));
}
