import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { days } from '@app/platform';
import { openSite } from '../support/site.js';
import { PASSWORD, DATABASES } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';
import type { Visitor } from '../support/visitor.js';

const DESK = { organisationId: 'sme', unitId: 'sme.planning' };

interface Clock {
  commitment: string;
  dueDate: string;
}

jest.setTimeout(60_000);

/** A mailbox case has two running promises: as a petition and as a document. */
describe.each(DATABASES)('the promises of a case for staff, on %s', (_name, postgres) => {
  const site = openSite({ postgres });
  let api: ApiClient;
  let chief: ApiClient;
  let head: Visitor;
  let caseNumber: string;

  const cardOf = (promise: string) => head.page.getByRole('article').filter({ hasText: promise });
  const dueDates = async () => {
    const { clocks } = (await api.get(`/api/v1/staff/cases/${caseNumber}`)).body;
    const extendable = clocks.filter(({ commitment }: Clock) => commitment.startsWith('law.'));
    return Object.fromEntries(extendable.map(({ commitment, dueDate }: Clock) => [commitment, dueDate]));
  };
  /** Asked for, and approved by another person. */
  const approved = async () => {
    await head.page.getByText('已陳請核准：展延').waitFor();
    await chief.post(`/api/v1/staff/cases/${caseNumber}/acts/approve`, {});
    await open();
  };
  const open = async (locale = 'zh-TW') => {
    await head.open(`/desk/cases/${caseNumber}?lang=${locale}`);
  };

  beforeAll(async () => {
    await site.web.staff({ login: 'chief', name: '王主管', ...DESK, roles: ['UNIT_HEAD'] }, PASSWORD);
    await site.web.staff({ login: 'head', name: '李承辦', ...DESK, roles: ['CASE_HANDLER'] }, PASSWORD);
    api = await ApiClient.of(site.web, 'head');
    chief = await ApiClient.of(site.web, 'chief');
    const taken = await api.post('/api/v1/staff/cases', {
      ...{ service: 'sme.feedback-mailbox', subject: '建議', description: '內容', channel: 'EMAIL' },
      contact: { name: '王小明', email: 'ming@example.tw' },
    });
    ({ caseNumber } = taken.body);
    await api.post(`/api/v1/staff/cases/${caseNumber}/acts/accept`, {});
    site.web.time.forward(days(2));
    head = await site.arrive();
    await head.signIn('head', PASSWORD);
  });

  it('show the days used so far', async () => {
    await open();
    await cardOf('公文普通件 6 個工作日').getByText('為什麼是這一天').click();
    expect(await cardOf('公文普通件 6 個工作日').innerText()).toContain('目前使用日數：2 日');
  });

  it('are extended one by one or together; a refused form keeps the choice', async () => {
    await open();
    const before = await dueDates();
    const asked = {
      展延哪一項期限: '公文普通件 6 個工作日',
      展延幾個工作日: '99',
      原因: '需會商',
    };
    await head.act('展延', asked);
    expect(await head.errors()).toEqual(['超過每次展延的上限']);
    const form = head.page.locator('details[open]').filter({ hasText: '展延幾個工作日' });
    expect(await head.field('展延哪一項期限', form).inputValue()).toBe('law.doc-normal');
    expect(await head.field('展延幾個工作日', form).inputValue()).toBe('99');
    expect(await dueDates()).toEqual(before);
    await head.fill({ 展延幾個工作日: '2' }, form);
    await head.press('展延', form);
    await head.page.getByText('已陳請核准：展延').waitFor();
    expect(await dueDates()).toEqual(before);
    await approved();
    expect(await dueDates()).toEqual({ ...before, 'law.doc-normal': '2026-08-31' });
    await head.act('展延', { 展延幾個工作日: '2', 原因: '需會商' });
    await approved();
    expect(await dueDates()).toEqual({ 'law.doc-normal': '2026-09-02', 'law.petition': '2026-10-06' });
  });

  it('offer no choice once only one can be extended', async () => {
    await head.page.locator('summary').getByText('展延', { exact: true }).click();
    expect(await head.field('展延幾個工作日').count()).toBe(1);
    expect(await head.field('展延哪一項期限').count()).toBe(0);
  });

  it('show the total days used once they have ended', async () => {
    await head.act('答復', { 內容: '謝謝您的建議。' });
    await open('en');
    await head.page.getByText('promises that ended').click();
    const card = cardOf('Official document, normal: 6 working days');
    await card.getByText('Why this date').click();
    expect(await card.innerText()).toContain('Days used: 2 (');
  });
});
