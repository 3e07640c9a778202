import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catalogue, CatalogueStore, loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { Browse } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { servicesWords } from './words.js';

/** A table of this spec; its codes are made up. */
const CLASSES = [
  {
    id: 'theme.999',
    scheme: 'theme' as const,
    code: '999',
    name: { 'zh-TW': '示範主題', en: 'Made-up theme' },
  },
  {
    id: 'theme.998',
    scheme: 'theme' as const,
    code: '998',
    name: { 'zh-TW': '沒有服務', en: 'Without services' },
  },
];

describe.each(DATABASES)('services by class, on %s', (_name, postgres) => {
  let web: TestWeb;
  let browse: Browse;
  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    browse = new Browse(web);
  }, 60_000);
  afterAll(() => web.close());
  const summary = servicesWords.en.byClass.theme;

  it('are not offered without a table', async () => {
    const { text } = await browse.get('/services?lang=en');
    expect(text).not.toContain(summary);
    expect(text).not.toContain('/services?class=');
    expect((await browse.get('/services?class=theme.999')).text).toContain(servicesWords.en.byAgency);
  });

  it('are found by it, where the agency put them, and named in the head of their page', async () => {
    const config = loadConfig('config', { events: EVENT_TYPES });
    const services = config.services.map((one) =>
      one.id === 'sme.finance-diagnosis' ? { ...one, classes: { theme: ['999'] } } : one,
    );
    await web.get(CatalogueStore).store({ ...config, services, classes: CLASSES });
    await web.get(Catalogue).refresh();
    const { text } = await browse.get('/services?lang=en');
    for (const words of [summary, 'href="/services?class=theme.999"', 'Made-up theme'])
      expect(text).toContain(words);
    expect(text).not.toContain('Without services');
    const found = await browse.get('/services?class=theme.999');
    expect(found.text.match(/href="\/services\/[\w.-]+"/g)).toEqual([
      'href="/services/sme.finance-diagnosis"',
    ]);
    const page = await browse.get('/services/sme.finance-diagnosis');
    expect(page.text).toContain('<meta name="Category.Theme" content="999"/>');
    expect((await browse.get('/services?class=__proto__')).status).toBe(200);
  });
});
