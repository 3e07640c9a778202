import { projectRoot } from '@app/platform';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(projectRoot, 'apps/web/assets');
const addresses = new Map<string, string>();

/** URL of a file under /assets/ with a hash of its content, so that browsers load a changed file at once. */
export function asset(name: string): string {
  const known = addresses.get(name);
  if (known) return known;
  const mark = createHash('sha256')
    .update(readFileSync(join(FOLDER, name)))
    .digest('base64url')
    .slice(0, 8);
  const address = `/assets/${name}?v=${mark}`;
  addresses.set(name, address);
  return address;
}
