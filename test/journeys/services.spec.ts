import { LOCALES } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { axeViolations } from '../support/axe.js';
import { SCRIPTS } from '../support/manners.js';
import { NARROW, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { startTestWeb } from '../support/web.js';
import { servicesWords } from '../../apps/web/src/services/words.js';

jest.setTimeout(60_000);

const site = openSite({ env: { DEMO: 'true' } });

const MOST_CHOICES = 10;

describe.each(SCRIPTS)('finding the right service in %s (script: %s)', (locale, javaScriptEnabled) => {
  const said = servicesWords[locale];
  let citizen: Visitor;
  beforeAll(async () => {
    citizen = await site.arrive({ locale, javaScriptEnabled, viewport: NARROW });
  });
  afterAll(() => citizen.leave());
  /** axe needs script itself. */
  const faults = async () => (javaScriptEnabled ? axeViolations(citizen.page) : []);

  it('begins with a search in her own words', async () => {
    await citizen.open('/services');
    await citizen.fill({ [said.search.replace(/[?？]$/, '')]: '我家巷口的路燈三天不亮了' });
    await citizen.page.keyboard.press('Enter');
    const first = citizen.page.locator('.results a').first();
    expect(await first.getAttribute('href')).toBe('/services/demo.city-report');
    expect(await citizen.page.locator('input[name=q]').inputValue()).toBe('我家巷口的路燈三天不亮了');
    await first.click();
    await citizen.press(said.start);
    expect(new URL(citizen.page.url()).pathname).toMatch(/^\/cases\/new/);
  });

  it('shows at most ten choices at once, and the rest on the next page', async () => {
    await citizen.open('/services');
    expect(await citizen.page.locator('main .agencies a:visible, main summary').count()).toBeLessThanOrEqual(
      MOST_CHOICES + 1,
    );
    await citizen.open('/services?agency=ida');
    const names = await citizen.page.locator('.results a').allInnerTexts();
    expect(names).toHaveLength(MOST_CHOICES);
    await citizen.page.locator('a[rel=next]').click();
    const more = await citizen.page.locator('.results a').allInnerTexts();
    expect(more.length).toBeGreaterThan(0);
    expect(more.filter((name) => names.includes(name))).toEqual([]);
  });

  it('that finds nothing says what to do now', async () => {
    await citizen.open('/services?q=zzzz');
    expect(await citizen.text()).toContain(said.none.title);
    expect(await citizen.text()).toContain(said.byAgency);
    expect(await faults()).toEqual([]);
  });

  it('may end at the desk that sorts what fits none', async () => {
    await citizen.open('/services');
    await citizen.page.locator('summary', { hasText: said.unsortedTitle }).click();
    await citizen.page.locator('.unsorted a').first().click();
    expect(new URL(citizen.page.url()).searchParams.get('service')).toBe('demo.unsorted');
  });

  it('of one service tells what is promised, to prepare and to pay, and what the agency has not stated', async () => {
    await citizen.open('/services/demo.application');
    const shown = await citizen.text();
    for (const words of [said.promises, said.steps, said.papers, said.fee, said.unit])
      expect(shown).toContain(words);
    expect(shown).toContain(said.byTheAgency(said.days));
    expect(shown.split(said.byTheAgency('').slice(1, 6))).toHaveLength(2);
    expect(await citizen.page.locator('a[href="tel:0200000001"]').count()).toBe(1);
    expect(await faults()).toEqual([]);
    await citizen.open('/services/sme.finance-diagnosis');
    expect(await citizen.text()).not.toContain(said.papers);
    expect(await citizen.text()).toContain(
      said.byTheAgency([said.phone, said.hours, said.days, said.fee].join(said.list)),
    );
  });

  it('is without a measurement while there are too few cases', async () => {
    await citizen.open('/services/demo.consultation');
    expect(await citizen.text()).not.toContain(said.measured);
  });
});

describe('a form of a service', () => {
  const ask = (path: string) => fetch(`${site.web.url}${path}`);

  it.each([
    ['application-form.odt', 'application/vnd.oasis.opendocument.text', 'PK'],
    ['application-form.pdf', 'application/pdf', '%P'],
    ['application-form-example.odt', 'application/vnd.oasis.opendocument.text', 'PK'],
    ['application-form-example.pdf', 'application/pdf', '%P'],
  ])('%s is downloaded with a name that says what it is', async (file, type, start) => {
    const answer = await ask(`/services/demo.application/forms/${file}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type'), bytes.toString('latin1', 0, 2)]).toEqual([
      200,
      type,
      start,
    ]);
    const disposition = answer.headers.get('content-disposition')!;
    expect(disposition).toContain(`attachment; filename="${file}"; filename*=UTF-8''`);
    expect(decodeURIComponent(disposition)).toContain('示範申辦-');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/services/demo.consultation/forms/application-form.odt',
    '/services/demo.application/forms/application-form.ods',
    '/services/demo.application/forms/..%2F..%2Fservices%2Fdemo.yaml',
    '/services/demo.application/forms/%00',
    '/services/none.none/forms/application-form.odt',
    '/services/none.none',
    '/services/%E2%80%AE',
    '/services/__proto__',
  ])('or of another place is not found: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('of the demonstration agency is not found elsewhere', async () => {
    const real = await startTestWeb();
    const status = async (path: string) => (await fetch(`${real.url}${path}`)).status;
    expect(await status('/services/demo.application')).toBe(404);
    expect(await status('/services/demo.application/forms/application-form.odt')).toBe(404);
    expect(await status('/services/sme.finance-diagnosis')).toBe(200);
    await real.close();
  });
});

describe('the question for the service', () => {
  it.each(LOCALES)('has no two choices of one name, in %s', async (locale) => {
    const citizen = await site.arrive({ locale });
    await citizen.open(`/cases/new/service?lang=${locale}`);
    const names = await citizen.page.locator('.choice label').allTextContents();
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const visible = citizen.page.locator('main form').locator('summary:visible, input[type=radio]:visible');
    expect(await visible.count()).toBeLessThanOrEqual(MOST_CHOICES);
    for (const fold of await citizen.page.locator('details.fold').all())
      expect(await fold.locator('input[type=radio]').count()).toBeLessThanOrEqual(MOST_CHOICES);
    await citizen.leave();
  });

  it.each([true, false])('finds by her own words and keeps them (script: %s)', async (javaScriptEnabled) => {
    const citizen = await site.arrive({ javaScriptEnabled });
    await citizen.open('/cases/new/service');
    await citizen.fill({ 發生了什麼事: '路燈不亮' });
    await citizen.press('找服務');
    expect(await citizen.errors()).toEqual([]);
    expect(await citizen.field('發生了什麼事').inputValue()).toBe('路燈不亮');
    await citizen.page.getByLabel(/^示範市政通報/).check();
    await citizen.press('繼續');
    expect(await citizen.heading()).toBe('您想反映什麼事？');
    await citizen.leave();
  });

  it('says when nothing fits, and still offers all of them', async () => {
    const citizen = await site.arrive();
    await citizen.open('/cases/new/service');
    await citizen.fill({ 發生了什麼事: 'zzzz' });
    await citizen.press('找服務');
    expect(await citizen.page.getByRole('status').innerText()).toContain('找不到符合的服務');
    await citizen.choose('融資診斷輔導');
    await citizen.press('繼續');
    expect(await citizen.heading()).toBe('您想反映什麼事？');
    await citizen.leave();
  });
});
