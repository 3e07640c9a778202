import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { taipeiDate } from '@app/platform';
import { open } from '../contracts/board-stream.js';
import { bringForward, reading } from '../faults/books.js';
import { delivered } from '../faults/delivered.js';
import { codesOpen, judge } from '../faults/verdict.js';
import { Browse } from '../support/browse.js';
import { PASSWORD } from '../support/web.js';
import { TwoProcesses, until } from '../support/two-processes.js';

jest.setTimeout(120_000);

const STREAM = '/desk/board/stream';
const MOST_ROUNDS = 20;

describe('two web processes and two workers on one PostgreSQL and one Redis', () => {
  let desk: TwoProcesses;
  beforeAll(async () => void (desk = await TwoProcesses.open()));
  afterAll(() => desk.close());

  const cases = async () => (await desk.rows('SELECT id FROM case_file')).length;
  const numbersOf = <T>(all: readonly T[], wanted: T) => all.filter((one) => one === wanted).length;

  it('accept a session of the other, and end it together', async () => {
    const here = await Browse.signedIn(desk.first, 'watcher', PASSWORD);
    const there = here.at(desk.second);
    expect((await there.get('/desk/board')).status).toBe(200);
    const stream = await open(desk.first, STREAM, { cookie: here.cookies });
    await stream.text();
    const old = { cookie: here.cookies };
    expect((await there.post('/desk/sign-out', {})).status).toBe(303);
    for (const { url } of desk.both) {
      const page = await fetch(`${url}/desk/board`, { headers: old, redirect: 'manual' });
      expect([page.status, page.headers.get('location')]).toEqual([
        303,
        '/desk/sign-in?next=%2Fdesk%2Fboard',
      ]);
    }
    expect(await stream.ended).toEqual(['board', 'ended']);
  });

  it('count wrong codes together: of 100 at once five are tested, then none at either', async () => {
    const { body } = await desk.report(desk.first, 'codes', '203.0.113.1');
    const ask = (address: string, lookupCode: string) => (web: (typeof desk.both)[0]) =>
      desk
        .from(web, address)
        .post('/api/v1/progress', { caseNumber: body.caseNumber, lookupCode })
        .then(({ status }) => status);
    const wrong = body.lookupCode === '2222222222' ? '3333333333' : '2222222222';
    const answers = await desk.atOnce(100, ask('203.0.113.2', wrong));
    expect([numbersOf(answers, 404), numbersOf(answers, 429)]).toEqual([5, 95]);
    expect(await desk.atOnce(2, ask('203.0.113.2', body.lookupCode))).toEqual([429, 429]);
    expect(await desk.atOnce(2, ask('203.0.113.3', body.lookupCode))).toEqual([200, 200]);
  });

  it('count reports together: of 100 at once from one address twenty become cases', async () => {
    const before = await cases();
    const answers = await desk.atOnce(100, (web, n) => desk.report(web, `flood${n}`, '203.0.113.5'));
    const statuses = answers.map(({ status }) => status);
    expect([numbersOf(statuses, 201), numbersOf(statuses, 429)]).toEqual([20, 80]);
    expect((await cases()) - before).toBe(20);
  });

  it('count wrong passwords together: of 120 at once five are tested and a hundred taken', async () => {
    const browser = new Browse(desk.first, new Map(), { 'x-forwarded-for': '203.0.113.6' });
    await browser.get('/desk/sign-in');
    const guess = { login: 'locked', password: 'Not-The-Lantern-1' };
    const answers = await desk.atOnce(120, (web) => browser.at(web).post('/desk/sign-in', guess));
    const statuses = answers.map(({ status }) => status);
    expect([numbersOf(statuses, 401), numbersOf(statuses, 429)]).toEqual([100, 20]);
    const noted = await desk.rows<{ type: string; n: string }>(
      `SELECT type, COUNT(*) AS n FROM audit_event WHERE type IN ('SIGN_IN_FAILED', 'LOCKED', 'SIGN_IN_REFUSED') GROUP BY type`,
    );
    expect(Object.fromEntries(noted.map(({ type, n }) => [type, Number(n)]))).toEqual({
      SIGN_IN_FAILED: 4,
      LOCKED: 1,
      SIGN_IN_REFUSED: 95,
    });
    const elsewhere = new Browse(desk.second, new Map(), { 'x-forwarded-for': '203.0.113.7' });
    await elsewhere.get('/desk/sign-in');
    expect((await elsewhere.post('/desk/sign-in', { login: 'locked', password: PASSWORD })).status).toBe(401);
  });

  it('make one case of a report that reaches both, at once and later', async () => {
    const before = await cases();
    const send = () => desk.atOnce(10, (web) => desk.report(web, 'twice', '203.0.113.8'));
    const answers = [...(await send()), ...(await send())];
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.caseNumber}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect((await cases()) - before).toBe(1);
  });

  it('show changes made at one on boards of the other within two seconds', async () => {
    const headers = { authorization: `Bearer ${desk.watcherToken}` };
    const stream = await open(desk.second, '/api/v1/staff/board/stream', headers);
    const { running } = JSON.parse(await stream.text());
    await desk.report(desk.first, 'seen', '203.0.113.9');
    const done = performance.now();
    let shown = running;
    while (shown <= running) shown = JSON.parse(await stream.text()).running;
    expect(performance.now() - done).toBeLessThan(2_000);
    stream.close();
  });

  it('break each promise once and send each message once', async () => {
    const open = await desk.atOnce(12, (web, n) => desk.report(web, `late${n}`, '203.0.113.10'));
    expect(open.every(({ status }) => status === 201)).toBe(true);
    const has = async (sql: string) => (await desk.rows(sql)).length > 0;
    const inTime = `SELECT 1 FROM clock WHERE state = 'RUNNING' AND NOT EXISTS (SELECT 1 FROM history_event
      WHERE type = 'OVERDUE' AND facts::jsonb ->> 'clockId' = clock.id)`;
    for (let round = 0; round < MOST_ROUNDS && (await has(inTime)); round++) {
      const now = Date.now();
      await bringForward(desk.system.parts, now);
      await until(
        async () => !(await has(`SELECT 1 FROM timer WHERE state = 'ARMED' AND "dueAt" <= ${now}`)),
      );
    }
    expect(await reading(desk.system.parts, (read) => read.settled(60_000))).toBe(0);
    const events = await desk.rows<{ subject: string; n: string }>(
      `SELECT "caseId" || ' ' || (facts::jsonb ->> 'clockId') AS subject, COUNT(*) AS n
        FROM history_event WHERE type = 'OVERDUE' GROUP BY 1`,
    );
    expect(events.length).toBeGreaterThanOrEqual(12);
    expect(new Set(events.map(({ n }) => Number(n)))).toEqual(new Set([1]));
    const effects = await desk.rows<{ n: string }>(
      `SELECT COUNT(*) AS n FROM timer WHERE state = 'FIRED' AND kind IN ('clock.rung', 'clock.due') GROUP BY "subjectId", occurrence`,
    );
    expect(new Set(effects.map(({ n }) => Number(n)))).toEqual(new Set([1]));
    const sent = delivered(desk.system).map(({ noticeId }) => noticeId);
    expect(sent.length).toBeGreaterThan(12);
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('use a calendar day declared at the other', async () => {
    const dueAt = async (key: string) =>
      (await desk.report(desk.second, key, '203.0.113.11')).body.dueAt as string;
    const before = await dueAt('before');
    // due at the end of a working day, which is the first instant of the next
    const date = taipeiDate(Date.parse(before) - 1);
    const day = { date, kind: 'CLOSURE', remark: '搬遷停止辦公' };
    const watcher = desk.staff(desk.first, desk.watcherToken);
    expect((await watcher.post('/api/v1/staff/calendar/days', day)).status).toBe(201);
    const browse = await Browse.signedIn(desk.second, 'watcher', PASSWORD);
    await until(async () => (await browse.get('/desk/calendar')).text.includes(day.remark));
    const after = await dueAt('after');
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(before));
  });

  it('lose nothing when one is killed: the other serves all requests', async () => {
    const browse = await Browse.signedIn(desk.first, 'watcher', PASSWORD);
    const stream = await open(desk.second, STREAM, { cookie: browse.cookies });
    await stream.text();
    const before = await cases();
    const address = '203.0.113.12';
    const sent = Array.from({ length: 20 }, (_, n) =>
      desk.report(desk.first, `killed${n}`, address).catch(() => undefined),
    );
    await Promise.race(sent);
    await desk.first.process.kill();
    const told = (await Promise.all(sent)).map((answer) => answer?.body.caseNumber as string | undefined);
    const again = await Promise.all(sent.map((_, n) => desk.report(desk.second, `killed${n}`, address)));
    const numbers = again.map(({ body }) => body.caseNumber as string);
    expect(again.map(({ status }) => status)).toEqual(sent.map(() => 201));
    expect(told.every((number, n) => number === undefined || number === numbers[n])).toBe(true);
    expect((await cases()) - before).toBe(20);
    await stream.text();
    stream.close();
    expect((await browse.at(desk.second).get('/desk/board')).status).toBe(200);
  });

  it('leave nothing lost, doubled or broken, and bin/desk audit finds nothing', async () => {
    await desk.system.start('web');
    const { faults, counts } = await judge(desk.system);
    expect(faults).toEqual([]);
    expect(counts['repeated']).toBe(0);
    expect(await codesOpen(desk.system)).toEqual([]);
  });
});
