import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, BUILT, DESK, freePort, run, start, stop } from './processes.ts';

/** Of twenty: ten came from another system, seven were reported here, answered and closed, three are open. */
const [IMPORTED, CLOSED, OPEN] = [10, 7, 3];

/** Twenty cases as a desk of some years holds them, each having gone its own way through the real doors. */
export async function templates(env: Record<string, string>): Promise<void> {
  const port = await freePort();
  const own = { ...env, PORT: String(port), SURVEY_DELAY_MINUTES: '0', SWEEP_SECONDS: '1' };
  const token = await staffToken(env);
  const processes = ['web', 'worker'].map((app) => start(join(BUILT, `apps/${app}/src/main.js`), own));
  try {
    const base = `http://127.0.0.1:${port}`;
    await answers(`${base}/health/live`);
    for (let n = 0; n < CLOSED + OPEN; n++) await live(`${base}/api/v1/staff/cases`, token, n, n < CLOSED);
    await settled(base);
  } finally {
    await Promise.all(processes.map(stop));
  }
  await imported(env);
}

/** A call is logged; when `whole`, it is answered and closed. */
async function live(cases: string, token: string, n: number, whole: boolean): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const ask = async (path: string, body: object) => {
    const response = await fetch(`${cases}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} was answered ${response.status} ${await response.text()}`);
    return (await response.json()) as { caseNumber: string };
  };
  const { caseNumber } = await ask('', call(n));
  if (!whole) return;
  await ask(`/${caseNumber}/acts/reply`, { text: '答覆內容如附。' });
  await ask(`/${caseNumber}/acts/close`, {});
}

const call = (n: number) => ({
  service: 'sme.consultation',
  subject: `詢問貸款條件 ${n}`,
  description: '想了解週轉金貸款需要哪些文件，以及是否有利息補貼。',
  channel: 'PHONE',
  noticeVersion: '2026-11',
  hotline: '0800-056476',
  contact: { name: '王小明', email: `audit${n}@example.tw`, phone: `09${10_000_000 + n}` },
});

/** Until the questionnaires have gone out and no message waits. */
async function settled(base: string): Promise<void> {
  for (let calm = 0; calm < 5; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const health = (await (await fetch(`${base}/health/ready`)).json()) as { outboxDepth: number };
    calm = health.outboxDepth === 0 ? calm + 1 : 0;
  }
}

async function staffToken(env: Record<string, string>): Promise<string> {
  const where = ['--organisation', 'sme', '--unit', 'sme.instant-service-centre'];
  const who = ['--login', 'bench', '--name', 'bench', ...where];
  await run([DESK, 'user', 'create', ...who, '--roles', 'FRONTLINE_AGENT,CASE_HANDLER', '--json'], env);
  const made = await run([DESK, 'token', 'create', '--user', 'bench', '--json'], env);
  return (JSON.parse(made) as { token: string }).token;
}

async function imported(env: Record<string, string>): Promise<void> {
  const file = join(env['DATA_DIR']!, 'stored.csv');
  writeFileSync(file, importFile(IMPORTED));
  await run([DESK, 'import', file, '--mapping', 'config/imports/boston-311.yaml', '--json'], env);
}

/** Closed and open reports in the form of another city's system. */
export function importFile(rows: number): string {
  const head =
    'CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,CASE_TITLE,SUBJECT,REASON,TYPE,QUEUE,Department,Location,neighborhood,LATITUDE,LONGITUDE,Source';
  const line = (n: number) => {
    const date = `${String(1 + (n % 12)).padStart(2, '0')}/${String(1 + (n % 28)).padStart(2, '0')}/2015`;
    const open = n % 6 === 0;
    return `${n},${date} 10:00:00 AM,,${open ? '' : `${date} 04:00:00 PM`},ONTIME,${open ? 'Open' : 'Closed'},,Street light ${n},Public Works,Street Lights,Street Light Outages,Q,PWDx,1 Main St,Dorchester,42.3,-71.0,Constituent Call`;
  };
  return [head, ...Array.from({ length: rows }, (_, n) => line(n + 1))].join('\n');
}
