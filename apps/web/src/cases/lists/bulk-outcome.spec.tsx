import { describe, expect, it } from '@jest/globals';
import type { BulkCase, BulkResult } from '@app/lists';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../../site/site.js';
import { BulkOutcome } from './bulk-outcome.view.js';

describe('what became of an act on several cases', () => {
  const bannerOf = (states: readonly BulkCase['state'][], undone: boolean) => {
    const cases = states.map((state, at) => ({ id: `${at}`, caseNumber: `${at}`, state, refusal: null }));
    const result = { bulk: { id: 'b', act: 'assign', createdAt: 0 }, cases, undoable: false };
    const page = render(
      <SiteContext.Provider value={{ locale: 'zh-TW' } as Site}>
        <BulkOutcome {...{ result: result as unknown as BulkResult, back: '/desk', undone }} />
      </SiteContext.Provider>,
    );
    const [, kind] = /class="banner banner-(\w+)"/.exec(page) ?? [];
    return [kind, /(\d+) 件沒有復原/.exec(page)?.[1]];
  };

  it('warns, once undone, of each case that stayed as it was', () => {
    expect(bannerOf(['KEPT', 'UNDONE', 'KEPT'], true)).toEqual(['warning', '2']);
  });

  it('is a success where all were undone, or all were done', () => {
    expect(bannerOf(['UNDONE', 'UNDONE'], true)).toEqual(['success', undefined]);
    expect(bannerOf(['DONE', 'DONE'], false)).toEqual(['success', undefined]);
  });
});
