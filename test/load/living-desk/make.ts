/**
 * `npm run living-desk -- CASES [usual|bad-day] [SERVER]`: makes a desk to measure on, or finds the one that is kept,
 * and prints its settings: DATA_DIR, and with the URL of a PostgreSQL server DATABASE_URL.
 */
import { databaseIn, keptDatabase, keptDesk } from './living-desk.ts';
import { MIXES, type Mix } from './mix.ts';

const [cases = '10000', mix = 'usual', server] = process.argv.slice(2);
if (!(mix in MIXES) || !(Number(cases) >= 100))
  throw new Error(
    `npm run living-desk -- CASES [${Object.keys(MIXES).join('|')}] [SERVER], at least 100 cases`,
  );
const DATA_DIR = await keptDesk({ cases: Number(cases), mix: mix as Mix });
const database = server && databaseIn(server, await keptDatabase(server, DATA_DIR));
console.log(JSON.stringify({ DATA_DIR, ...(database && { DATABASE_URL: database }) }));
