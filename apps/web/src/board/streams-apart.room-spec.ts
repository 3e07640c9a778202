import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseActs } from '@app/cases';
import { Intake } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days } from '@app/platform';
import { open, type Stream } from '../../../../test/contracts/board-stream.js';
import type { Browse } from '../../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

/** Watchers who see the same share a drawing: each of these sees something different. */
describe('live boards that are open at once', () => {
  let web: TestWeb;
  const people: Record<string, Browse> = {};
  const numbers: Record<string, string> = {};

  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true' } });
    for (const [organisation, service] of [
      ['demo', 'demo.finance-diagnosis'],
      ['sme', 'sme.finance-diagnosis'],
    ] as const)
      for (let n = 0; n < 2; n++) {
        const matter = {
          service,
          subject: `${organisation} 的事`,
          description: 'x',
          contact: { name: '王小明', email: 'ming@example.tw' },
        };
        numbers[organisation] = (
          await web.get(Intake).report(matter, { address: `192.0.2.${n}` })
        ).file.caseNumber;
      }
    const actor: StaffActor = {
      ...{ kind: 'staff', id: 'head', name: 'head', organisationId: 'demo', unitId: 'demo.head-office' },
      roles: ['UNIT_HEAD', 'CONTROL_OFFICER'],
    };
    const task = { actor, caseNumber: numbers['demo']!, act: 'add-task' as const };
    await web.get(CaseActs).perform({ ...task, input: { taskKind: 'VISIT' } });
    await web.pass(days(60));
    people['demo'] = await signedIn(web, 'demo.head-office', ['CONTROL_OFFICER'], 'control');
    people['auditor'] = await signedIn(web, 'demo.head-office', ['AUDITOR'], 'auditor');
    people['unit'] = await signedIn(web, 'demo.registry', ['UNIT_HEAD'], 'registry-head');
    people['sme'] = await signedIn(web, 'sme.planning', ['CONTROL_OFFICER'], 'sme-control');
  });
  afterAll(() => web.close());

  type Boards = Record<string, string>;
  const streamed = async (locale = 'zh-TW'): Promise<Boards> => {
    const names = Object.keys(people);
    const streams: Stream[] = await Promise.all(
      names.map((name) =>
        open(web, '/desk/board/stream', { cookie: `lang=${locale}; ${people[name]!.cookies}` }),
      ),
    );
    const drawn = await Promise.all(streams.map((stream) => stream.text()));
    streams.forEach((stream) => stream.close());
    return Object.fromEntries(
      names.map((name, at) => [name, (JSON.parse(drawn[at]!) as { html: string }).html]),
    );
  };
  const boardOf = async (name: string, locale = 'zh-TW'): Promise<string> =>
    (await people[name]!.get(`/desk/board?lang=${locale}`)).text.split('id="board"')[1]!;
  const opened = async (locale = 'zh-TW'): Promise<Boards> =>
    Object.fromEntries(
      await Promise.all(Object.keys(people).map(async (name) => [name, await boardOf(name, locale)])),
    );

  it('on a page show at once what happened', async () => {
    expect(await boardOf('demo')).not.toContain('剛剛收到的事');
    const matter = { service: 'demo.finance-diagnosis', subject: '剛剛收到的事', description: 'x' };
    const contact = { name: '王小明', email: 'ming@example.tw' };
    await web.get(Intake).report({ ...matter, contact }, { address: '192.0.2.9' });
    expect(await boardOf('demo')).toContain('剛剛收到的事');
  });

  it('on a page show no alert that was acknowledged', async () => {
    const before = await boardOf('demo');
    const [, alert] = /action="(\/desk\/board\/alerts\/[^"]*)"/.exec(before)!;
    const [, csrf] = /name="csrf" value="([^"]*)"/.exec(before)!;
    expect((await people['demo']!.post(alert!, { csrf: csrf! })).status).toBe(303);
    expect(await boardOf('demo')).not.toContain(alert!);
  });

  describe.each([
    ['as streams', streamed],
    ['as pages', opened],
  ])('%s', (_as, all) => {
    it('show each watcher the cases of their scope, and no other', async () => {
      const boards = await all();
      const holding = (number: string) =>
        Object.keys(people).filter((name) => boards[name]!.includes(number));
      expect(holding(numbers['demo']!)).toEqual(['demo', 'auditor']);
      expect(holding(numbers['sme']!)).toEqual(['sme']);
      expect(boards['unit']).not.toMatch(/的事/);
    });

    it('name the tasks past their day, of their scope', async () => {
      const boards = await all();
      const late = (name: string) => boards[name]!.includes('id="tasks-late"');
      expect(Object.keys(people).filter(late)).toEqual(['demo', 'auditor']);
      expect(boards['demo']).toMatch(
        new RegExp(`id="task-[^>]*><a href="/desk/cases/${numbers['demo']}#tasks"`),
      );
    });

    it('offer to acknowledge only where allowed, each form with the token of its browser', async () => {
      const boards = await all();
      const tokens = (name: string) =>
        [...boards[name]!.matchAll(/name="csrf" value="([^"]*)"/g)].map(([, token]) => token!);
      const other = { demo: 'sme', sme: 'demo' } as const;
      expect(tokens('auditor')).toEqual([]);
      for (const name of ['demo', 'sme'] as const) {
        const [token, ...more] = tokens(name);
        expect(more.length).toBeGreaterThan(0);
        expect(new Set(more)).toEqual(new Set([token]));
        const sent = async (who: string) =>
          (await people[who]!.post('/desk/board/alerts/none/acknowledge', { csrf: token! })).status;
        expect([await sent(name), await sent(other[name])]).toEqual([404, 403]);
      }
    });

    it('are in the language of each watcher', async () => {
      expect((await all('en'))['demo']).toContain('promises running');
      expect((await all('zh-TW'))['demo']).not.toContain('promises running');
    });
  });
});
