import { describe, expect, it } from '@jest/globals';
import type { OrganisationEntry } from '@app/catalogue';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { Footer } from '../site/layout/footer.js';
import { SiteContext } from '../site/site.js';
import { HomeView } from './home.view.js';
import { SiteMapView } from './site-map.view.js';

function linksOf(children: ComponentChildren): { html: string; to: string[] } {
  const here = { locale: 'zh-TW' as const, path: '/', query: new URLSearchParams() };
  const site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
  const html = render(<SiteContext.Provider value={site}>{children}</SiteContext.Provider>);
  return { html, to: [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href!) };
}
/** By hand: the statements that a site of the government has. */
const STATEMENTS = ['/privacy', '/security-policy', '/accessibility', '/open-data'];

describe('where the pages of the site lead', () => {
  it('home: to what one can do, and to each line by its number alone', () => {
    const line = { number: '04-1234-5678', name: { 'zh-TW': '專線', en: 'Line' } };
    const agency = { id: 'x', name: { 'zh-TW': '機關', en: 'Agency' }, hotlines: [line] };
    const { html, to } = linksOf(<HomeView organisations={[agency as unknown as OrganisationEntry]} />);
    expect(to).toEqual(['/cases/new', '/progress', '/commitments', '/services', 'tel:0412345678']);
    expect(html).toContain('專線 · 機關');
  });

  it('the map of the site: to every public page', () => {
    const main = ['/', '/cases/new', '/progress', '/services', '/commitments'];
    expect(linksOf(<SiteMapView />).to).toEqual([...main, ...STATEMENTS]);
  });

  it('the foot of each page: to the map and the statements; it says who keeps the page', () => {
    const { html, to } = linksOf(<Footer keptBy="示範輔導組" />);
    expect(to).toEqual(['#Z', '/site-map', '/services', '/commitments', ...STATEMENTS]);
    expect(html).toContain('示範輔導組');
    expect(linksOf(<Footer />).html).not.toContain('示範輔導組');
  });
});
