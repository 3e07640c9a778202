import { note } from './figures.ts';
import { inHand } from './known-cases.ts';
import { agentOf, handlerOf, headOf, supervisorOf } from './living-desk/staff.ts';
import { measure, type Next } from './load.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'pages';
const ORGANISATION = 'sme';
const CLIENTS = 8;
const P95_MS = { atMost: 50 };
const CASES = 200;
/** Those that a person of any role has a tab for. */
const QUEUES = [
  'open',
  'overdue',
  'today',
  'untouched',
  'returned',
  'citizen',
  'correction',
  'partner',
  'all',
];

interface Page {
  name: string;
  login: string;
  /** Several are asked for in turn. */
  paths: string[];
}

/** The desk's pages as HTML, each by someone of the largest agency whose work it is. */
export async function benchPages(desk: RunningDesk): Promise<void> {
  for (const { name, login, paths } of await pagesOf(desk)) {
    let n = 0;
    const next = (): Next => ({ path: paths[n++ % paths.length]! });
    const headers = await desk.cookie(login);
    const { p50, p95, processorMs } = await measure({
      url: desk.site,
      clients: CLIENTS,
      headers,
      next,
      server: desk.web,
    });
    note({ bench, what: `${desk.name}: ${name}, p50`, value: p50, unit: 'ms' });
    note({ bench, what: `${desk.name}: ${name}, p95`, value: p95, unit: 'ms', aim: P95_MS });
    note({ bench, what: `${desk.name}: ${name}, web processor for each`, value: processorMs, unit: 'ms' });
  }
}

async function pagesOf(desk: RunningDesk): Promise<Page[]> {
  const agent = agentOf(ORGANISATION);
  const supervisor = supervisorOf(ORGANISATION);
  const unit = await busiestUnit(desk);
  const [handler, head] = [handlerOf(unit), headOf(unit)];
  const cases = await inHand(desk, ORGANISATION, CASES);
  const page = (name: string, login: string, ...paths: string[]): Page => ({ name, login, paths });
  const search = (name: string, ...words: string[]): Page =>
    page(
      `search ${name}`,
      agent,
      ...words.map((word) => `/desk/cases?queue=all&q=${encodeURIComponent(word)}`),
    );
  return [
    ...QUEUES.map((queue) => page(`list "${queue}"`, agent, `/desk/cases?queue=${queue}`)),
    ...['mine', 'unit'].map((queue) => page(`list "${queue}"`, handler, `/desk/cases?queue=${queue}`)),
    page('list "tracked"', supervisor, '/desk/cases?queue=tracked'),
    search('by words of the subject', '路燈 不亮', '貸款利率', '臺 補助 公告'),
    search('by words nobody wrote', '企鵝過馬路', 'zzz zzz'),
    page('case page', agent, ...cases.map(({ caseNumber }) => `/desk/cases/${caseNumber}`)),
    page('call form', agent, '/desk/calls/new'),
    page('own work', handler, '/desk'),
    page('tasks', handler, '/desk/tasks'),
    page('approvals', head, '/desk/approvals'),
    page('board', supervisor, '/desk/board'),
    page('figures', supervisor, '/desk/board/figures'),
    page('morning sheet', supervisor, '/desk/board/sheet'),
    page('chase lists', supervisor, '/desk/chase-lists'),
    page('absences', supervisor, '/desk/absences'),
  ];
}

/** The one with the most open cases. */
async function busiestUnit({ database }: RunningDesk): Promise<string> {
  const [most] = await database.rows<{ unit: string }>(
    `SELECT "unitId" AS unit, COUNT(*) AS n FROM case_file WHERE "organisationId" = $1 AND status = 'IN_PROGRESS'
      GROUP BY "unitId" ORDER BY n DESC, unit LIMIT 1`,
    [ORGANISATION],
  );
  return most!.unit;
}
