/**
 * The clock's own specs as one file, loaded once for each mutant: of a mutant's run most would otherwise be
 * loading. Left out is the spec that starts processes of its own, in which no mutant lives.
 */
import { readdirSync } from 'node:fs';

const CLOCK = new URL('../../libs/sla/src/clock/', import.meta.url);
const specs = readdirSync(CLOCK).filter((name) => name.endsWith('.spec.ts'));
for (const name of specs) if (name !== 'properties-zone.spec.ts') await import(new URL(name, CLOCK).href);
