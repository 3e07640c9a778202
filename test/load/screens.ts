import { note } from './figures.ts';
import { someCases } from './known-cases.ts';
import { handlerOf, supervisorOf, agentOf } from './living-desk/staff.ts';
import { measure, type Next } from './load.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'screens';
const ORGANISATION = 'sme';
const CLIENTS = 8;
const P95_MS = { atMost: 30 };
const PAGES_DEEP = 40;
const QUEUES = ['open', 'mine', 'unassigned', 'answered', 'closed', 'all'];

interface Screen {
  name: string;
  /** Several are asked for in turn. */
  paths: string[];
  headers: Record<string, string>;
}

/** What staff look at, as the largest agency of the desk does. */
export async function benchScreens(desk: RunningDesk): Promise<void> {
  for (const { name, paths, headers } of await screensOf(desk)) {
    let n = 0;
    const next = (): Next => ({ path: paths[n++ % paths.length]! });
    const { p50, p95 } = await measure({
      url: desk.site,
      clients: CLIENTS,
      headers,
      next,
      server: desk.web,
    });
    note({ bench, what: `${desk.name}: ${name}, p50`, value: p50, unit: 'ms' });
    note({ bench, what: `${desk.name}: ${name}, p95`, value: p95, unit: 'ms', aim: P95_MS });
  }
}

async function screensOf(desk: RunningDesk): Promise<Screen[]> {
  const headers = await desk.bearer(agentOf(ORGANISATION));
  const list = '/api/v1/staff/cases';
  const found = (name: string, typed: string[]): Screen => ({
    ...{ name: `search by ${name}`, headers },
    paths: typed.map((q) => `${list}?queue=all&q=${encodeURIComponent(q)}`),
  });
  const numbers = await ownNumbers(desk);
  const citizens = numbers.map((_, n) => 1 + n * Math.max(1, Math.floor(desk.kind.cases / numbers.length)));
  return [
    ...QUEUES.map((queue) => ({ name: `list "${queue}"`, paths: [`${list}?queue=${queue}`], headers })),
    { name: `list, ${PAGES_DEEP} pages deep`, paths: [await deepPage(desk, `${list}?queue=all`)], headers },
    { name: 'case page', paths: numbers.map((number) => `${list}/${number}`), headers },
    found('number', numbers),
    found(
      'phone',
      citizens.map((n) => `09${10_000_000 + n}`),
    ),
    found(
      'e-mail',
      citizens.map((n) => `citizen${n}@example.tw`),
    ),
    found('e-mail of a village of 200 cases', ['village0@example.tw']),
    await inbox(desk),
    {
      ...{ name: 'board', paths: ['/api/v1/staff/board'] },
      headers: await desk.bearer(supervisorOf(ORGANISATION)),
    },
    {
      ...{ name: 'calendar page', paths: ['/desk/calendar'] },
      headers: await desk.cookie(supervisorOf(ORGANISATION)),
    },
  ];
}

async function ownNumbers(desk: RunningDesk): Promise<string[]> {
  const cases = await someCases(desk, 1_000);
  const own = cases.filter(({ caseNumber }) => caseNumber.startsWith(`${ORGANISATION.toUpperCase()}-`));
  return own.map(({ caseNumber }) => caseNumber);
}

async function deepPage(desk: RunningDesk, first: string): Promise<string> {
  const headers = await desk.bearer(agentOf(ORGANISATION));
  let path = first;
  for (let page = 0; page < PAGES_DEEP; page++) {
    const { next } = (await (await fetch(desk.site + path, { headers })).json()) as { next: string | null };
    if (!next) break;
    path = `${first}&cursor=${encodeURIComponent(next)}`;
  }
  return path;
}

/** Of the unit that has the most waiting. */
async function inbox(desk: RunningDesk): Promise<Screen> {
  const [most] = await desk.database.rows<{ unit: string }>(
    `SELECT "partnerUnitId" AS unit, COUNT(*) AS n FROM referral WHERE status IN ('OFFERED', 'ACCEPTED')
      GROUP BY "partnerUnitId" ORDER BY n DESC, unit LIMIT 1`,
  );
  const headers = await desk.cookie(handlerOf(most!.unit));
  return { name: 'partner inbox page', paths: ['/desk/referrals'], headers };
}
