/**
 * The specs of a room (MUTANTS_ROOM) as one file, loaded once for each mutant: of a mutant's run most would otherwise
 * be loading. Left out is the spec that starts processes of its own, in which no mutant lives.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ROOMS } from './rooms.js';

const ROOT = join(import.meta.dirname, '../..');
const { specs } = ROOMS[process.env['MUTANTS_ROOM']!]!;
for (const path of globSync(specs, { cwd: ROOT }))
  if (!path.endsWith('properties-zone.spec.ts')) await import(join(ROOT, path));
