import { describe, expect, it } from '@jest/globals';
import type { BulkAct, BulkCase, BulkResult } from '@app/lists';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../../site/site.js';
import { BulkOutcome } from './bulk-outcome.view.js';

describe('what became of an act on several cases', () => {
  const pageOf = (act: BulkAct, states: readonly BulkCase['state'][], undone: boolean, unseen = false) => {
    const cases = states.map((state, at) => ({ id: `${at}`, caseNumber: `${at}`, state, refusal: null }));
    const result = {
      bulk: { id: 'b', act, createdAt: 0 },
      cases,
      seen: new Set(unseen ? [] : cases.map(({ caseNumber }) => caseNumber)),
      undoUntil: undone ? null : 1_800_000_000_000,
    };
    return render(
      <SiteContext.Provider value={{ locale: 'zh-TW', csrfToken: () => 'x' } as Site}>
        <BulkOutcome {...{ result: result as unknown as BulkResult, back: '/desk', undone }} />
      </SiteContext.Provider>,
    );
  };
  const bannerOf = (states: readonly BulkCase['state'][], undone: boolean) => {
    const page = pageOf('assign', states, undone);
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

  it('warns of a case that still waits, and not of one kept before anything was undone', () => {
    expect(bannerOf(['DONE', 'WAITING'], false)).toEqual(['warning', undefined]);
    expect(bannerOf(['DONE', 'KEPT'], false)).toEqual(['success', undefined]);
  });

  it('speaks of chases that were taken back, not of cases', () => {
    const sent = pageOf('chase', ['DONE'], false);
    expect(sent).toContain('全部撤回');
    expect(sent).toContain('16:00 以前可以撤回');
    const taken = pageOf('chase', ['KEPT', 'UNDONE'], true);
    for (const words of ['1 件沒有撤回', '已撤回', '未撤回']) expect(taken).toContain(words);
    expect(taken).not.toContain('復原');
  });

  it('leads to each case that one still sees, and says so of the others', () => {
    const words = '已不在您能查看的範圍';
    const [seen, given] = [pageOf('assign', ['DONE'], false), pageOf('assign', ['DONE'], false, true)];
    expect([seen.includes('href="/desk/cases/0"'), seen.includes(words)]).toEqual([true, false]);
    expect([given.includes('href="/desk/cases/0"'), given.includes(words)]).toEqual([false, true]);
    expect(given).toMatch(new RegExp(`<td>完成<p class="hint">${words}`));
  });

  it('offers no way to undo what can no longer be undone', () => {
    expect(pageOf('chase', ['DONE'], false)).toContain('/undo"');
    expect(pageOf('chase', ['UNDONE'], true)).not.toContain('/undo"');
  });
});
