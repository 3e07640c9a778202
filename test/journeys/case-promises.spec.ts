import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { days } from '@app/platform';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.js';
import { DATABASES, startTestWeb, type TestWeb } from '../support/web.js';
import { ApiClient } from './api-client.js';
import { Visitor } from './visitor.js';

const PASSWORD = 'Harbour-Lantern-42';
const DESK = { organisationId: 'sme', unitId: 'sme.planning' };

jest.setTimeout(60_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Of the mailbox two promises run at once: as a petition and as a document. */
describe.each(DATABASES)('the promises of a case, to staff, on %s', (_name, postgres) => {
  let web: TestWeb;
  let head: Visitor;
  let caseNumber: string;

  const cardOf = (promise: string) => head.page.getByRole('article').filter({ hasText: promise });
  const open = async (lang = 'zh-TW') => {
    await head.open(`/desk/cases/${caseNumber}?lang=${lang}`);
  };

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    await web.staff(
      { login: 'head', name: '王主管', ...DESK, roles: ['UNIT_HEAD', 'CASE_HANDLER'] },
      PASSWORD,
    );
    const api = await ApiClient.of(web, 'head');
    const taken = await api.post('/api/v1/staff/cases', {
      ...{ service: 'sme.feedback-mailbox', subject: '建議', description: '內容', channel: 'EMAIL' },
      contact: { name: '王小明', email: 'ming@example.tw' },
    });
    ({ caseNumber } = taken.body);
    await api.post(`/api/v1/staff/cases/${caseNumber}/acts/accept`, {});
    web.clock.forward(days(2));
    head = await Visitor.arrive(browser, web);
    await head.signIn('head', PASSWORD);
  });
  afterAll(() => web.close());

  it('say how many days they used so far', async () => {
    await open();
    await cardOf('公文普通件 6 日').getByText('為什麼是這一天').click();
    expect(await cardOf('公文普通件 6 日').innerText()).toContain('目前使用日數：2 日');
  });

  it('and how many in all, once they have ended', async () => {
    await head.act('答復', { 內容: '謝謝您的建議。' });
    await open('en');
    await head.page.getByText('promises that ended').click();
    const card = cardOf('Official document, normal: 6 days');
    await card.getByText('Why this date').click();
    expect(await card.innerText()).toContain('Days used: 2 (');
  });
});
