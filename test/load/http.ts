import autocannon from 'autocannon';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { note } from './figures.ts';
import {
  answers,
  DESK,
  freePort,
  ROOT,
  residentMegabytes,
  run,
  start,
  stop,
  temporaryFolder,
} from './processes.ts';
import { importFile } from './templates.ts';

const bench = 'http';
const CLIENTS = [1, 8, 32];
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10);
const STORED = Number(process.env['BENCH_CASES'] ?? 100_000);
/** Best of the comparison at 8 clients with 100,000 cases: osTicket, intakes and look-ups a second. */
const BEST = { cases: 51, progress: 121 };

interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
  failed: number;
}

/** Intake and look-up beside a floor measured in the same run; the staff list; memory at rest. */
export async function benchHttp(): Promise<void> {
  const folder = temporaryFolder();
  const [port, floorPort] = [await freePort(), await freePort()];
  const env = {
    DATA_DIR: folder.path,
    PORT: String(port),
    INTAKE_PER_ADDRESS_HOUR: '9999999',
    MESSAGES_PER_RECIPIENT_DAY: '9999999',
  };
  await run([DESK, 'prepare'], env);
  await store(folder.path, env);
  const token = await staffToken(env);
  const web = start(join(ROOT, 'dist/apps/web/src/main.js'), env);
  const worker = start(join(ROOT, 'dist/apps/worker/src/main.js'), { ...env, PORT: '1' });
  await answers(`http://127.0.0.1:${port}/health/live`);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  note({ bench, what: 'memory at rest, web', value: residentMegabytes(web), unit: 'MB' });
  note({ bench, what: 'memory at rest, worker', value: residentMegabytes(worker), unit: 'MB' });
  await stop(worker);
  const base = `http://127.0.0.1:${port}/api/v1`;
  const rows = await rowsPerCase(base, folder.path);
  const bare = startFloor(floorPort, folder.path, rows);
  await answersPost(`http://127.0.0.1:${floorPort}/progress`);
  console.log(`${STORED} cases stored; a case writes ${rows} rows; ${SECONDS} s each`);
  for (const clients of CLIENTS)
    await pair(
      'POST /cases',
      clients,
      () => intake(base, clients),
      () => bareIntake(floorPort, clients),
      BEST.cases,
    );
  const known = await someCases(base);
  for (const clients of CLIENTS)
    await pair(
      'POST /progress',
      clients,
      () => lookUp(base, clients, known),
      () => bareLookUp(floorPort, clients),
      BEST.progress,
    );
  const list = await measure({
    url: `${base}/staff/cases`,
    connections: 8,
    headers: { authorization: `Bearer ${token}` },
  });
  figures('GET /staff/cases, first page, 8 clients', list);
  const one = await measure({
    url: `${base}/staff/cases`,
    connections: 1,
    headers: { authorization: `Bearer ${token}` },
  });
  figures('GET /staff/cases, first page, 1 client', one);
  await stop(web);
  await stop(bare);
  folder.remove();
}

async function pair(
  what: string,
  clients: number,
  ours: () => Promise<Measured>,
  bare: () => Promise<Measured>,
  best: number,
): Promise<void> {
  const floor = await bare();
  const mine = await ours();
  const share = (mine.perSecond / floor.perSecond).toFixed(2);
  const multiple =
    clients === 8 ? `; ${(mine.perSecond / best).toFixed(0)} times the best compared (${best}/s)` : '';
  console.log(`${what}, ${clients} clients: ${say(mine)}; floor ${say(floor)}; ratio ${share}${multiple}`);
  figures(`${what}, ${clients} clients`, mine);
  note({ bench, what: `${what}, ${clients} clients, to the floor`, value: Number(share), unit: 'times' });
}

function figures(what: string, { perSecond, p50, p95 }: Measured): void {
  note({ bench, what, value: perSecond, unit: 'a second' });
  note({ bench, what: `${what}, p50`, value: p50, unit: 'ms' });
  note({ bench, what: `${what}, p95`, value: p95, unit: 'ms' });
}

const say = ({ perSecond, p50, p95, failed }: Measured) =>
  `${perSecond.toFixed(0)}/s p50 ${p50} ms p95 ${p95} ms${failed ? ` FAILED ${failed}` : ''}`;

