import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse } from '../../../../test/support/browse.js';
import { PASSWORD, DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';

const NAME = '王小明';
const SUBJECT = '創業貸款被退件';

describe.each(DATABASES)('the next promised date as a file for calendars, on %s', (_name, postgres) => {
  let web: TestWeb;
  let number: string;
  let code: string;

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    await web.demoStaff();
    const agent = await ApiClient.of(web, 'agent');
    const { body } = await agent.post('/api/v1/staff/cases', {
      ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.consultation' },
      ...{ subject: SUBJECT, description: '想了解原因', contact: { name: NAME, email: 'ming@example.tw' } },
    });
    [number, code] = [body.caseNumber, body.lookupCode];
  }, 60_000);
  afterAll(() => web.close());

  const check = (file: string) => {
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(file).toMatch(/DTSTART;VALUE=DATE:2026\d{4}\r\n/);
    expect(file).toContain(`UID:${number.toLowerCase()}.`);
    for (const hers of [NAME, SUBJECT, 'ming@example.tw', code]) expect(file).not.toContain(hers);
  };

  it('is a download of staff who read the case, without her data', async () => {
    const page = await Browse.signedIn(web, 'agent', PASSWORD);
    const { status, text } = await page.get(`/desk/cases/${number}`);
    expect([status, text.includes(`/desk/cases/${number}/calendar`)]).toEqual([200, true]);
    const answer = await page.get(`/desk/cases/${number}/calendar`);
    expect(answer.status).toBe(200);
    check(answer.text);
    expect((await page.get(`/desk/cases/DEMO-1150819-99999-9/calendar`)).status).toBe(404);
  });

  it('is hers in the browser that opened her case, and of no other', async () => {
    const stranger = new Browse(web);
    expect((await stranger.get(`/cases/${number}/calendar`)).status).toBe(303);
    const her = new Browse(web);
    await her.get('/progress');
    await her.post('/progress', { caseNumber: number, lookupCode: code });
    const answer = await her.get(`/cases/${number}/calendar`);
    expect(answer.status).toBe(200);
    check(answer.text);
  });
});
