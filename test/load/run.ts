import { cpus, loadavg } from 'node:os';
import { benchAudit } from './audit.ts';
import { benchDeadlines } from './deadlines.ts';
import { table } from './figures.ts';
import { benchHttp, HTTP } from './http.ts';
import { readOptions, type Options } from './options.ts';
import { benchStart } from './start-up.ts';
import { benchTimers } from './timers.ts';

/**
 * `npm run bench`, see docs/performance.md: each figure beside its aim, and beside a floor of the same run where there
 * is one. Appended to var/bench-report.jsonl.
 */
const BENCHES: Record<string, (options: Options) => Promise<void>> = {
  start: benchStart,
  deadlines: benchDeadlines,
  http: benchHttp,
  timers: benchTimers,
  audit: benchAudit,
};

const ofHttp = [...new Set(HTTP.map(([name]) => name))];
const options = readOptions(process.argv.slice(2), [...Object.keys(BENCHES), ...ofHttp]);
console.log(
  `${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`,
);
for (const [name, bench] of Object.entries(BENCHES))
  if (
    options.benches.includes(name) ||
    (name === 'http' && options.benches.some((one) => ofHttp.includes(one)))
  )
    await bench(options);
table();
