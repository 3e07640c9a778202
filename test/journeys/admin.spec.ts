import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Notice } from '@app/notices';
import { Reader, UnitOfWork } from '@app/platform';
import { absencesWords } from '../../apps/web/src/absences/words.js';
import { adminWords } from '../../apps/web/src/admin/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import type { TestDesk } from '../support/desk.js';
import { SCRIPTS } from '../support/manners.js';
import { Office } from '../support/office.js';
import type { Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { faultsWideAndNarrow } from '../support/wide-and-narrow.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

describe.each(SCRIPTS)('the administrator, in %s, with script: %s', (locale, script) => {
  const said = adminWords[locale];
  const unit = locale === 'en' ? 'Demonstration guidance division' : '示範輔導組';
  const site = openSite({ staff: true });
  let admin: Visitor;
  beforeEach(async () => {
    admin = await site.arrive({ javaScriptEnabled: script });
    await admin.signIn('admin', PASSWORD);
    await admin.open(`/desk/admin/people?lang=${locale}`);
  });
  afterEach(() => admin.leave());

  const faults = () => faultsWideAndNarrow(admin);
  const heading = () => admin.page.locator('h1').innerText();
  const link = (name: string) => admin.page.getByRole('link', { name, exact: true }).first().click();

  it('adds a person, who signs in with the password shown once and must change it', async () => {
    await admin.page.getByRole('button', { name: said.people.add }).click();
    await admin.press(said.form.create);
    expect(await admin.errors()).toHaveLength(4);
    expect(await faults()).toEqual([]);
    await admin.fill({ [said.form.login]: 'lin', [said.form.name]: '林小美', [said.form.unit]: unit });
    await admin.choose(said.roles.CASE_HANDLER);
    await admin.press(said.form.create);
    expect(await faults()).toEqual([]);
    const password = await admin.page.locator('code').innerText();
    const lin = await site.arrive();
    await lin.signIn('lin', password);
    expect(lin.page.url()).toContain('/desk/password');
    await lin.leave();
  });

  it('finds a person, changes her roles, and ends her account after its cases were said', async () => {
    await admin.fill({ [said.people.find]: 'handler' });
    await admin.press(said.people.filter);
    expect(await faults()).toEqual([]);
    await link('陳承辦');
    await admin.choose(said.roles.UNIT_HEAD);
    await admin.press(said.form.change);
    expect(await admin.page.getByText(said.person.done.change).count()).toBe(1);
    expect(await faults()).toEqual([]);
    await admin.press(said.person.act.deactivate);
    expect(await admin.page.getByText(said.deactivate.noCases).count()).toBe(1);
    expect(await faults()).toEqual([]);
    await admin.press(said.deactivate.confirm);
    const history = admin.page.getByRole('region', { name: said.history.title });
    expect(await history.innerText()).toContain(said.history.types.STAFF_DEACTIVATED);
  });

  it('enters an absence for a colleague; the month of the unit shows it', async () => {
    await link(siteWords[locale].admin.pages.absences);
    await admin.page.getByLabel(absencesWords[locale].month.unit).selectOption({ label: unit });
    await admin.press(absencesWords[locale].month.show);
    await link('黃組長');
    const words = absencesWords[locale].person;
    await admin.press(words.submit);
    expect(await admin.errors()).toHaveLength(2);
    expect(await faults()).toEqual([]);
    for (const [name, day] of [
      ['from', '24'],
      ['until', '26'],
    ] as const) {
      const part = (of: string) => admin.page.locator(`[name="${name}.${of}"]`);
      await part('year').fill(locale === 'en' ? '2026' : '115');
      await part('month').fill('8');
      await part('day').fill(day);
    }
    await admin.press(words.submit);
    expect(await admin.page.getByText(absencesWords[locale].done['entered-no-deputy']).count()).toBe(1);
    await link(words.toMonth);
    expect(await admin.page.locator('td.day-away').count()).toBe(3);
    expect(await faults()).toEqual([]);
  });

  it('tries again what failed, and drops it with a reason', async () => {
    const { id: caseId } = await new Office(site.web as unknown as TestDesk).open();
    const notices = await site.web.get(Reader).repository(Notice).findBy({ caseId });
    const failed = { state: 'UNKNOWN', interruptions: 5, nextAttemptAt: null } as const;
    await site.web.get(UnitOfWork).run((manager) => manager.update(Notice, { caseId }, failed));
    await link(siteWords[locale].admin.pages.quarantine);
    expect(await admin.page.locator('.bar .count-mark').innerText()).toContain(String(notices.length));
    expect(await heading()).toBe(said.quarantine.title);
    expect(await faults()).toEqual([]);
    await admin.page.getByRole('button', { name: said.quarantine.again }).first().click();
    expect(await admin.page.getByText(said.quarantine.done.again).count()).toBe(1);
    await admin.page.getByRole('link', { name: said.quarantine.drop }).first().click();
    await admin.fill({ [said.quarantine.dropping.reason]: '改以電話通知' });
    expect(await faults()).toEqual([]);
    await admin.press(said.quarantine.dropping.confirm);
    expect(await admin.page.getByText(said.quarantine.done.drop).count()).toBe(1);
  });
});
