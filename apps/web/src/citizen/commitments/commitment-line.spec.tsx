import { loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { render } from 'preact-render-to-string';
import { SiteContext } from '../../site/site.js';
import { wordsIn } from '../../site/words/index.js';
import { CommitmentLine } from './commitment-line.js';

const { commitments, services } = loadConfig('config', { events: EVENT_TYPES });
const SITE = {
  lang: 'zh-TW',
  words: wordsIn('zh-TW'),
  path: '/commitments',
  query: new URLSearchParams(),
} as const;

describe('a promise on the public page', () => {
  it.each([
    ['sme.referral-reply', '本系統計算中'],
    ['demo.phone-courtesy', '由機關自行統計'],
    ['demo.notice', '不需計時'],
  ])('%s says how it is counted now: %s', (id, words) => {
    const entry = commitments.find((one) => one.id === id)!;
    const mark = words === '本系統計算中' ? 'x' : null;
    const site = { ...SITE, address: '', now: 0, csrfToken: () => '', demo: false };
    const html = render(
      <SiteContext.Provider value={site}>
        <CommitmentLine entry={entry} services={services} mark={mark} />
      </SiteContext.Provider>,
    );
    expect(html).toContain(words);
  });
});
