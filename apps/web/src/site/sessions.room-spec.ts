import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hours, minutes, Reader } from '@app/platform';
import { Browse } from '../../../../test/support/browse.js';
import { WEDNESDAY_MORNING } from '../../../../test/support/desk.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

describe('a session of the desk', () => {
  let web: TestWeb;
  let people = 0;
  let browse: Browse;
  beforeAll(async () => {
    web = await startTestWeb({ env: { IDLE_LOGOUT_MINUTES: '30' } });
  });
  afterAll(() => web.close());
  beforeEach(async () => {
    web.time.set(WEDNESDAY_MORNING);
    browse = await signedIn(web, 'demo.guidance', ['UNIT_HEAD'], `person-${++people}`);
  });
  const isIn = async (who = browse) => (await who.get('/desk')).status === 200;

  it('ends when its owner is idle longer than the setting', async () => {
    web.time.forward(minutes(30));
    expect(await isIn()).toBe(true);
    web.time.forward(minutes(30));
    expect(await isIn()).toBe(true);
    web.time.forward(minutes(30) + 1);
    expect(await isIn()).toBe(false);
    expect((await browse.get('/desk/board?x=1')).location).toBe('/desk/sign-in?next=%2Fdesk%2Fboard%3Fx%3D1');
  });

  it('ends after twelve hours, also in use', async () => {
    for (let n = 0; n < 24; n++) {
      web.time.forward(minutes(30));
      expect([n, await isIn()]).toEqual([n, true]);
    }
    web.time.set(WEDNESDAY_MORNING + hours(12) + 1);
    expect(await isIn()).toBe(false);
  });

  it('is not kept alive by a board that reloads itself', async () => {
    const look = async () => {
      const gone = new AbortController();
      const { status } = await fetch(`${web.url}/desk/board/stream`, {
        ...{ redirect: 'manual', signal: gone.signal },
        headers: { cookie: browse.cookies, accept: 'text/event-stream' },
      });
      gone.abort();
      return status;
    };
    web.time.forward(minutes(29));
    expect(await look()).toBe(200);
    web.time.forward(minutes(1) + 1);
    expect(await look()).toBe(303);
    expect(await isIn()).toBe(false);
  });

  it('is a new one after each sign-in, and earlier ones remain', async () => {
    const again = new Browse(web);
    await again.get('/desk/sign-in');
    await again.post('/desk/sign-in', { login: `person-${people}`, password: PASSWORD });
    const cookie = (of: Browse) => /desk=([^;]+)/.exec(of.cookies)![1];
    expect(cookie(again)).not.toBe(cookie(browse));
    expect([await isIn(), await isIn(again)]).toEqual([true, true]);
    await again.post('/desk/sign-out', {});
    expect([await isIn(), await isIn(again)]).toEqual([true, false]);
  });

  it('from before a sign-in is not reused (session fixation)', async () => {
    const planted = new Browse(web, new Map([['desk', 'planted-by-somebody-else']]));
    await planted.get('/desk/sign-in');
    await planted.post('/desk/sign-in', { login: `person-${people}`, password: PASSWORD });
    expect(planted.cookies).not.toContain('planted');
    expect(await isIn(planted)).toBe(true);
    expect(await isIn(new Browse(web, new Map([['desk', 'planted-by-somebody-else']])))).toBe(false);
  });

  it('ends with all others at a change of the password, and is replaced by a new one', async () => {
    const other = new Browse(web);
    await other.get('/desk/sign-in');
    await other.post('/desk/sign-in', { login: `person-${people}`, password: PASSWORD });
    await browse.get('/desk/password');
    const { status, location } = await browse.post('/desk/password', {
      current: PASSWORD,
      fresh: 'Quite-Another-43-Lamp',
    });
    expect([status, location]).toEqual([303, '/desk/password?done']);
    expect([await isIn(), await isIn(other)]).toEqual([true, false]);
  });

  it('is stored as a hash that is not accepted as a cookie', async () => {
    const [, token] = /desk=([^;]+)/.exec(browse.cookies)!;
    const rows = await web.get(Reader).rows<{ id: string }>('SELECT id FROM staff_session');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await isIn(new Browse(web, new Map([['desk', rows.at(-1)!.id]])))).toBe(false);
  });

  it('of a first password leads only to its change', async () => {
    const login = `fresh-${people}`;
    const password = await web.staff({
      login,
      name: login,
      organisationId: 'demo',
      unitId: 'demo.guidance',
      roles: ['UNIT_HEAD'],
    });
    const fresh = new Browse(web);
    await fresh.get('/desk/sign-in');
    expect((await fresh.post('/desk/sign-in', { login, password, next: '/desk/board' })).location).toBe(
      '/desk/password',
    );
    for (const path of ['/desk', '/desk/board', '/desk/cases?queue=all', '/desk/calendar'])
      expect([path, (await fresh.get(path)).location]).toEqual([path, '/desk/password']);
    expect((await fresh.get('/desk/password')).status).toBe(200);
    await fresh.post('/desk/password', { current: password, fresh: 'Quite-Another-43-Lamp' });
    expect(await isIn(fresh)).toBe(true);
  });
});
