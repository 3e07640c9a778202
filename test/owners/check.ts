/** `npm run owners`: fails for each query on another room's table, with file, line, table and owner. */
import { globSync, readFileSync } from 'node:fs';
import { ALLOWED } from './allowed.ts';
import { TableOwners } from './table-owners.ts';

const NOT_OURS = /\.(spec|room-spec|migration)\.tsx?$|spec-support\.ts$/;
const sources = globSync('{apps,libs}/**/*.{ts,tsx}')
  .filter((file) => !NOT_OURS.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const { foreign, unused } = new TableOwners(sources).judged(ALLOWED);
for (const { file, line, table, owner } of foreign)
  process.stderr.write(`${file}:${line} asks table ${table}, which ${owner} owns\n`);
for (const one of unused) process.stderr.write(`test/owners/allowed.ts: nothing asks ${one} any more\n`);
if (foreign.length + unused.length > 0) process.exitCode = 1;
