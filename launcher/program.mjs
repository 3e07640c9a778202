/** `npm run faults`, `npm run bench`: first installs and builds what they need, as bin/test does. */
import { join } from 'node:path';
import { ensurePrograms } from './packages.mjs';
import { createScreen } from './screen.mjs';
import { prepareTree, ROOT } from './tree.mjs';

const NEEDED = ['Redis', 'PostgreSQL', 'libfaketime', 'strace'];
const [file, ...rest] = process.argv.slice(2);
const screen = createScreen();

try {
  const missing = await ensurePrograms(NEEDED, { screen });
  missing.forEach(screen.say);
  if (missing.length > 0) process.exit(1);
  await prepareTree({ screen });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const program = join(ROOT, String(file));
process.argv = [process.execPath, program, ...rest];
await import(program);
