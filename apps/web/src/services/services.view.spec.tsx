import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '@app/cases';
import { loadConfig } from '@app/catalogue';
import { render } from 'preact-render-to-string';
import { SiteContext } from '../site/site.js';
import { CATEGORIES, categoryOf } from './categories.js';
import { ServicesView } from './services.view.js';

const { services, organisations } = loadConfig('config', { events: EVENT_TYPES });
const sorting = services.filter(({ forUnsorted }) => forUnsorted);

function drawn(): string {
  const here = { locale: 'zh-TW' as const, path: '/services', query: new URLSearchParams() };
  const site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
  return render(
    <SiteContext.Provider value={site}>
      <ServicesView organisations={organisations} services={services} classes={[]} choice={null} />
    </SiteContext.Provider>,
  );
}
const countAt = (html: string, query: string): number =>
  Number(
    new RegExp(`href="/services\\?${query}">[^<]*</a><span class="hint">(\\d+) 項`).exec(html)?.[1] ?? 0,
  );

describe('the ways to a service', () => {
  it('say how many it leads to; the desks that sort what fits nowhere stand apart', () => {
    const html = drawn();
    expect(sorting.length).toBeGreaterThan(0);
    const listed = services.filter((service) => !sorting.includes(service));
    for (const name of Object.keys(CATEGORIES))
      expect([name, countAt(html, `category=${name}`)]).toEqual([
        name,
        listed.filter((service) => categoryOf(service) === name).length,
      ]);
    for (const { id } of organisations)
      expect([id, countAt(html, `agency=${id}`)]).toEqual([
        id,
        listed.filter(({ organisation }) => organisation === id).length,
      ]);
    for (const { id } of sorting) expect(html).toContain(`href="/cases/new?service=${id}"`);
  });
});
