import type { Locale } from '@app/platform';
import { loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { render } from 'preact-render-to-string';
import { SiteContext } from '../site/site.js';
import { CommitmentLine } from './commitment-line.view.js';

const { commitments, services } = loadConfig('config', { events: EVENT_TYPES });
function drawn(id: string, mark: string | null = null, locale: Locale = 'zh-TW'): string {
  const entry = commitments.find((one) => one.id === id)!;
  const here = { locale, path: '/commitments', query: new URLSearchParams() };
  const site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
  return render(
    <SiteContext.Provider value={site}>
      <CommitmentLine entry={entry} services={services} mark={mark} />
    </SiteContext.Provider>,
  );
}

describe('a promise on the public page', () => {
  it.each([
    ['sme.referral-reply', '本系統計算中'],
    ['demo.phone-courtesy', '由機關自行統計'],
    ['demo.notice', '不需計時'],
    ['law.doc-most-urgent', '目前沒有服務適用，不計時'],
    ['crc.within-time-limit', '計畫提到時限而未寫日數'],
    ['ida.stage-notices', '可以計算，但本系統尚未計算'],
    ['sme.first-contact-rate', '本系統計算中，數字載於機關的期間報表'],
  ])('%s says how it is counted now: %s', (id, words) => {
    expect(drawn(id, words.startsWith('本系統計算中') ? 'x' : null)).toContain(words);
  });

  it.each([
    ['sme.link-check', '每月', 'every month'],
    ['sme.open-data-review', '每季', 'every quarter'],
    ['sme.open-data-inventory', '每年', 'every year'],
    ['sme.yearly-report', '每年，次年 1 月 15 日前', 'every year, by 15 January of the next year'],
    ['crc.self-assessment', '每半年', 'every half-year'],
    ['crc.phone-courtesy', '每 4 個月至少 1 次', 'at least once every 4 months'],
    ['ida.courtesy-switchboard', '每月 4 次', '4 times every month'],
    ['ida.courtesy-divisions', '各單位每月至少 1 次', 'each unit, at least once every month'],
    ['law.dsr-access', '15 日', '15 days'],
  ])('%s says how often or how long: %s', (id, zh, en) => {
    expect(drawn(id)).toContain(`<strong>${zh}</strong>`);
    expect(drawn(id, null, 'en')).toContain(`<strong>${en}</strong>`);
  });

  it('names its source document once', () => {
    expect(drawn('law.petition')).toContain('文書處理手冊 點78(五)');
    expect(drawn('law.petition')).not.toMatch(/文書處理手冊 文書處理手冊/);
    expect(drawn('sme.first-contact-rate')).toContain('計畫所述');
  });
});
