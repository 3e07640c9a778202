import { describe, expect, it } from '@jest/globals';
import type { CaseFile } from '@app/cases';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../site/site.js';
import { CallOpened } from './call-opened.view.js';

describe('what is read out when a call has opened a case', () => {
  const file = { caseNumber: 'DEMO-1151130-00003-7', receivedAt: Date.parse('2026-11-30T03:29:00+08:00') };
  const nextOf = (dueAt: number | null) => {
    const page = render(
      <SiteContext.Provider
        value={
          { locale: 'zh-TW', path: '/', query: new URLSearchParams(), csrfToken: () => '' } as unknown as Site
        }
      >
        <CallOpened
          {...{ file: file as CaseFile, lookupCode: 'H2WMU3XEH6', dueAt, told: [], sent: {} }}
          {...{ service: '示範補助申請', unit: '示範輔導組' }}
        />
      </SiteContext.Provider>,
    );
    return /<dt>下一個期限<\/dt><dd>([^<]*)</.exec(page)?.[1];
  };

  it('has the last day of the next promise, without a second label', () => {
    expect(nextOf(Date.parse('2026-12-02T00:00:00+08:00'))).toBe('民國115年12月1日（二）');
  });

  it('says where no date is promised', () => {
    expect(nextOf(null)).toBe('目前沒有計算中的期限');
  });
});
