import { Attachment } from '@app/attachments';
import { Reader } from '@app/platform';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fileWords } from '../../apps/web/src/case-parts/files/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { axeViolations } from '../support/axe.js';
import { prepareCases, type Known } from '../support/inspection.js';
import { reportIn } from '../support/report-steps.js';
import * as sample from '../support/sample-files.js';
import { NARROW, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(60_000);

const MESSAGE = casePartsWords['zh-TW'].statuses.act.message;

const site = openSite();
let known: Known;
let folder: string;
const pathOf = (name: string) => join(folder, name);
beforeAll(async () => {
  known = await prepareCases(site.web);
  folder = await mkdtemp(join(tmpdir(), 'single-window-files-'));
  await writeFile(pathOf('現場 1.pdf'), sample.pdf());
  await writeFile(pathOf('照片.jpg'), sample.jpeg({ metadata: [sample.exifSegment()] }));
  await writeFile(pathOf('setup.exe'), 'MZ\0\0');
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  [true, 'zh-TW'],
  [false, 'zh-TW'],
  [true, 'en'],
  [false, 'en'],
] as const)('files, with script: %s, in %s', (javaScriptEnabled, locale) => {
  const said = fileWords[locale];
  const shot = (visitor: Visitor, name: string) => {
    const into = process.env['SHOTS'];
    const path = `${into}/${name}-${locale}-${javaScriptEnabled ? 'script' : 'plain'}.png`;
    return into ? visitor.page.screenshot({ path, fullPage: true }) : undefined;
  };

  it('go with a report: one refused, one removed, one sent', async () => {
    const citizen = await site.arrive({ javaScriptEnabled, locale, viewport: NARROW });
    const words = reportIn(locale);
    await citizen.open(`/cases/new?lang=${locale}`);
    await citizen.open('/cases/new/service');
    await citizen.choose(words.service);
    await citizen.press(words.continue);
    await citizen.fill(words.answers.subject);
    await citizen.press(words.continue);
    await citizen.choose(words.agree);
    await citizen.press(words.continue);
    await citizen.fill(words.answers.details);
    const input = () =>
      citizen.page.getByLabel(said.title, { exact: false }).and(citizen.page.locator('input'));
    await input().setInputFiles(['現場 1.pdf', '照片.jpg', 'setup.exe'].map(pathOf));
    await citizen.press(words.continue);
    await citizen.page.getByRole('alert').waitFor();
    expect((await citizen.errors()).join()).toContain('setup.exe');
    expect(await citizen.text()).toContain(said.removed.LOCATION);
    await shot(citizen, 'report');
    expect(javaScriptEnabled ? await axeViolations(citizen.page) : []).toEqual([]);
    await citizen.page.getByRole('button', { name: said.removeOne('照片.jpg') }).click();
    await citizen.page.getByText('照片.jpg').waitFor({ state: 'detached' });
    // Enter in a field goes on, and removes nothing
    await citizen.field(Object.keys(words.answers.details)[1]!).press('Enter');
    await citizen.page.waitForURL('**/cases/new/contact');
    await citizen.fill(words.answers.contact);
    await citizen.press(words.continue);
    expect(await citizen.text()).toContain('現場 1.pdf');
    await citizen.press(words.send);
    await citizen.page.waitForURL('**/cases/new/done');
    const rows = await site.web
      .get(Reader)
      .repository(Attachment)
      .find({ order: { createdAt: 'DESC' } });
    expect(rows.filter(({ caseId, eventSeq }) => caseId && eventSeq === 1).length).toBeGreaterThan(0);
    await citizen.leave();
  });

  it('go with a message of staff, and are downloaded, never opened in place', async () => {
    const agent = await site.arrive({ javaScriptEnabled, locale: 'zh-TW' });
    await agent.signIn('supervisor', PASSWORD);
    await agent.open(`/desk/cases/${known.open}?lang=zh-TW`);
    const menu = agent.page.getByRole('region', { name: '可以做的事' });
    await menu.locator('summary').getByText(MESSAGE, { exact: true }).click();
    const form = menu.locator('details[open]');
    await agent.fill({ 內容: '如附件' }, form);
    await form.locator('input[type=file]').setInputFiles([pathOf('現場 1.pdf')]);
    await shot(agent, 'form');
    await agent.press(MESSAGE, form);
    await agent.page.waitForURL(/done=message/);
    await shot(agent, 'case');
    expect(javaScriptEnabled ? await axeViolations(agent.page) : []).toEqual([]);
    const link = agent.page.getByRole('link', { name: '現場 1.pdf' }).last();
    const [download] = await Promise.all([agent.page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('現場 1.pdf');
    expect((await readFile(await download.path())).equals(sample.pdf())).toBe(true);
    await agent.leave();
  });
});
