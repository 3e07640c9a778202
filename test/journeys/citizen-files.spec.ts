import { days, LOCALES, minutes, type Locale } from '@app/platform';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fileWords } from '../../apps/web/src/case-parts/files/words.js';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { progressWords } from '../../apps/web/src/progress/words.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { HerCase } from '../support/her-case.js';
import { SCRIPTS } from '../support/manners.js';
import { pdf } from '../support/sample-files.js';
import { NARROW, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';

jest.setTimeout(60_000);

const TEXT = '影本如附件 the copy';

const site = openSite({
  staff: true,
  env: { DEMO: 'true', DRAFTS_PER_ADDRESS_HOUR: '1000', UPLOADS_PER_ADDRESS_HOUR: '1000' },
});
let folder: string;
const pathOf = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'single-window-acts-'));
  await writeFile(pathOf('影本.pdf'), pdf());
  await writeFile(pathOf('setup.exe'), 'MZ\0\0');
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(SCRIPTS)('what she sends with a file, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = citizenCaseWords[locale];
  const { answer, message } = said.form;
  const other = LOCALES.find((one) => one !== locale)!;
  let her: Visitor;
  let one: HerCase;
  beforeEach(async () => {
    her = await site.arrive({ locale, javaScriptEnabled, viewport: NARROW });
    one = await HerCase.logged(site.web);
  });
  afterEach(() => her.leave());

  const attach = (...names: string[]) =>
    her.page.locator('input[type=file]').setInputFiles(names.map(pathOf));
  const typed = (label: string, into: Locale = locale) =>
    her.field(into === locale ? label : citizenCaseWords[into].form.answer.label).inputValue();

  it('an answer with a file, before its last day: refused file, other language, one removed, sent', async () => {
    await one.askFor('身分證影本', 14);
    await one.openBy(her, locale, 'answer');
    await her.fill({ [answer.label]: TEXT });
    await attach('影本.pdf', 'setup.exe');
    await her.press(answer.send);
    await her.page.getByRole('alert').waitFor();
    expect((await her.errors()).join()).toContain('setup.exe');
    expect([await typed(answer.label), await one.count('CORRECTED')]).toEqual([TEXT, 0]);
    await her.press(other === 'en' ? 'English' : '中文');
    await her.page.locator(`html[lang^=${other === 'en' ? 'en' : 'zh'}]`).waitFor();
    expect(await typed(answer.label, other)).toBe(TEXT);
    expect(await her.text()).toContain('影本.pdf');
    await her.page.getByRole('button', { name: fileWords[other].removeOne('影本.pdf') }).click();
    await her.page.getByText('影本.pdf').waitFor({ state: 'detached' });
    await attach('影本.pdf');
    await her.press(citizenCaseWords[other].form.answer.send);
    await her.page.waitForURL('**/receipts/*');
    expect(await her.text()).toContain('影本.pdf');
    await her.page.goBack();
    await her.page.goForward();
    await her.page.reload();
    expect(await her.heading()).toBe(citizenCaseWords[other].receipt.title.answer);
    expect(await one.count('CORRECTED')).toBe(1);
  });

  it('an answer after its last day is taken, and said to be late', async () => {
    await one.askFor('身分證影本', 14);
    await site.web.pass(days(20));
    await one.openBy(her, locale, 'answer');
    expect(await her.text()).toContain(answer.late);
    await her.fill({ [answer.label]: TEXT });
    await attach('影本.pdf');
    await her.press(answer.send);
    await her.page.waitForURL('**/receipts/*');
    for (const words of [said.receipt.late, TEXT, '影本.pdf']) expect(await her.text()).toContain(words);
  });

  it('a message typed while the session ends, with its file, is there after number and code', async () => {
    await one.openBy(her, locale, 'message');
    await her.fill({ [message.label]: TEXT });
    await attach('影本.pdf');
    site.web.time.forward(minutes(31));
    await her.press(message.send);
    await her.page.waitForURL('**/progress?*');
    expect(await her.text()).toContain(progressWords[locale].ended);
    await one.enter(her, locale);
    expect([await typed(message.label), await her.text()]).toEqual([
      TEXT,
      expect.stringContaining('影本.pdf'),
    ]);
    await her.press(message.send);
    await her.page.waitForURL('**/receipts/*');
    expect([await her.text(), await one.count('MESSAGED')]).toEqual([expect.stringContaining('影本.pdf'), 1]);
  });

  it('a message typed while the case was left in another tab is kept; its file is asked for again', async () => {
    await one.openBy(her, locale, 'message');
    await her.fill({ [message.label]: TEXT });
    await attach('影本.pdf');
    const tab = await her.context.newPage();
    await tab.goto(one.path);
    await tab.getByRole('button', { name: said.leave }).click();
    await tab.waitForURL('**/progress');
    await her.press(message.send);
    await her.page.waitForURL('**/progress?*');
    await one.enter(her, locale);
    expect([await typed(message.label), await her.errors()]).toEqual([
      TEXT,
      [problemWords('files-lost', locale)],
    ]);
  });

  it('a message typed while the cookies are cleared is kept; its file is asked for again', async () => {
    await one.openBy(her, locale, 'message');
    await her.fill({ [message.label]: TEXT });
    await attach('影本.pdf');
    await her.context.clearCookies();
    await her.press(message.send);
    await her.press(siteWords[locale].carried.again);
    await her.page.waitForURL('**/progress?*');
    await one.enter(her, locale);
    expect(await typed(message.label)).toBe(TEXT);
    expect(await her.errors()).toEqual([problemWords('files-lost', locale)]);
    await her.press(message.send);
    await her.page.waitForURL('**/receipts/*');
    expect(await one.count('MESSAGED')).toBe(1);
  });
});
