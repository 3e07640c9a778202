import { describe, expect, it } from '@jest/globals';
import { dateTimeWords, type Locale } from '@app/platform';
import { render } from 'preact-render-to-string';
import { BLANK, type Returned } from '../site/desk-forms.js';
import type { FailedWork } from '../site/failures.js';
import { SiteContext, type Site } from '../site/site.js';
import { DropView } from './drop.view.js';

const SINCE = Date.parse('2026-08-19T10:00:00+08:00');
const FAILURE = { id: '1', of: 'notice', since: SINCE, caseNumber: 'DEMO-1150819-00042-7' } as FailedWork;
const drawn = (form: Returned, locale: Locale = 'zh-TW') => {
  const here = { locale, path: '/', query: new URLSearchParams() };
  const site: Site = { ...here, address: '', now: SINCE, csrfToken: () => '', demo: false };
  return render(
    <SiteContext.Provider value={site}>
      <DropView failure={FAILURE} of="notice" form={form} />
    </SiteContext.Provider>,
  );
};

describe('the page that asks why something is given up', () => {
  it('says what it is about and since when it waits, in the language of the page', () => {
    for (const locale of ['zh-TW', 'en'] as const) {
      expect(drawn(BLANK, locale)).toContain(dateTimeWords(SINCE, locale));
      expect(drawn(BLANK, locale)).toContain(FAILURE.caseNumber);
    }
  });

  it('refused, says so above the form and at the field, and keeps what was typed', () => {
    const html = drawn({ ...BLANK, typed: { reason: '原因' }, errors: { reason: '請填寫原因' } });
    expect(html).toMatch(/id="error-summary"[^]*<a href="#\w*-?reason">請填寫原因<\/a>/);
    expect(html).toMatch(/-error"[^>]*>[^]*請填寫原因/);
    expect(html).toContain('value="原因"');
    expect(drawn(BLANK)).not.toContain('error-summary');
  });
});
