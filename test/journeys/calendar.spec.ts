import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { minutes } from '@app/platform';
import { openSite } from '../support/site.js';
import { PASSWORD, DATABASES } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';
import type { Visitor } from '../support/visitor.js';

/** The day after the desk's current day, Wednesday 2026-08-19. */
const THURSDAY = { 年: '115', 月: '8', 日: '20' };

jest.setTimeout(60_000);

describe.each(DATABASES)('a supervisor and the office calendar, on %s', (_name, postgres) => {
  const site = openSite({ staff: true, postgres });
  let supervisor: Visitor;
  let api: ApiClient;
  let caseNumber: string;

  const firstStep = async () => {
    const { clocks } = (await api.get(`/api/v1/staff/cases/${caseNumber}`)).body;
    return clocks.find(({ commitment }: { commitment: string }) => commitment === 'house.first-step').dueDate;
  };

  beforeAll(async () => {
    api = await ApiClient.of(site.web, 'agent');
    const taken = await api.post('/api/v1/staff/cases', {
      ...{ service: 'demo.application', subject: '申請', description: '內容', channel: 'WEB' },
      contact: { name: '王小明', email: 'ming@example.tw' },
    });
    ({ caseNumber } = taken.body);
    supervisor = await site.arrive();
    await supervisor.signIn('supervisor', PASSWORD);
    await supervisor.open('/desk/board');
    await supervisor.follow('辦公日曆與期限異動');
  });

  it('is told what is wrong with a day, and nothing typed is lost', async () => {
    await supervisor.fill({ ...THURSDAY, 年: '200', 這一天: '半日上班', 原因: '颱風' });
    await supervisor.press('登記一天');
    expect(await supervisor.errors()).toEqual(['半日上班須填辦公時間，例如 08:30-12:30；停止上班不可填']);
    await supervisor.fill({ 這一天: '停止上班' });
    await supervisor.press('登記一天');
    expect(await supervisor.errors()).toEqual(['辦公日曆尚未載入這個年度']);
    expect(await supervisor.field('原因').inputValue()).toBe('颱風');
  });

  it('declares a day: running due dates move, and the case shows why', async () => {
    expect(await firstStep()).toBe('2026-08-20');
    await supervisor.fill({ ...THURSDAY, 原因: '颱風停止上班' });
    await supervisor.press('登記一天');
    expect(await supervisor.heading()).toBe('登記前確認');
    const moved = supervisor.page.getByRole('row', { name: new RegExp(caseNumber) }).first();
    expect(await moved.innerText()).toMatch(/8月20日.*8月21日/s);
    await supervisor.press('回去修改');
    expect(await supervisor.field('原因').inputValue()).toBe('颱風停止上班');
    expect(await firstStep()).toBe('2026-08-20');
    await supervisor.press('登記一天');
    await supervisor.press('確定登記');
    await supervisor.page.getByText('進行中的期限會在一分鐘內開始重新計算').waitFor();
    await site.web.pass(minutes(1));
    expect(await firstStep()).toBe('2026-08-21');
    await supervisor.open(`/desk/cases/${caseNumber}`);
    await supervisor.page.locator('details.system > summary').click();
    await supervisor.page.getByText('依新的辦公日曆重算期限').first().waitFor();
  });

  it('withdraws it: the earlier date waits until the supervisor agrees', async () => {
    await supervisor.open('/desk/calendar');
    await supervisor.page.getByRole('button', { name: /^取消登記/ }).click();
    await supervisor.page.getByText('提前，須經同意才生效').first().waitFor();
    await supervisor.press('確定取消登記');
    await supervisor.page.getByText('已取消登記。').waitFor();
    await site.web.pass(minutes(1));
    expect(await firstStep()).toBe('2026-08-21');
    await supervisor.open(`/desk/calendar`);
    const row = supervisor.page.getByRole('row', { name: new RegExp(caseNumber) });
    await row
      .first()
      .getByRole('button', { name: /^同意提前/ })
      .click();
    await supervisor.page.getByText('已同意，期限改依新的日曆。').waitFor();
    expect(await firstStep()).toBe('2026-08-20');
  });

  it('is not found by staff who may not', async () => {
    const agent = await site.arrive();
    await agent.signIn('agent', PASSWORD);
    expect(await agent.open('/desk/calendar')).toBe(404);
    await agent.leave();
    expect((await api.get('/api/v1/staff/calendar/earlier-dates')).status).toBe(404);
    const day = { date: '2026-08-24', kind: 'CLOSURE', remark: '颱風' };
    expect((await api.post('/api/v1/staff/calendar/days', day)).status).toBe(404);
  });
});
