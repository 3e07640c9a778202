import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { configurationWords } from '../../apps/web/src/admin/configuration/words.js';
import { commitmentsWords } from '../../apps/web/src/commitments/words.js';
import { proposalsWords } from '../../apps/web/src/admin/proposals/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { unmarkedHan } from '../support/looks.js';
import { SCRIPTS } from '../support/manners.js';
import type { Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { faultsWideAndNarrow } from '../support/wide-and-narrow.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

describe.each(SCRIPTS)(
  'the administrator reads the configuration, in %s, with script: %s',
  (locale, script) => {
    const said = configurationWords[locale];
    const proposals = proposalsWords[locale];
    const places = siteWords[locale].admin.pages;
    const site = openSite({ staff: true });
    let admin: Visitor;
    beforeEach(async () => {
      admin = await site.arrive({ javaScriptEnabled: script });
      await admin.signIn('admin', PASSWORD);
      await admin.open(`/desk/admin/units?lang=${locale}`);
    });
    afterEach(() => admin.leave());

    const faults = async () => [
      ...(await faultsWideAndNarrow(admin)),
      // a name, which stands in no language
      ...(await unmarkedHan(admin.page)).filter((text) => text !== '周管理'),
    ];
    const row = (name: string) =>
      admin.page.getByRole('row').filter({ has: admin.page.getByRole('rowheader', { name }) });

    it('sees a unit without people, and goes to the people of a unit', async () => {
      expect(await admin.heading()).toBe(said.units.title);
      expect(await faults()).toEqual([]);
      const registry = locale === 'en' ? 'Demonstration registry' : '示範收發室';
      expect(await row(registry).innerText()).toContain(said.units.noPeople);
      const guidance = locale === 'en' ? 'Demonstration guidance division' : '示範輔導組';
      await admin.page.getByRole('link', { name: `${said.people} ${guidance}` }).click();
      expect(await admin.page.getByRole('rowheader', { name: '陳承辦' }).count()).toBe(1);
    });

    it('sees the partners, the services with the lists of cases, each reached from the menu', async () => {
      for (const place of ['partners', 'services'] as const) {
        await admin.follow(places[place]);
        expect(await admin.heading()).toBe(said[place].title);
        expect(await faults()).toEqual([]);
      }
      expect(await admin.page.getByRole('rowheader').count()).toBeGreaterThan(20);
    });

    it('finds a template by its words and reads it in both languages, by mail and SMS', async () => {
      await admin.follow(places.templates);
      expect(await faults()).toEqual([]);
      await admin.fill({ [said.templates.find]: 'survey' });
      await admin.press(said.templates.submit);
      await admin.page.getByRole('rowheader').getByRole('link').first().click();
      expect(await admin.page.getByRole('figure').count()).toBe(4);
      // line by line, as it is sent
      expect(
        (await admin.page.locator('.message-text').first().innerText()).split('\n').length,
      ).toBeGreaterThan(5);
      expect(await faults()).toEqual([]);
    });

    it('proposes another limit: errors at the fields, a preview, and a file that says exactly that', async () => {
      await admin.follow(places.commitments);
      expect(await faults()).toEqual([]);
      await admin.page
        .getByRole('link', { name: locale === 'en' ? /answered within 2 weeks/ : /2 週內回覆/ })
        .click();
      const { propose, preview } = proposals;
      await admin.fill({ [propose.amount]: 'x', [propose.titleEn]: '' });
      await admin.press(propose.preview);
      expect(await admin.errors()).toHaveLength(2);
      expect(await faults()).toEqual([]);
      await admin.fill({ [propose.amount]: '9', [propose.titleEn]: 'Nine days' });
      await admin.page.getByLabel(propose.unit).selectOption('wd');
      await admin.press(propose.preview);
      const size = row(proposals.columns.size);
      expect(await size.innerText()).toContain(locale === 'en' ? '9 working days' : '9 個工作日');
      expect(await faults()).toEqual([]);
      const [file] = await Promise.all([admin.page.waitForEvent('download'), admin.press(preview.download)]);
      const { commitments } = parse(await readFile(await file.path(), 'utf8'));
      expect(commitments).toHaveLength(1);
      expect(commitments[0]).toMatchObject({
        id: 'demo.referral-reply',
        length: '9wd',
        title: { en: 'Nine days' },
      });
      await admin.choose(commitmentsWords[locale].kinds.statement);
      await admin.press(propose.preview);
      expect(await admin.text()).toContain(preview.endsClock);
    });
  },
);
