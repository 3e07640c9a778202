import { describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { referralsWords } from '../../apps/web/src/referrals/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { ApiClient } from '../support/api-client.js';
import { Inspection } from '../support/inspection.js';
import { SCRIPTS } from '../support/manners.js';
import { DESKTOP, PHONE } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

const site = openSite({ staff: true });

const CASE = {
  ...{
    service: 'demo.finance-diagnosis',
    subject: '創業貸款',
    description: '想問融資診斷',
    channel: 'PHONE',
  },
  ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明', email: 'ming@example.tw' } },
};
const TEAM = 'demo.finance-team';

describe.each(SCRIPTS)('the work of a partner, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const parts = casePartsWords[locale];
  const { referralAct, act: acts } = parts.statuses;
  const viewport = javaScriptEnabled ? DESKTOP : PHONE;

  it('from sign-in to the answer, with a question about it on the way, and nothing of the agency besides', async () => {
    const [agent, control] = [
      await ApiClient.of(site.web, 'agent'),
      await ApiClient.of(site.web, 'supervisor'),
    ];
    const { caseNumber } = (await agent.post('/api/v1/staff/cases', CASE)).body;
    const offer = { partner: TEAM, reason: '請王小明協助診斷' };
    const { id } = (await agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, offer)).body;

    const partner = await site.arrive({ locale, viewport, javaScriptEnabled });
    const seen = new Inspection(partner, locale, viewport.width);
    // the rules are tried by a script
    const look = async (name: string) => javaScriptEnabled && seen.look(name);
    const page = (path: string) => partner.open(`/desk/${path}`);

    await partner.open(`/desk/sign-in?lang=${locale}`);
    await partner.enter('partner', PASSWORD, locale);
    await partner.page.waitForURL(/\/desk\/referrals$/);
    expect(await partner.heading()).toBe(referralsWords[locale].title);
    const bar = partner.page.getByRole('navigation', { name: siteWords[locale].desk.label });
    // behind the name stands how much waits
    const places = await bar.getByRole('link').allInnerTexts();
    expect(places).toEqual([expect.stringContaining(siteWords[locale].desk.inbox)]);
    await look('the inbox of a partner');
    for (const path of [
      `cases/${caseNumber as string}`,
      'calls/new',
      'board',
      'lists',
      'export',
      'approvals',
    ])
      expect([path, await page(path)]).toEqual([path, 404]);

    await page('referrals');
    await partner.follow(caseNumber);
    expect(await partner.text()).toContain(referralsWords[locale].before);
    expect(await partner.text()).not.toContain('王小明');
    await partner.press(referralAct.accept);
    expect(await partner.text()).toContain('王小明');
    await look('a referral that was accepted');

    const unfolded = async (act: string, words: string) => {
      const form = partner.page.locator(`#act-${act}`);
      if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
      await form.locator('textarea').fill(words);
      await form.getByRole('button').click();
      await partner.page.waitForLoadState();
    };
    await unfolded('report', '已約訪');
    expect(await partner.text()).toContain(parts.acts.done(referralAct.report));

    const ask = { whom: TEAM, days: '3', text: '請說明辦理情形' };
    expect((await control.post(`/api/v1/staff/cases/${caseNumber}/acts/chase`, ask)).status).toBe(200);
    await page(`referrals/${id as string}`);
    expect(await partner.text()).toContain('請說明辦理情形');
    await look('a referral about which the team is asked');
    await unfolded('answer-chase', '');
    expect(await partner.errors()).toHaveLength(1);
    await unfolded('answer-chase', '預定下週訪視');
    expect(await partner.text()).toContain(parts.acts.done(acts['answer-chase']));
    expect(await partner.text()).not.toContain('請說明辦理情形');

    await unfolded('reply', '已協助備齊文件');
    expect(await partner.text()).not.toContain('王小明');
    const shown = (await agent.get(`/api/v1/staff/cases/${caseNumber}`)).body;
    expect(shown.referrals).toMatchObject([{ status: 'REPLIED', partner: TEAM }]);
    expect(JSON.stringify(shown.history)).toContain('預定下週訪視');
    await page('referrals');
    await look('the inbox after the answer');
    await partner.leave();
  });
});
