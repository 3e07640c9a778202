import { cpus } from 'node:os';
import { benchHttp } from './http.ts';
import { benchStart } from './start-up.ts';
import { benchTimers } from './timers.ts';

/** `npm run bench [-- start|http|timers]`: figures as ratios against a floor of the same run. Build first: `npm run build`. */
const BENCHES: Record<string, () => Promise<void>> = {
  start: benchStart,
  http: benchHttp,
  timers: benchTimers,
};

const wanted = process.argv.slice(2);
console.log(`${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}`);
for (const [name, bench] of Object.entries(BENCHES))
  if (wanted.length === 0 || wanted.includes(name)) await bench();
