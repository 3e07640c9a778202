import { describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';

jest.setTimeout(60_000);

describe('a board left open on a screen', () => {
  const site = openSite({ staff: true, env: { STREAMS_PER_PERSON: '1' } });

  it('shows changes, and leads to sign-in when its owner signs out elsewhere', async () => {
    const supervisor = await site.arrive();
    await supervisor.signIn('supervisor', PASSWORD);
    await supervisor.open('/desk/board');
    await supervisor.page.getByText('即時更新中').waitFor();
    const agent = await ApiClient.of(site.web, 'agent');
    await agent.post('/api/v1/staff/cases', {
      ...{ service: 'demo.consultation', subject: '貸款', description: '內容', channel: 'PHONE' },
      noticeVersion: PRIVACY_NOTICE_VERSION,
      contact: { name: '王小明' },
    });
    await supervisor.page.locator('#board table.dense').waitFor();
    const elsewhere = await supervisor.context.newPage();
    await elsewhere.goto('/desk/password');
    await elsewhere.getByRole('button', { name: '登出', exact: true }).click();
    await supervisor.page.waitForURL(/\/desk\/sign-in\?next=%2Fdesk%2Fboard$/);
    expect(await supervisor.text()).not.toContain('demo');
    await supervisor.leave();
  });

  it('leads to sign-in also when signed out while it could not connect', async () => {
    const [first, second] = [await site.arrive(), await site.arrive()];
    for (const visitor of [first, second]) {
      await visitor.signIn('supervisor', PASSWORD);
      await visitor.open('/desk/board');
    }
    // one board per person: the second is refused and retries by itself
    await second.page.getByText('連線中斷，正在重新連線…').waitFor();
    const elsewhere = await second.context.newPage();
    await elsewhere.goto('/desk/password');
    await elsewhere.getByRole('button', { name: '登出', exact: true }).click();
    await second.page.waitForURL(/\/desk\/sign-in/, { timeout: 20_000 });
    expect(await first.heading()).not.toBe(await second.heading());
    for (const visitor of [first, second]) await visitor.leave();
  });
});
