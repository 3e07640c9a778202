import { readSources } from './hooks.ts';

/**
 * `npm run faults [-- --row F1 --share 0.1]`: breaks a built desk as docs/faults.md defines and judges it. Each
 * run is a line in var/faults-report.jsonl; runs that passed with the same build are not repeated.
 */
readSources();
const { runFaults } = await import('./runner.js');
process.exit(await runFaults(process.argv.slice(2)));
