import { CaseActs, CaseFile, type ActName } from '@app/cases';
import { hours, Reader } from '@app/platform';
import { ROLES, type Role, type StaffActor } from '@app/people';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WEDNESDAY_MORNING } from '../../../../../test/support/desk.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../../test/support/web.js';
import { Browse } from '../../../../../test/support/browse.js';
import { signedIn } from '../../spec-support.js';

/** Every role alone, and every two together. */
const COMBINATIONS: Role[][] = ROLES.flatMap((one, at) => [
  [one],
  ...ROLES.slice(at + 1).map((other) => [one, other]),
]);

const UNITS = ['demo.guidance', 'demo.finance-team'];

const linksOf = (html: string): string[] => {
  const nav = /<nav aria-label="[^"]*"><ul class="nav">.*?<\/nav>/s.exec(html)?.[0] ?? '';
  return [...nav.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
};

describe('the top bar', () => {
  let web: TestWeb;
  beforeAll(async () => void (web = await startTestWeb()));
  afterAll(() => web.close());

  it.each(UNITS)(
    'leads everybody in %s only to pages that open',
    async (unit) => {
      const dead: unknown[] = [];
      for (const [at, roles] of COMBINATIONS.entries()) {
        const browse = await signedIn(web, unit, roles, `${unit.split('.')[1]}-${at}`);
        const first = await browse.get('/desk/password');
        for (const href of linksOf(first.text)) {
          const { status } = await browse.get(href.split('#')[0]!);
          if (status !== 200) dead.push([roles, href, status]);
        }
        if (linksOf(first.text).length === 0) dead.push([roles, 'no place']);
      }
      expect(dead).toEqual([]);
    },
    120_000,
  );

  it('leads from sign-in to the first of her places, or to the page that was asked for', async () => {
    const who = { name: 'x', organisationId: 'demo', unitId: 'demo.service-desk' };
    await web.staff({ login: 'lands', ...who, roles: ['FRONTLINE_AGENT'] }, PASSWORD);
    const browse = new Browse(web);
    expect((await browse.get('/desk')).location).toBe('/desk/sign-in');
    await browse.get('/desk/sign-in');
    const typed = { login: 'lands', password: PASSWORD };
    expect((await browse.post('/desk/sign-in', { ...typed, next: '' })).location).toBe('/desk/calls/new');
    expect((await browse.get('/desk/sign-in')).location).toBe('/desk/calls/new');
    const other = new Browse(web);
    await other.get('/desk/sign-in');
    const next = '/desk/cases?queue=all';
    expect((await other.post('/desk/sign-in', { ...typed, next })).location).toBe(next);
  });

  it('leads back to the page where a session ended, also to the list of her own work', async () => {
    web.time.set(WEDNESDAY_MORNING);
    const browse = await signedIn(web, 'demo.service-desk', ['FRONTLINE_AGENT'], 'ended');
    web.time.forward(hours(13));
    const { location } = await browse.get('/desk');
    expect(location).toBe('/desk/sign-in?next=%2Fdesk');
    const typed = { login: 'ended', password: PASSWORD, next: '/desk' };
    await browse.get(location!);
    expect((await browse.post('/desk/sign-in', typed)).location).toBe('/desk');
  });

  it('says how much waits in each', async () => {
    const head = await signedIn(web, 'demo.guidance', ['UNIT_HEAD'], 'counts');
    const before = await head.get('/desk/board');
    expect(before.text).not.toContain('count-mark');
    const agent = await signedIn(web, 'demo.service-desk', ['FRONTLINE_AGENT'], 'opens');
    const page = await agent.get('/desk/calls/new');
    const notice = /name="noticeVersion" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const opened = await agent.post('/desk/calls/case', {
      ...{ channel: 'PHONE', service: 'demo.finance-diagnosis', subject: '貸款', description: '想問' },
      ...{ 'contact.name': '王', noticeRead: 'yes', noticeVersion: notice, sent: 'yes' },
    });
    expect([opened.status, opened.text.includes('DEMO-')]).toEqual([200, true]);
    const after = await head.get('/desk/board');
    expect(after.text).toMatch(
      /queue=unit"[^>]*>[^<]*<!-- -->? ?<span class="count-mark">1|queue=unit.{0,80}count-mark">1</s,
    );
  });

  it('leads a unit asked to co-handle to what is asked of it', async () => {
    const handler = await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], 'asks');
    const asked = await signedIn(web, 'demo.registry', ['CASE_HANDLER'], 'asked');
    expect(linksOf((await asked.get('/desk')).text)).not.toContain('/desk/referrals');
    const number = /DEMO-\d{7}-\d{5}-\d/.exec((await handler.get('/desk/cases?queue=unit')).text)![0];
    const { id } = (await web.get(Reader).find(CaseFile, 'WHERE "caseNumber" = $1', [number]))[0]!;
    const actor: StaffActor = {
      ...{ kind: 'staff', id, name: 'asks', organisationId: 'demo', unitId: 'demo.guidance' },
      roles: ['CASE_HANDLER'],
    };
    const act = (name: ActName, input: object) =>
      web.get(CaseActs).perform({ actor, caseNumber: number, act: name, input });
    await act('co-handle', { unit: 'demo.registry', reason: '請表示意見' });
    expect((await asked.get('/desk')).text).toMatch(
      /\/desk\/referrals"[^>]*>[^<]*<span class="count-mark">1</,
    );
  });
});
