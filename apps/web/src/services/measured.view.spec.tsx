import type { Measured } from '@app/figures';
import type { Locale } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { SiteContext } from '../site/site.js';
import { MeasuredView } from './measured.view.js';

const MEASURED: Measured = {
  ...{ cases: 87, from: '2026-02-02', to: '2026-08-14', medianDays: 3 },
  ...{ onTime: 999, late: 1, groups: [20, 30, 20, 10, 5, 2] },
};

function drawn(more: Partial<Measured> = {}, locale: Locale = 'zh-TW'): string {
  const here = { locale, path: '/services/x', query: new URLSearchParams() };
  const site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
  return render(
    <SiteContext.Provider value={site}>
      <MeasuredView measured={{ ...MEASURED, ...more }} />
    </SiteContext.Provider>,
  );
}

describe('what a service measured', () => {
  it('is said in words, in both languages', () => {
    expect(drawn()).toContain(
      '民國115年2月2日（一）至民國115年8月14日（五）答復了 87 件，其中一半在 3 個工作日內答復',
    );
    expect(drawn({}, 'en')).toContain('half of them within 3 working days');
    expect(drawn({ medianDays: 0.5 })).toContain('一半在 0.5 個工作日內');
  });

  it('never rounds a broken promise away', () => {
    expect(drawn()).toContain('99.9 %');
    expect(drawn({ onTime: 99_999 })).toContain('99.9 %');
    expect(drawn({ late: 0 })).toContain('100 %');
    expect(drawn({ onTime: 0, late: 0 })).not.toContain('依限');
  });

  it('has its numbers as a chart and as a table', () => {
    const html = drawn();
    expect(html.match(/<rect/g)).toHaveLength(6);
    const rows = [...html.matchAll(/<th scope="row">([^<]+)<\/th><td class="number">(\d+)<\/td>/g)];
    expect(rows.map(([, label, n]) => [label, n])).toEqual([
      ['1 日以內', '20'],
      ['2 至 3 日', '30'],
      ['4 至 6 日', '20'],
      ['7 至 15 日', '10'],
      ['16 至 30 日', '5'],
      ['超過 30 日', '2'],
    ]);
  });
});
