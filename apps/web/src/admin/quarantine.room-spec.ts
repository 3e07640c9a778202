import { Notice } from '@app/notices';
import { Staff, TrailEvent } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browse } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import type { TestDesk } from '../../../../test/support/desk.js';
import { Office } from '../../../../test/support/office.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { Failures } from '../site/failures.js';
import { adminWords } from './words.js';

const said = adminWords['zh-TW'].quarantine;
const LIST = '/desk/admin/quarantine';

describe.each(DATABASES)('the page of failures on %s', (_name, postgres) => {
  let web: TestWeb;
  let [admin, far]: Browse[] = [];
  let [caseNumber, caseId, noticeId, timerId] = ['', '', '', ''];
  const change = (work: Parameters<UnitOfWork['run']>[0]) => web.get(UnitOfWork).run(work);

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    admin = await signedIn(web, 'demo.head-office', ['ADMIN'], 'admin');
    far = await signedIn(web, 'sme.planning', ['ADMIN'], 'far');
  }, 60_000);
  beforeEach(async () => {
    const office = new Office(web as unknown as TestDesk);
    ({ caseNumber, id: caseId } = await office.open());
    const notices = await web.get(Reader).repository(Notice).findBy({ caseId });
    noticeId = notices[0]!.id;
    const timers = await web.get(Reader).repository(Timer).findBy({ caseId, state: 'ARMED' });
    timerId = timers[0]!.id;
    const failed = { state: 'UNKNOWN', interruptions: 5, nextAttemptAt: null } as const;
    await change((manager) => manager.update(Notice, { id: noticeId }, failed));
    const stopped = { state: 'QUARANTINED', failures: 5, liveKey: null } as const;
    await change((manager) => manager.update(Timer, { id: timerId }, stopped));
  });
  afterAll(() => web.close());

  const notice = () => web.get(Reader).repository(Notice).findOneByOrFail({ id: noticeId });
  const timer = () => web.get(Reader).repository(Timer).findOneByOrFail({ id: timerId });
  const noted = (type: string) =>
    web
      .get(Reader)
      .repository(TrailEvent)
      .find({ where: { type }, order: { seq: 'DESC' }, take: 1 });
  const countOf = (html: string) => /系統管理\s*<span class="count-mark">(\d+)/.exec(html)?.[1];

  it('lists what waits by case number alone, and says its number in the bar', async () => {
    const { text } = await admin!.get(LIST);
    expect(text).toContain(`<td>${caseNumber}</td>`);
    expect(text).not.toContain('林小姐');
    const before = Number(countOf(text));
    await admin!.submit(`${LIST}/timer/${timerId}/again`, {});
    expect(Number(countOf((await admin!.get(LIST)).text))).toBe(before - 1);
    expect((await timer()).state).toBe('ARMED');
  });

  it('lists the oldest first, of whatever kind', async () => {
    await change((manager) => manager.update(Notice, { id: noticeId }, { createdAt: 1 }));
    const at = async (path: string) => (await admin!.get(LIST)).text.indexOf(path);
    const [notices, timers] = [`notice/${noticeId}/again`, `timer/${timerId}/again`];
    expect(await at(notices)).toBeLessThan(await at(timers));
    await change((manager) => manager.update(Notice, { id: noticeId }, { createdAt: web.time.now() * 2 }));
    expect(await at(timers)).toBeLessThan(await at(notices));
  });

  it('tries again, once, and notes who did it', async () => {
    const path = `${LIST}/notice/${noticeId}`;
    await admin!.get(LIST);
    expect((await admin!.submit(`${path}/again`, {})).text).toContain(said.done.again);
    expect(await notice()).toMatchObject({ state: 'PENDING', interruptions: null });
    expect((await admin!.submit(`${path}/again`, {})).text).toContain(said.done.gone);
    const [event] = await noted('NOTICE_TAKEN_UP');
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'admin' });
    expect(event).toMatchObject({ staffId: id, detail: { notice: noticeId } });
  });

  it('drops with a reason, which is asked for and noted', async () => {
    const path = `${LIST}/notice/${noticeId}`;
    expect((await admin!.get(path)).text).toContain(said.dropping.what.notice);
    const asked = await admin!.post(`${path}/drop`, { reason: ' ' });
    expect([asked.status, asked.text.includes('id="reason-error"')]).toEqual([422, true]);
    expect((await notice()).state).toBe('UNKNOWN');
    const done = await admin!.submit(`${path}/drop`, { reason: '地址已失效，改以電話通知' });
    expect(done.text).toContain(said.done.drop);
    expect(await notice()).toMatchObject({ state: 'FAILED', reason: 'dropped', interruptions: null });
    const [event] = await noted('NOTICE_DROPPED');
    expect(event!.detail).toEqual({ notice: noticeId, reason: '地址已失效，改以電話通知' });
  });

  it('drops nothing when the language is changed: what was typed is there in the other one', async () => {
    const path = `${LIST}/notice/${noticeId}`;
    await admin!.get(path);
    const { text } = await admin!.post(`${path}/drop`, { reason: '改以電話通知', lang: 'en' });
    expect([text.includes('value="改以電話通知"'), (await notice()).state]).toEqual([true, 'UNKNOWN']);
    await admin!.get(`${LIST}?lang=zh-TW`);
  });

  it('says so where another was quicker', async () => {
    const drop = jest.spyOn(web.get(Failures), 'drop').mockResolvedValue(false);
    await admin!.get(LIST);
    const done = await admin!.submit(`${LIST}/notice/${noticeId}/drop`, { reason: 'x' });
    drop.mockRestore();
    expect([done.text.includes(said.done.gone), done.text.includes(said.done.drop)]).toEqual([true, false]);
  });

  it('tried again and dropped by many at once, it happens once', async () => {
    const before = (await web.get(Reader).repository(TrailEvent).find()).length;
    const path = `${LIST}/notice/${noticeId}`;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 ? admin!.post(`${path}/again`, {}) : admin!.post(`${path}/drop`, { reason: 'x' }),
      ),
    );
    expect((await web.get(Reader).repository(TrailEvent).find()).length).toBe(before + 1);
  });

  it('never drops a timer, and shows nothing of another organisation', async () => {
    expect((await admin!.get(`${LIST}/timer/${timerId}`)).status).toBe(404);
    expect((await admin!.post(`${LIST}/timer/${timerId}/drop`, { reason: 'x' })).status).toBe(404);
    const listed = await far!.get(LIST);
    expect(listed.text).not.toContain(caseNumber);
    for (const path of [`notice/${noticeId}`, `timer/${timerId}`])
      expect((await far!.post(`${LIST}/${path}/again`, {})).location).toBe(`${LIST}?done=gone`);
    await far!.post(`${LIST}/notice/${noticeId}/drop`, { reason: 'x' });
    expect([(await notice()).state, (await timer()).state]).toEqual(['UNKNOWN', 'QUARANTINED']);
  });

  it.each(['letter/x', 'notice/x', 'constructor/01900000-0000-7000-8000-000000000000', 'notice/%00'])(
    'is not there for %s',
    async (path) => {
      expect((await admin!.get(`${LIST}/${path}`)).status).toBe(404);
      expect((await admin!.post(`${LIST}/${path}/drop`, { reason: 'x' })).status).toBe(404);
    },
  );
});
