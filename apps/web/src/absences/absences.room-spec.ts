import { UnitOfWork } from '@app/platform';
import { Staff } from '@app/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { In } from 'typeorm';
import { Browse } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { WEDNESDAY_MORNING } from '../../../../test/support/desk.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { absencesWords } from './words.js';

const said = absencesWords['zh-TW'];
const date = (name: string, day: string) => ({
  ...{ [`${name}.year`]: '115', [`${name}.month`]: '8', [`${name}.day`]: day },
});
const period = (from: string, until: string) => ({ ...date('from', from), ...date('until', until) });

describe.each(DATABASES)('the pages of absences on %s', (_name, postgres) => {
  let web: TestWeb;
  let [own, head]: Browse[] = [];
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    own = await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], 'own');
    head = await signedIn(web, 'demo.guidance', ['UNIT_HEAD'], 'head');
    await signedIn(web, 'sme.planning', ['CASE_HANDLER'], 'far');
    const staff = await web.get(UnitOfWork).run((manager) => manager.find(Staff));
    for (const { login, id } of staff) ids[login] = id;
  }, 60_000);
  afterAll(() => web.close());
  // each test begins with nobody away
  beforeEach(async () => {
    const all = { id: In(Object.values(ids)) };
    await web.get(UnitOfWork).run((manager) => manager.update(Staff, all, { absences: [] }));
  });

  it('take an absence of oneself, and show it in the month of the unit with the deputy', async () => {
    const typed = { ...period('24', '25'), deputy: ids['head']! };
    expect((await own!.submit(`/desk/absences/${ids['own']}`, typed)).text).toContain(said.done.entered);
    const month = await own!.get('/desk/absences?month=2026-08');
    expect(month.text.match(/class="day-away"/g)).toHaveLength(2);
    expect(month.text).toMatch(/class="day-away" title="head"/);
    expect((await own!.get('/desk/absences?month=2026-09')).text).not.toContain('day-away"');
  });

  it('warn where the deputies of others go, too, and take it back', async () => {
    await own!.submit(`/desk/absences/${ids['own']}`, { ...period('24', '25'), deputy: ids['head']! });
    const path = `/desk/absences/${ids['head']}`;
    const warned = await head!.submit(path, period('25', '26'));
    expect(warned.text).toContain(said.done['entered-no-deputy-is-deputy']);
    const month = await head!.get('/desk/absences?month=2026-08');
    expect(month.text).toContain(`>${said.month.noDeputy}<`);
    const absence = /name="absence" value="([^"]+)"/.exec(warned.text)![1]!;
    await head!.get(path);
    expect((await head!.submit(`${path}/withdraw`, { absence })).text).toContain(said.done.withdrawn);
    const again = await head!.post(`${path}/withdraw`, { absence });
    expect([again.status, again.text.includes('已經取消')]).toEqual([409, true]);
  });

  it('return what is refused with what was typed', async () => {
    const { status, text } = await own!.post(`/desk/absences/${ids['own']}`, period('31', '30'));
    expect([status, text.includes('結束日不能早於開始日')]).toEqual([422, true]);
    expect(text).toMatch(/name="from.day"[^>]*value="31"/);
    for (const deputy of ['x', '\0', ids['far']!, ids['own']!]) {
      const wrong = await own!.post(`/desk/absences/${ids['own']}`, { ...period('27', '28'), deputy });
      expect([wrong.status, wrong.text.includes('id="deputy-error"')]).toEqual([422, true]);
    }
    const empty = await own!.post(`/desk/absences/${ids['own']}`, {});
    expect([empty.status, empty.text.match(/請輸入正確的日期/g)?.length]).toEqual([422, 4]);
  });

  it('are those of the own unit and organisation alone', async () => {
    for (const path of [ids['head'], ids['far'], 'x', '%00'])
      expect([path, (await own!.get(`/desk/absences/${path}`)).status]).toEqual([path, 404]);
    expect((await head!.get(`/desk/absences/${ids['own']}`)).status).toBe(200);
    expect((await head!.get(`/desk/absences/${ids['far']}`)).status).toBe(404);
    for (const unit of ['demo.registry', 'sme.planning', 'x'])
      expect((await own!.get(`/desk/absences?unit=${unit}`)).status).toBe(404);
    expect((await own!.get('/desk/absences?month=2026-13')).status).toBe(200);
  });

  it('lead from the month to the absences that one may enter, and to no others', async () => {
    const linked = async (by: Browse) =>
      [...(await by.get('/desk/absences')).text.matchAll(/<th scope="row"><a href="(.*?)"/g)].map(
        ([, href]) => href!,
      );
    expect(await linked(own!)).toEqual([`/desk/absences/${ids['own']}`]);
    const ofUnit = [ids['own'], ids['head']].map((id) => `/desk/absences/${id}`);
    expect((await linked(head!)).toSorted()).toEqual(ofUnit.toSorted());
  });

  it('list an absence until its last day is over, and a deputy who is away as none', async () => {
    const path = `/desk/absences/${ids['own']}`;
    const count = async () => (await own!.get(path)).text.match(/name="absence"/g)?.length ?? 0;
    for (const [n, days] of [period('24', '25'), period('27', '28')].entries()) {
      expect(await count()).toBe(n);
      await own!.submit(path, { ...days, deputy: ids['head']! });
    }
    expect(await count()).toBe(2);
    await head!.submit(`/desk/absences/${ids['head']}`, period('28', '28'));
    const { text } = await own!.get('/desk/absences?month=2026-08');
    expect(text.match(/class="day-away" title="head"/g)).toHaveLength(3);
    web.time.set(Date.parse('2026-08-28T23:59:00+08:00'));
    own = await Browse.signedIn(web, 'own', PASSWORD);
    head = await Browse.signedIn(web, 'head', PASSWORD);
    const onItsLastDay = await count();
    web.time.set(Date.parse('2026-08-29T00:00:00+08:00'));
    expect(await count()).toBe(onItsLastDay - 1);
    web.time.set(WEDNESDAY_MORNING);
    own = await Browse.signedIn(web, 'own', PASSWORD);
    head = await Browse.signedIn(web, 'head', PASSWORD);
  });
});
