import { readSources } from './hooks.ts';

/**
 * `npm run faults [-- --row F1 --share 0.1]`: breaks a built desk as the fault matrix says and judges it. Each run
 * is a line in var/faults-report.jsonl; what is in there without fault, of the same build, is not run again.
 */
readSources();
const { runFaults } = await import('./runner.js');
process.exit(await runFaults(process.argv.slice(2)));
