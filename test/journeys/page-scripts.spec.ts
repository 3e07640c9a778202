import { minutes } from '@app/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { HerCase } from '../support/her-case.js';
import { pdf } from '../support/sample-files.js';
import { openSite } from '../support/site.js';
import type { Visitor } from '../support/visitor.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(60_000);

const site = openSite({ staff: true, env: { CITIZEN_SESSION_MINUTES: '30' } });
const said = citizenCaseWords['zh-TW'];
const { actions } = siteWords['zh-TW'];

/** What page.js adds to every page. */
describe('the script of all pages', () => {
  let her: Visitor;
  let one: HerCase;
  beforeEach(async () => {
    her = await site.arrive();
    one = await HerCase.logged(site.web);
  });
  afterEach(() => her.leave());

  it('warns two minutes before her session ends; who stays has the whole time again', async () => {
    await her.page.clock.install();
    await one.openBy(her, 'zh-TW');
    const warning = her.page.getByRole('alertdialog');
    const passes = async (n: number) => {
      site.web.time.forward(minutes(n));
      await her.page.clock.runFor(minutes(n));
    };
    await passes(27);
    expect(await warning.count()).toBe(0);
    await passes(1);
    await warning.waitFor();
    const stay = warning.getByRole('button', { name: actions.stay });
    expect(await stay.evaluate((button) => button === document.activeElement)).toBe(true);
    const asked = her.page.waitForResponse((answer) => answer.request().method() === 'HEAD');
    await stay.click();
    expect((await asked).status()).toBe(200);
    await her.page.locator('.timeout:not(.timeout-live)').waitFor();
    await passes(27);
    expect(await her.page.locator('.timeout-live').count()).toBe(0);
    await passes(1);
    await her.page.locator('.timeout-live').waitFor();
    await her.page.reload();
    expect(await her.text()).toContain(one.number);
    expect(new URL(her.page.url()).pathname).toBe(one.path);
  });

  it('prints what is folded, and folds it again', async () => {
    await one.act('reply', { text: '已答復' });
    await one.openBy(her, 'zh-TW');
    const open = () =>
      her.page
        .locator('main details')
        .evaluateAll((all: HTMLDetailsElement[]) => all.map((each) => each.open));
    const before = await open();
    expect(before).toContain(false);
    await her.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await open()).toEqual(before.map(() => true));
    await her.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await open()).toEqual(before);
  });

  it('sends a form once though its button is pressed again while it is under way', async () => {
    await one.openBy(her, 'zh-TW', 'message');
    let sent = 0;
    const [first, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await her.page.route('**/message', async (route) => {
      if (route.request().method() === 'POST') sent++;
      first.resolve();
      await answered.promise;
      await route.continue();
    });
    await her.fill({ [said.form.message.label]: '補充說明' });
    await her.page.getByRole('button', { name: said.form.message.send }).focus();
    await her.page.keyboard.press('Enter');
    await first.promise;
    await her.page.keyboard.press('Enter');
    answered.resolve();
    await her.page.waitForURL('**/receipts/*');
    expect([sent, await one.count('MESSAGED')]).toEqual([1, 1]);
  });

  it('keeps what is typed in the order in which it was typed, and forgets the page that refused it', async () => {
    await her.page.clock.install();
    await her.signIn('handler', PASSWORD);
    await her.open(`/desk/cases/${one.number}#act-note`);
    const note = her.page.locator('#act-note');
    expect(await note.evaluate((folded: HTMLDetailsElement) => folded.open)).toBe(true);
    const turns: (string | null)[] = [];
    her.page.on('request', (request) => {
      if (request.url().endsWith('/keep'))
        turns.push(new URLSearchParams(request.postData() ?? '').get('turn'));
    });
    const typed = async (text: string) => {
      await note.locator('textarea').fill(text);
      await Promise.all([her.page.waitForResponse('**/keep'), her.page.clock.runFor(2_000)]);
    };
    await typed('先寫的');
    await typed('後寫的');
    expect(turns).toEqual(['1', '2']);
    await note.locator('textarea').fill('x'.repeat(4_001));
    await note.getByRole('button', { name: casePartsWords['zh-TW'].statuses.act.note }).click();
    await her.page.waitForURL(/refused=/);
    await typed('再寫的');
    await her.page.waitForURL((url) => !url.searchParams.has('refused'));
  });

  it('sends a form with files in the browser’s own way where the connection was lost', async () => {
    await one.openBy(her, 'zh-TW', 'message');
    let tries = 0;
    await her.page.route('**/message', (route) =>
      route.request().method() === 'POST' && ++tries === 1 ? route.abort() : route.continue(),
    );
    await her.fill({ [said.form.message.label]: '附上單據' });
    await her.page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'bill.pdf', mimeType: 'application/pdf', buffer: pdf() }]);
    await her.press(said.form.message.send);
    await her.page.waitForURL('**/receipts/*');
    expect([tries, await one.count('MESSAGED')]).toEqual([2, 1]);
    expect(await her.text()).toContain('bill.pdf');
  });

  it('copies number and code of a receipt, and says so', async () => {
    const { code } = casesWords['zh-TW'];
    await her.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await her.signIn('agent', PASSWORD);
    await her.open(`/desk/cases/${one.number}`);
    const form = her.page.locator('details.act', { hasText: code.identify });
    await form.locator('summary').click();
    await her.press(code.issue, form);
    await her.press(actions.copy);
    await her.page.getByRole('button', { name: actions.copied }).waitFor();
    const copied = await her.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(one.number);
  });
});
