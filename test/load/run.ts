import { cpus } from 'node:os';
import { benchAudit } from './audit.ts';
import { benchDeadlines } from './deadlines.ts';
import { table } from './figures.ts';
import { benchHttp } from './http.ts';
import { benchStart } from './start-up.ts';
import { benchTimers } from './timers.ts';

/**
 * `npm run bench [-- start|http|deadlines|timers|audit [cases]]`: each figure beside its aim, and beside a floor
 * of the same run where there is one. Appended to var/bench-report.jsonl.
 */
const BENCHES: Record<string, (sizes: number[]) => Promise<void>> = {
  start: benchStart,
  http: benchHttp,
  deadlines: benchDeadlines,
  timers: benchTimers,
  audit: benchAudit,
};

const wanted = process.argv.slice(2).filter((name) => Number.isNaN(Number(name)));
const sizes = process.argv.slice(2).map(Number).filter(Number.isInteger);
const unknown = wanted.find((name) => !BENCHES[name]);
if (unknown) throw new Error(`there is no bench ${unknown}: ${Object.keys(BENCHES).join(', ')}`);
console.log(`${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}`);
for (const [name, bench] of Object.entries(BENCHES))
  if (wanted.length === 0 || wanted.includes(name)) await bench(sizes);
table();
