import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ACT_NAMES, formatCaseNumber } from '@app/cases';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { days, Reader } from '@app/platform';
import type { Role } from '@app/people';
import { REFERRAL_ACTS } from '@app/referrals';
import { PASSWORD, startTestWeb, type TestWeb } from '../support/web.js';
import { ApiClient, type Answer } from '../support/api-client.js';
import { Browse } from '../support/browse.js';
import { referralsWords } from '../../apps/web/src/referrals/words.js';

jest.setTimeout(30_000);

const SAMPLES = 200;
const LONG_AGO = Date.parse('2026-01-05T10:00:00+08:00');
const EVERY_ROLE: Role[] = ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
const CASE = {
  service: 'demo.consultation',
  channel: 'PHONE',
  noticeVersion: PRIVACY_NOTICE_VERSION,
  subject: '創業貸款被退件',
  description: '想了解貸款為什麼被退件',
  contact: { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' },
};
const GIVEAWAYS = /王小明|ming@example|912-?345|貸款|退件/;
const PERSON = /王小明|ming@example|912-?345/;
/** A case number, an id and an alert id that are well-formed but do not exist. */
const ABSENT = { number: 'DEMO-1150101-00001-0', id: '01900000-0000-7000-8000-000000000000' };

let web: TestWeb;
let number: string;
let code: string;
let referral: string;
let toUnit: string;
let alert: string;

beforeAll(async () => {
  web = await startTestWeb();
  await web.demoStaff();
  const outsiders = [
    ['stranger', 'sme', 'sme.instant-service-centre', EVERY_ROLE],
    ['neighbour', 'demo', 'demo.city-services', ['CASE_HANDLER', 'UNIT_HEAD']],
    ['other-team', 'demo', 'demo.north-team', ['PARTNER']],
    ['asked-head', 'demo', 'demo.registry', ['UNIT_HEAD']],
    ['owner-head', 'demo', 'demo.service-desk', ['UNIT_HEAD']],
  ] as const;
  for (const [login, organisationId, unitId, roles] of outsiders)
    await web.staff({ login, name: login, organisationId, unitId, roles: [...roles] }, PASSWORD);
  const agent = await ApiClient.of(web, 'agent');
  ({ caseNumber: number, lookupCode: code } = (await agent.post('/api/v1/staff/cases', CASE)).body);
  const offer = { partner: 'demo.finance-team', reason: '貸款被退件，需要診斷' };
  const refer = async (more: object) =>
    (await agent.post(`/api/v1/staff/cases/${number}/referrals`, { ...offer, ...more })).body.id;
  [referral, toUnit] = [await refer({}), await refer({ partner: 'demo.registry' })];
  await web.pass(days(3));
  alert = (await rowsOf<{ id: string }>('SELECT id FROM alert'))[0]!.id;
});
afterAll(() => web.close());

async function rowsOf<T extends object>(sql: string): Promise<T[]> {
  return web.get(Reader).rows<T>(sql);
}

/** Tables that sign-in and failed look-ups write to. */
const OF_THE_DOOR = [
  'staff',
  'staff_session',
  'audit_event',
  'installation',
  'api_token',
  'failure',
  'tally',
  'heartbeat',
];
/** All rows of all other tables, to compare before and after something that must change nothing. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables = await rowsOf<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`);
  const names = tables
    .map(({ name }) => name)
    .filter((name) => !OF_THE_DOOR.includes(name) && !name.startsWith('sqlite_'));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await rowsOf(`SELECT * FROM ${name}`)])),
  );
}

const SAID = { text: 'x', reason: 'x', partner: 'demo.startup-team' };

/** Routes that name a thing, called with an existing and a non-existing one. */
type Call = (client: ApiClient, of: { number: string; referral: string }) => Promise<Answer>;
const NAMING: [string, Call][] = [
  ['the case', (c, of) => c.get(`/api/v1/staff/cases/${of.number}`)],
  ...ACT_NAMES.map((act): [string, Call] => [
    `the act ${act}`,
    (c, of) => c.post(`/api/v1/staff/cases/${of.number}/acts/${act}`, SAID),
  ]),
  [
    'a stale act',
    (c, of) =>
      c.with({ 'if-match': '"1"' }).post(`/api/v1/staff/cases/${of.number}/acts/note`, { text: 'x' }),
  ],
  [
    'a referral of it',
    (c, of) =>
      c.post(`/api/v1/staff/cases/${of.number}/referrals`, { partner: 'demo.startup-team', reason: 'x' }),
  ],
  ['the referral', (c, of) => c.get(`/api/v1/staff/referrals/${of.referral}`)],
  ...Object.keys(REFERRAL_ACTS).map((act): [string, Call] => [
    `to ${act} the referral`,
    (c, of) => c.post(`/api/v1/staff/referrals/${of.referral}/${act}`, { text: 'x', reason: 'x' }),
  ]),
];
const alike = ({ status, text }: Answer) => [status, text.replace(/urn:request:[\w-]+/g, '')];

describe.each([
  ['stranger', true],
  ['neighbour', true],
  ['other-team', false],
])('for staff elsewhere (%s, with a board: %s)', (login, hasBoard) => {
  let client: ApiClient;
  let browse: Browse;

  beforeAll(async () => {
    client = await ApiClient.of(web, login);
    browse = await Browse.signedIn(web, login, PASSWORD);
  });

  it.each(NAMING)('%s answers as for a case that does not exist', async (_name, call) => {
    const before = await everything();
    const mine = await call(client, { number, referral });
    const absent = await call(client, { number: ABSENT.number, referral: ABSENT.id });
    expect(alike(mine)).toEqual(alike(absent));
    expect(mine.status).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it('lists, searches and counts are as on an empty desk', async () => {
    const queries = ['', '?queue=mine', '?queue=open', '?queue=all', '?queue=unassigned', '?status=ACCEPTED'];
    const searches = [number, '0912-345-678', 'ming@example.tw', '貸款'].map(
      (q) => `?q=${encodeURIComponent(q)}`,
    );
    for (const query of [...queries, ...searches])
      expect((await client.get(`/api/v1/staff/cases${query}`)).body).toEqual({ cases: [], next: null });
    expect((await client.get('/api/v1/staff/referrals')).body).toEqual([]);
  });

  it('the board and its stream do not contain it', async () => {
    const board = await client.get('/api/v1/staff/board');
    const nothing = { running: 0, keptToday: 0, warned: [], overdue: [], kept: [], counts: [] };
    const refused = { status: 404, type: 'urn:single-window:problem:not-found' };
    expect([board.status, board.body]).toEqual([
      hasBoard ? 200 : 404,
      expect.objectContaining(hasBoard ? nothing : refused),
    ]);
    expect(board.text).not.toContain(number);
    for (const path of ['/api/v1/staff/board/stream', '/desk/board/stream']) {
      const event = await firstEvent(path, path.startsWith('/desk') ? browse.cookies : undefined, login);
      expect(/^event: board$/m.test(event)).toBe(hasBoard);
      expect(event).not.toContain(number);
    }
  });

  it.each(['/desk', '/desk/cases?queue=all', '/desk/referrals', '/desk/board'])(
    'the page %s does not contain it',
    async (path) => {
      const page = await browse.get(path);
      expect([path, page.status]).toEqual([path, path === '/desk/board' && !hasBoard ? 404 : 200]);
      expect(page.text).toMatch(/<h1/);
      expect(page.text).not.toContain(number);
      // the filters name services of her own agency
      expect(page.text.replaceAll(/<option[^>]*>[^<]*/g, '')).not.toMatch(GIVEAWAYS);
    },
  );

  it('pages that name it are as for a case that does not exist', async () => {
    const pairs = [
      [`/desk/cases/${number}`, `/desk/cases/${ABSENT.number}`],
      [`/desk/referrals/${referral}`, `/desk/referrals/${ABSENT.id}`],
    ] as const;
    for (const [mine, absent] of pairs) {
      const [here, nowhere] = [await browse.get(mine), await browse.get(absent)];
      expect(here.status).toBe(404);
      expect(plain(here.text)).toBe(plain(nowhere.text));
    }
  });

  it('its forms and its alert answer as for a case that does not exist', async () => {
    const forms = (of: { number: string; referral: string; alert: string }) => [
      `/desk/cases/${of.number}/acts/note`,
      `/desk/cases/${of.number}/acts/refer`,
      `/desk/cases/${of.number}/referrals/${of.referral}/recall`,
      `/desk/referrals/${of.referral}/accept`,
      `/desk/board/alerts/${of.alert}/acknowledge`,
    ];
    const nowhere = forms({ number: ABSENT.number, referral: ABSENT.id, alert: ABSENT.id });
    const typed = { text: 'x', reason: 'x', partner: 'demo.startup-team' };
    const before = await everything();
    for (const [index, path] of forms({ number, referral, alert }).entries()) {
      const [mine, absent] = [await browse.post(path, typed), await browse.post(nowhere[index]!, typed)];
      expect([path, mine.status]).toEqual([path, 404]);
      expect(plain(mine.text)).toBe(plain(absent.text));
    }
    expect(await everything()).toEqual(before);
  });
});

/** Removes what differs between requests: ids, tokens, and the URL. */
const plain = (html: string) =>
  html
    .replace(/value="[^"]*"/g, '')
    .replace(/href="[^"]*"/g, '')
    .replace(/req-\w+/g, '');

async function firstEvent(path: string, cookies: string | undefined, login: string): Promise<string> {
  const headers: Record<string, string> = cookies
    ? { cookie: cookies }
    : { authorization: `Bearer ${await web.token(login)}` };
  const gone = new AbortController();
  const response = await fetch(`${web.url}${path}`, { headers, signal: gone.signal });
  let text = '';
  for await (const chunk of response.body!) {
    text += new TextDecoder().decode(chunk);
    if (text.includes('\ndata: ') || response.status !== 200) break;
  }
  gone.abort();
  return text;
}

describe('for the partner', () => {
  it('there is no name and no contact before acceptance, and subject and reason only on the referral itself', async () => {
    const partner = await ApiClient.of(web, 'partner');
    const browse = await Browse.signedIn(web, 'partner', PASSWORD);
    const seen: [ApiClient | Browse, string, number][] = [
      [partner, `/api/v1/staff/referrals/${referral}`, 200],
      [partner, '/api/v1/staff/referrals', 200],
      [partner, '/api/v1/staff/cases?queue=all', 200],
      [partner, `/api/v1/staff/cases?q=${number}`, 200],
      [partner, '/api/v1/staff/board', 404],
      [browse, '/desk', 200],
      [browse, '/desk/referrals', 200],
      [browse, `/desk/referrals/${referral}`, 200],
    ];
    for (const [who, path, wanted] of seen) {
      const { status, text } = await who.get(path);
      expect([path, status]).toEqual([path, wanted]);
      expect(text).not.toMatch(path.endsWith(referral) ? PERSON : GIVEAWAYS);
    }
    for (const path of ['/desk/referrals', `/desk/referrals/${referral}`])
      expect((await browse.get(path)).text).toContain(number);
    expect((await partner.get(`/api/v1/staff/cases/${number}`)).status).toBe(404);
    expect((await rowsOf('SELECT id FROM disclosure')).length).toBe(0);
  });

  it('the head of a unit of the agency sees the overdue promise of a referral to it on the board, without the subject', async () => {
    const head = await ApiClient.of(web, 'asked-head');
    const browse = await Browse.signedIn(web, 'asked-head', PASSWORD);
    const board = await head.get('/api/v1/staff/board');
    expect(board.body.overdue).toMatchObject([{ caseNumber: number, commitment: 'demo.referral-accept' }]);
    const page = await browse.get('/desk/board');
    for (const { text } of [board, page]) expect(text).not.toMatch(GIVEAWAYS);
    expect(page.text).toContain(`href="/desk/referrals/${toUnit}"`);
    expect(page.text).not.toContain(`href="/desk/cases/${number}"`);
    expect((await browse.get(`/desk/referrals/${toUnit}`)).status).toBe(200);
    expect(await firstEvent('/desk/board/stream', browse.cookies, 'asked-head')).not.toMatch(GIVEAWAYS);
  });

  it("the owner's head sees that the partner is late, with subject and case", async () => {
    const head = await ApiClient.of(web, 'owner-head');
    const { body } = await head.get('/api/v1/staff/board');
    const each = { caseNumber: number, commitment: 'demo.referral-accept' };
    expect(body.overdue).toMatchObject([each, each]);
    const late = { commitmentId: 'demo.referral-accept', unitId: 'demo.finance-team', overdue: 1 };
    expect(body.counts).toContainEqual(expect.objectContaining(late));
    const page = (await (await Browse.signedIn(web, 'owner-head', PASSWORD)).get('/desk/board')).text;
    expect(page).toContain(`href="/desk/cases/${number}"`);
    expect(page).toContain(CASE.subject);
  });

  it('each view of personal data afterwards is recorded', async () => {
    const partner = await ApiClient.of(web, 'partner');
    await partner.post(`/api/v1/staff/referrals/${referral}/accept`);
    expect((await partner.get(`/api/v1/staff/referrals/${referral}`)).body.contact.name).toBe('王小明');
    expect((await rowsOf('SELECT id FROM disclosure')).length).toBe(1);
    // the page says so itself: each opening adds a record
    const browse = await Browse.signedIn(web, 'partner', PASSWORD);
    const { logged } = referralsWords['zh-TW'];
    for (const looks of [2, 3]) {
      expect((await browse.get(`/desk/referrals/${referral}`)).text).toContain(logged);
      const rows = await rowsOf('SELECT * FROM disclosure ORDER BY at, id');
      expect(rows).toHaveLength(looks);
      expect(rows.at(-1)).toMatchObject({
        unitId: 'demo.finance-team',
        staffId: expect.stringMatching(/./),
        fields: 'name,email,phone,subject,description',
        at: expect.anything(),
      });
    }
  });
});

describe('for a citizen', () => {
  const lookUp = (caseNumber: string, lookupCode: string, address: string) =>
    new ApiClient(web, { 'x-forwarded-for': address }).post('/api/v1/progress', { caseNumber, lookupCode });

  it('malformed, unknown and wrong input get the same answer, also on the page', async () => {
    const asked: [string, string][] = [
      ['what', 'A'],
      ['9'.repeat(500), 'A'.repeat(500)],
      [formatCaseNumber('DEMO', LONG_AGO, 778), code],
      [number, 'AAAAAAAAAA'],
    ];
    const answers = [];
    for (const [caseNumber, lookupCode] of asked)
      answers.push(alike(await lookUp(caseNumber, lookupCode, '192.0.2.1')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]![0]).toBe(404);
    const browse = new Browse(web);
    await browse.get('/progress');
    const pages = [];
    for (const [caseNumber, lookupCode] of asked)
      pages.push(await browse.submit('/progress', { caseNumber, lookupCode }));
    expect(new Set(pages.map(({ status, text }) => `${status}${plain(text)}`)).size).toBe(1);
  });

  it('a number with a wrong check digit is called mistyped, whether or not it is near a case, and counts as no failure', async () => {
    const browse = new Browse(web);
    await browse.get('/progress');
    const wrong = (of: string) => `${of.slice(0, -1)}${(Number(of.at(-1)) + 1) % 10}`;
    for (let n = 0; n < 8; n++)
      for (const known of [number, formatCaseNumber('DEMO', LONG_AGO, 777)]) {
        const { text, status } = await browse.submit('/progress', {
          caseNumber: wrong(known),
          lookupCode: code,
        });
        expect([status, text.includes('案件編號有一碼打錯了')]).toEqual([422, true]);
      }
    expect((await browse.submit('/progress', { caseNumber: number, lookupCode: code })).status).toBe(200);
  });

  it('wrong codes and unknown numbers are refused after five', async () => {
    const fresh = (await (await ApiClient.of(web, 'agent')).post('/api/v1/staff/cases', CASE)).body
      .caseNumber;
    const unknown = formatCaseNumber('DEMO', LONG_AGO, 777);
    const rows = [];
    for (const caseNumber of [fresh, unknown]) {
      const statuses = [];
      for (let n = 0; n < 7; n++) statuses.push((await lookUp(caseNumber, 'AAAAAAAAAA', '')).status);
      rows.push(statuses);
    }
    expect(rows).toEqual(Array.from({ length: 2 }, () => [404, 404, 404, 404, 404, 429, 429]));
  });

  it('the three take the same time', async () => {
    const agent = await ApiClient.of(web, 'agent');
    const medians: number[] = [];
    let known = '';
    const kinds = ['malformed', 'unknown', 'wrong'] as const;
    const times: Record<(typeof kinds)[number], number[]> = { malformed: [], unknown: [], wrong: [] };
    for (let n = 0; n < SAMPLES; n++) {
      // another number for every fourth wrong code: no limit may come in between
      if (n % 4 === 0) known = (await agent.post('/api/v1/staff/cases', CASE)).body.caseNumber;
      const unknown = formatCaseNumber('DEMO', LONG_AGO, 1 + Math.floor(n / 4));
      const asked = { malformed: `what ${Math.floor(n / 4)}`, unknown, wrong: known };
      for (const kind of kinds) {
        const start = performance.now();
        const { status } = await lookUp(asked[kind], 'AAAAAAAAAA', '192.0.2.2');
        times[kind].push(performance.now() - start);
        expect([kind, status]).toEqual([kind, 404]);
      }
    }
    for (const kind of kinds) medians.push(times[kind].toSorted((a, b) => a - b)[SAMPLES / 2]!);
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(10);
  });

  it('no page shows a case without its code', async () => {
    const browse = new Browse(web);
    const acts = ['answer', 'message', 'contact', 'reopen', 'withdraw', 'receipts/1'];
    for (const path of ['', ...acts.map((act) => `/${act}`)])
      expect([path, (await browse.get(`/cases/${number}${path}`)).status]).toEqual([path, 303]);
    for (const path of [`/cases/${number}`, `/progress/${number}`, `/desk/cases/${number}`])
      expect((await browse.get(path)).text).not.toMatch(GIVEAWAYS);
    expect((await browse.get(`/desk/cases/${number}`)).status).toBe(303);
  });
});
