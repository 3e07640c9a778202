import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { BLANK } from '../site/desk-forms.js';
import { SiteContext, type Site } from '../site/site.js';
import { Caller, type CallerProps } from './caller.view.js';
import { Told } from './told.view.js';

const shown = (page: preact.JSX.Element) =>
  render(
    <SiteContext.Provider value={{ locale: 'zh-TW', csrfToken: () => '' } as unknown as Site}>
      {page}
    </SiteContext.Provider>,
  );
const caseOf = (caseNumber: string) => ({
  ...{
    id: caseNumber,
    caseNumber,
    subject: '路燈',
    status: 'RECEIVED',
    due: null,
    unit: '輔導組',
    handler: null,
  },
});

describe('the cases of a caller', () => {
  const chosen = (numbers: string[], typed: Record<string, string> = {}) => {
    const found = { fault: null, more: false, cases: numbers.map(caseOf) } as unknown as CallerProps['found'];
    const html = shown(<Caller form={{ ...BLANK, typed }} found={found} />);
    return [...html.matchAll(/<input type="radio"[^>]*>/g)]
      .filter(([tag]) => / checked/.test(tag))
      .map(([tag]) => /value="([^"]*)"/.exec(tag)![1]);
  };

  it('of one case it is chosen, of several the one that was', () => {
    expect(chosen(['DEMO-1'])).toEqual(['DEMO-1']);
    expect(chosen(['DEMO-1', 'DEMO-2'])).toEqual([]);
    expect(chosen(['DEMO-1', 'DEMO-2'], { caseNumber: 'DEMO-2' })).toEqual(['DEMO-2']);
  });
});

describe('how far the messages to her got', () => {
  const told = (state: string, waits = false) =>
    shown(
      <Told
        caseNumber="DEMO-1"
        told={[{ id: '1', kind: 'case-received', channel: 'EMAIL', state, waits } as never]}
      />,
    );

  it('is good only where it arrived or was taken', () => {
    const tone = (state: string) => /tag-(\w+)/.exec(told(state))![1];
    const tones = ['DELIVERED', 'ACCEPTED', 'FAILED', 'UNKNOWN', 'SUPPRESSED', 'PENDING'].map(tone);
    expect(tones).toEqual(['good', 'good', 'bad', 'warn', 'warn', 'quiet']);
  });

  it('is asked again only while it may change', () => {
    expect(told('PENDING', true)).toMatch(/data-waits="yes"[\s\S]*href="\/desk\/calls\/told\/DEMO-1"/);
    expect(told('DELIVERED')).not.toMatch(/data-waits|href="\/desk\/calls\/told/);
  });
});
