import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Staff, type StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { Referrals } from '@app/referrals';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { DESKTOP, PHONE } from '../support/visitor.js';
import { leftWords } from '../../apps/web/src/case-parts/promise-times.js';
import { referralsWords } from '../../apps/web/src/referrals/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';

jest.setTimeout(60_000);

const OFFERED = 30;

const site = openSite({ staff: true });
beforeAll(async () => {
  const agent = await actor('agent');
  for (let n = 0; n < OFFERED; n++) await refer(agent, `第 ${n} 件`);
}, 60_000);

async function actor(login: string): Promise<StaffActor> {
  const staff = await site.web.get(Reader).repository(Staff).findOneByOrFail({ login });
  const { id, name, organisationId, unitId, roles } = staff;
  return { kind: 'staff', id, name, organisationId, unitId, roles };
}

async function refer(agent: StaffActor, subject: string): Promise<void> {
  site.web.time.forward(60_000);
  const { file } = await site.web.get(Intake).logCase(agent, {
    ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.finance-diagnosis' },
    ...{ subject, description: '內容', contact: { name: '王小明', email: 'ming@example.tw' } },
  });
  const input = { partner: 'demo.finance-team', reason: '請協處' };
  await site.web.get(Referrals).offer({ actor: agent, caseNumber: file.caseNumber, input });
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe.each([
  ['zh-TW', DESKTOP, true],
  ['en', PHONE, false],
] as const)('a partner with %s pages through an inbox of 30', (locale, viewport, javaScriptEnabled) => {
  it('sees each referral once, and can go back by browser and link', async () => {
    const { pages } = siteWords[locale];
    const partner = await site.arrive({ locale, viewport, javaScriptEnabled });
    await partner.open('/desk/sign-in');
    await partner.enter('partner', PASSWORD, locale);
    await partner.open('/desk/referrals');
    const shown = () => partner.page.locator('tbody th a').allInnerTexts();
    const first = await shown();
    await partner.follow(pages.next);
    await partner.page.waitForURL(/cursor=/);
    const second = await shown();
    expect([first.length, second.length]).toEqual([25, 5]);
    expect(new Set([...first, ...second]).size).toBe(OFFERED);
    await partner.page.goBack();
    expect(await shown()).toEqual(first);
    await partner.page.goForward();
    await partner.follow(pages.first);
    await partner.page.waitForURL((url) => url.search === '');
    expect(await shown()).toEqual(first);
    await partner.leave();
  });

  it('reads how many working days are left to accept and to answer, and what is overdue', async () => {
    const now = site.web.time.now();
    const { statuses } = casePartsWords[locale];
    const left = (late: boolean, workingDays: number) =>
      leftWords({ late, workingDays, calendarDays: 0, milliseconds: 0 }, '1wd', locale);
    const dues = async () => {
      // each time: a session does not last two days
      const partner = await site.arrive({ locale, viewport, javaScriptEnabled });
      await partner.open('/desk/sign-in');
      await partner.enter('partner', PASSWORD, locale);
      await partner.open('/desk/referrals');
      const first = partner.page.locator('tbody tr').first();
      const cells = (await first.locator('td').allInnerTexts()).slice(-2);
      await first.getByRole('link').click();
      const { acceptBy, replyBy } = referralsWords[locale].columns;
      const rows = [acceptBy, replyBy].map((label) =>
        partner.page
          .locator('.summary-row', { has: partner.page.getByText(label, { exact: true }) })
          .locator('dd'),
      );
      const said = await Promise.all(rows.map((row) => row.innerText()));
      expect(said.map(onOneLine)).toEqual(cells.map(onOneLine));
      await partner.leave();
      return cells;
    };
    const [accept, reply] = await dues();
    expect([accept, reply]).toEqual([
      expect.stringContaining(left(false, 1)),
      expect.stringContaining(left(false, 10)),
    ]);
    for (const text of [accept, reply]) expect(text).not.toContain(statuses.clock.OVERDUE);
    site.web.time.forward(days(2));
    const [late, running] = await dues();
    for (const words of [statuses.clock.OVERDUE, left(true, 1)]) expect(late).toContain(words);
    expect(running).toContain(left(false, 8));
    site.web.time.set(now);
  });
});
