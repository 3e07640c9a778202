import { describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';
import { referralsWords } from '../../apps/web/src/referrals/words.js';
import { ApiClient } from '../support/api-client.js';
import { Inspection } from '../support/inspection.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

const site = openSite({ staff: true });

const CASE = {
  ...{ service: 'demo.finance-diagnosis', subject: '創業貸款', description: '內容', channel: 'PHONE' },
  ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明', email: 'ming@example.tw' } },
};

describe.each([
  ['zh-TW', DESKTOP, true],
  ['en', PHONE, true],
  ['en', DESKTOP, false],
  ['zh-TW', PHONE, false],
] as const)('in %s, a team works on a referral', (locale, viewport, javaScriptEnabled) => {
  const { fields, statuses, acts } = casePartsWords[locale];
  const { referralAct, outcome, unit } = statuses;

  const come = async (login: string): Promise<Visitor> => {
    const visitor = await site.arrive({ locale, viewport, javaScriptEnabled });
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await visitor.enter(login, PASSWORD, locale);
    return visitor;
  };

  it('logs attempts, asks for more time, and the owner decides on both', async () => {
    const agent = await ApiClient.of(site.web, 'agent');
    const { caseNumber } = (await agent.post('/api/v1/staff/cases', CASE)).body;
    const offer = { partner: 'demo.finance-team', reason: '請協處' };
    const { id } = (await agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, offer)).body;
    const [owner, team] = [await come('handler'), await come('partner')];
    const seen = new Inspection(team, locale, viewport.width);
    const owners = new Inspection(owner, locale, viewport.width);
    // the rules are tried by a script
    const look = async (at: Inspection, name: string) => javaScriptEnabled && at.look(name);

    await team.open(`/desk/referrals/${id as string}`);
    await team.press(referralAct.accept);
    const form = team.page.locator('#act-attempt');
    const tried = async () => {
      // what was typed and refused is kept, and shown unfolded
      if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
      await team.fill({ [fields.outcome]: outcome.UNANSWERED, [fields.attemptText]: '響鈴未接' }, form);
      await team.press(referralAct.attempt, form);
      expect(await team.text()).toContain(acts.done(referralAct.attempt));
    };
    await form.locator('summary').click();
    await team.fill({ [fields.attemptText]: '打了三次都沒有人接' }, form);
    await team.press(referralAct.attempt, form);
    expect(await team.errors()).toHaveLength(1);
    expect(await form.locator('textarea').inputValue()).toBe('打了三次都沒有人接');
    await look(seen, 'an attempt without an outcome');
    await team.open(`/desk/referrals/${id as string}`);
    for (let nth = 0; nth < 3; nth++) await tried();
    expect(await team.text()).toContain(referralsWords[locale].unreached);

    const asks = team.page.locator('#act-ask-time');
    await asks.locator('summary').click();
    await team.fill({ [fields.moreTime]: '5wd', [fields.reason]: '待補資料' }, asks);
    await team.press(referralAct['ask-time'], asks);
    expect(await team.text()).toContain(referralsWords[locale].asked(unit.wd(5)));
    expect(await asks.count()).toBe(0);
    await look(seen, 'more time is asked for');

    await owner.open(`/desk/cases/${caseNumber as string}`);
    const rail = owner.page.locator('section[aria-labelledby="referrals-title"]');
    expect(await rail.innerText()).toContain(casesWords[locale].case.unreached(3));
    const decide = async (act: keyof typeof referralAct, words: Record<string, string>) => {
      const part = rail.locator('details', { hasText: fields.confirm(referralAct[act]) });
      if ((await part.getAttribute('open')) === null) await part.locator('summary').click();
      await owner.fill(words, part);
      await owner.press(fields.confirm(referralAct[act]), part);
    };
    await decide('refuse-time', {});
    expect(await owner.errors()).toHaveLength(1);
    await look(owners, 'a refusal without a reason');
    await decide('continue', { [fields.text]: '請改以簡訊聯繫' });
    expect(await owner.text()).toContain(acts.done(referralAct.continue));
    await decide('grant-time', {});
    expect(await owner.text()).toContain(acts.done(referralAct['grant-time']));
    await look(owners, 'more time is given');

    await team.open(`/desk/referrals/${id as string}`);
    expect(await team.text()).toContain('請改以簡訊聯繫');
    expect(await team.text()).not.toContain(referralsWords[locale].unreached);
    const shown = await (
      await ApiClient.of(site.web, 'partner')
    ).get(`/api/v1/staff/referrals/${id as string}`);
    expect(shown.body).toMatchObject({ timeAsked: null, unanswered: 0 });
    expect(shown.body.work).toHaveLength(6);
    await Promise.all([owner.leave(), team.leave()]);
  });

  it('cannot open the form of a call, which would lead nowhere', async () => {
    const team = await come('partner');
    expect(await team.open('/desk/calls/new')).toBe(404);
    await team.leave();
  });
});
