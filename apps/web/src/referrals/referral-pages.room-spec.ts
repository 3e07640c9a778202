import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse } from '../../../../test/support/browse.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { StaffReferralsApi } from './referrals.api.js';

jest.setTimeout(60_000);

describe('a referral', () => {
  let web: TestWeb;
  let agent: ApiClient;
  let partner: ApiClient;
  let number: string;
  let id: string;
  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true' } });
    await web.demoStaff();
    [agent, partner] = [await ApiClient.of(web, 'agent'), await ApiClient.of(web, 'partner')];
    const { body } = await agent.post('/api/v1/staff/cases', {
      ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.consultation' },
      ...{ subject: '貸款', description: '退件', contact: { name: '王小明', email: 'ming@example.tw' } },
    });
    number = body.caseNumber;
    const offer = { partner: 'demo.finance-team', reason: '需要融資診斷' };
    ({ id } = (await agent.post(`/api/v1/staff/cases/${number}/referrals`, offer)).body);
    await partner.post(`/api/v1/staff/referrals/${id}/accept`, {});
  });
  afterAll(() => web.close());

  it('says on the page of the team what it is asked when it is chased, and until when', async () => {
    const head = await ApiClient.of(web, 'supervisor');
    const page = await Browse.signedIn(web, 'partner', PASSWORD);
    const shown = async () => (await page.get(`/desk/referrals/${id}`)).text;
    expect((await shown()).includes('請說明進度')).toBe(false);
    const chase = { whom: 'demo.finance-team', days: '2', text: '請說明進度' };
    const { status } = await head.post(`/api/v1/staff/cases/${number}/acts/chase`, chase);
    expect([status, (await shown()).includes('請說明進度')]).toEqual([200, true]);
  });

  it('keeps for the API the reason for which it was offered, whatever is written later', async () => {
    await partner.post(`/api/v1/staff/referrals/${id}/report`, { text: '已聯絡' });
    await partner.post(`/api/v1/staff/referrals/${id}/reply`, { text: '已協助' });
    const { body } = await partner.get(`/api/v1/staff/referrals/${id}`);
    expect(body.reason).toBe('需要融資診斷');
    expect(body.work.map(({ text }: { text: string }) => text)).toContain('已聯絡');
  });

  it('of many pages names the next in the header of the answer, and of the last none', async () => {
    const header = jest.fn();
    const pageWith = (next: string | null) =>
      new StaffReferralsApi(
        undefined as never,
        undefined as never,
        { list: () => Promise.resolve({ rows: [], next }) } as never,
        undefined as never,
      ).list({} as never, {}, { header } as never);
    await pageWith(null);
    expect(header).not.toHaveBeenCalled();
    await pageWith('abc');
    expect(header).toHaveBeenCalledWith('link', '<?cursor=abc>; rel="next"');
  });
});
