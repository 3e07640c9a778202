import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, type CrashPoint } from '@app/platform';
import { reading, type Place } from './books.js';
import { createDatabase, dropDatabase } from './databases.js';
import type { System } from './system.js';
import { between, chances } from './seed.js';

const DESK = join(projectRoot, 'dist', 'apps', 'desk', 'src', 'main.js');
/** The crash points of the operators' commands. */
export const DESK_POINTS = [
  'migration-step',
  'import-slice',
  'import-sliced',
] as const satisfies CrashPoint[];
const MAPPING = join(projectRoot, 'config', 'imports', 'boston-311.yaml');
const ROWS = 400;
/** Fewer than there are tables, and slices of an import. */
const MOST_TABLES = 15;
const MOST_SLICES = 2;

/** An empty database beside that of the system. */
interface Side extends Place {
  env: Record<string, string>;
}

/** A migration that is killed between two tables is complete after the next start. */
export const migrationCrashes = (system: System, seed: number): Promise<string[]> =>
  beside(system, 'migrated', async (side) => {
    const after = between(chances(seed), 0, MOST_TABLES - 1);
    return [
      ...(await dies(side, 'migration-step', after, ['prepare'])),
      ...(await succeeds(side, ['prepare'])),
      ...(await succeeds(side, ['audit'])),
    ];
  });

/** An import that is killed in or after a slice resumes: each row becomes a case, once. */
export const importCrashes = (system: System, seed: number): Promise<string[]> =>
  beside(system, 'imported', async (side) => {
    const file = join(side.folder, 'rows.csv');
    writeFileSync(file, csv());
    const order = ['import', file, '--mapping', MAPPING];
    const slice = () => between(chances(seed), 0, MOST_SLICES - 1);
    return [
      ...(await succeeds(side, ['prepare'])),
      ...(await dies(side, 'import-slice', slice(), order)),
      ...(await dies(side, 'import-sliced', slice(), order)),
      ...(await succeeds(side, order)),
      ...(await succeeds(side, ['audit'])),
      ...(await countedOnce(side)),
    ];
  });

async function beside(
  { parts }: System,
  name: string,
  work: (side: Side) => Promise<string[]>,
): Promise<string[]> {
  const folder = join(parts.folder, name);
  mkdirSync(folder);
  const url = parts.database && (await createDatabase(parts.database.url));
  const { REDIS_URL: _, DATABASE_URL: __, ...env } = parts.env;
  const side = { folder, ...(url && { database: { url } }) };
  try {
    return await work({ ...side, env: { ...env, DATA_DIR: folder, ...(url && { DATABASE_URL: url }) } });
  } finally {
    if (url) await dropDatabase(url);
  }
}

async function dies(side: Side, point: CrashPoint, after: number, order: string[]): Promise<string[]> {
  const { signal } = await desk(side, order, { CRASH_AT: point, CRASH_AFTER: String(after) });
  return signal === 'SIGKILL' ? [] : [`${order[0]} never came to ${point} +${after}`];
}

async function succeeds(side: Side, order: string[]): Promise<string[]> {
  const { code, said } = await desk(side, order, {});
  return code === 0 ? [] : [`${order[0]} after a crash ended with ${code}: ${said.slice(-300)}`];
}

async function desk({ env }: Side, order: string[], crash: Record<string, string>) {
  const child = spawn(process.execPath, [DESK, ...order], {
    env: { PATH: process.env['PATH']!, ...env, ...crash },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, said };
}

async function countedOnce(side: Side): Promise<string[]> {
  const { cases } = await reading(side, (read) => read.books());
  return cases.length === ROWS ? [] : [`${cases.length} cases of ${ROWS} rows`];
}

function csv(): string {
  const head =
    'CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,CASE_TITLE,SUBJECT,REASON,TYPE,QUEUE,Department,Location,neighborhood,LATITUDE,LONGITUDE,Source';
  const row = (n: number) =>
    `${n},03/02/2015 10:00:00 AM,,03/03/2015 04:00:00 PM,ONTIME,Closed,,Street light ${n},Public Works,Street Lights,Street Light Outages,Q,PWDx,1 Main St,Dorchester,42.3,-71.0,Constituent Call`;
  return [head, ...Array.from({ length: ROWS }, (_, n) => row(n + 1))].join('\n');
}