const JSON_BODY = { 'content-type': 'application/json' };
let serial = 0;
const report = () =>
  JSON.stringify({
    service: 'sme.consultation',
    subject: `詢問貸款條件 ${++serial}`,
    description: '想了解週轉金貸款需要哪些文件，以及是否有利息補貼。'.repeat(5),
    contact: {
      name: '王小明',
      email: `bench${serial}@example.tw`,
      phone: `09${String(10_000_000 + serial)}`,
    },
  });

const intake = (base: string, connections: number) =>
  measure({ url: `${base}/cases`, connections, method: 'POST', headers: JSON_BODY, body: report });
const bareIntake = (port: number, connections: number) =>
  measure({
    url: `http://127.0.0.1:${port}/cases`,
    connections,
    method: 'POST',
    headers: JSON_BODY,
    body: report,
  });
const bareLookUp = (port: number, connections: number) =>
  measure({
    url: `http://127.0.0.1:${port}/progress`,
    connections,
    method: 'POST',
    headers: JSON_BODY,
    body: () => JSON.stringify({ id: 1 + (++serial % 100_000) }),
  });
const lookUp = (base: string, connections: number, known: string[]) =>
  measure({
    url: `${base}/progress`,
    connections,
    method: 'POST',
    headers: JSON_BODY,
    body: () => known[++serial % known.length]!,
  });

interface Load {
  url: string;
  connections: number;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: () => string;
}

async function measure({ url, connections, method = 'GET', headers = {}, body }: Load): Promise<Measured> {
  const request = { method, headers, ...(body && { setupRequest: (r: object) => ({ ...r, body: body() }) }) };
  const result = await autocannon({ url, connections, duration: SECONDS, requests: [request] } as never);
  const { latency } = result as { latency: { p50: number; p97_5: number; p90: number } };
  return {
    perSecond: result.requests.average,
    p50: latency.p50,
    p95: latency.p97_5,
    failed: result.non2xx + result.errors,
  };
}

/** Fills the desk with cases of a demonstration organisation through the import. */
async function store(folder: string, env: Record<string, string>): Promise<void> {
  const file = join(folder, 'stored.csv');
  writeFileSync(file, importFile(STORED));
  const started = performance.now();
  await run([DESK, 'import', file, '--mapping', 'config/imports/boston-311.yaml', '--json'], env);
  console.log(`import of ${STORED} rows: ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}

async function staffToken(env: Record<string, string>): Promise<string> {
  const options = [
    '--organisation',
    'demo',
    '--unit',
    'demo.service-desk',
    '--roles',
    'FRONTLINE_AGENT',
    '--json',
  ];
  await run([DESK, 'user', 'create', '--login', 'bench', '--name', 'bench', ...options], env);
  return (
    JSON.parse(await run([DESK, 'token', 'create', '--user', 'bench', '--json'], env)) as { token: string }
  ).token;
}

/** One case, and how many rows of all tables came with it. */
async function rowsPerCase(base: string, folder: string): Promise<number> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(join(folder, 'desk.sqlite'), { readonly: true });
  const tables = database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
    .all() as { name: string }[];
  const total = () =>
    tables.reduce(
      (sum, { name }) =>
        sum + (database.prepare(`SELECT COUNT(*) AS n FROM "${name}"`).get() as { n: number }).n,
      0,
    );
  const before = total();
  await fetch(`${base}/cases`, { method: 'POST', headers: JSON_BODY, body: report() });
  return total() - before;
}

async function someCases(base: string): Promise<string[]> {
  const made: string[] = [];
  for (let n = 0; n < 200; n++) {
    const answer = (await (
      await fetch(`${base}/cases`, { method: 'POST', headers: JSON_BODY, body: report() })
    ).json()) as { caseNumber: string; lookupCode: string };
    made.push(JSON.stringify({ caseNumber: answer.caseNumber, lookupCode: answer.lookupCode }));
  }
  return made;
}

function startFloor(port: number, folder: string, rows: number) {
  return start(join(import.meta.dirname, 'floor.ts'), {
    FLOOR_PORT: String(port),
    FLOOR_FOLDER: folder,
    FLOOR_ROWS: String(rows),
  });
}

async function answersPost(url: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const ok = await fetch(url, { method: 'POST', headers: JSON_BODY, body: '{"id":1}' }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer`);
}
