import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '@app/cases';
import { loadConfig } from '@app/catalogue';
import { render } from 'preact-render-to-string';
import { SiteContext } from '../../site/site.js';
import { PreviewView } from './preview.view.js';

const { commitments } = loadConfig('config', { events: EVENT_TYPES });

describe('the preview of a proposed change', () => {
  it.each([
    ['zh-TW', ['欄位', '現行', '草案']],
    ['en', ['Field', 'Now', 'Proposed']],
  ] as const)('has what is in force before what is proposed, each under its name (%s)', (locale, titles) => {
    const before = commitments.find(({ id }) => id === 'sme.referral-reply')!;
    const after = { ...before, title: { 'zh-TW': '新的名稱', en: 'New name' } };
    const here = { locale, path: '/', query: new URLSearchParams() };
    const site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
    const proposed = { before, after, file: 'sme.yaml', name: 'x.yaml', yaml: 'id: x', due: undefined };
    const html = render(
      <SiteContext.Provider value={site}>
        <PreviewView proposed={proposed} running={0} typed={{}} />
      </SiteContext.Provider>,
    );
    expect([...html.matchAll(/<th scope="col">([^<]*)/g)].map(([, title]) => title)).toEqual([...titles]);
    expect(html.indexOf(before.title[locale])).toBeLessThan(html.indexOf(after.title[locale]));
  });
});
