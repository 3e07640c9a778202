import { describe, expect, it } from '@jest/globals';
import { loadConfig, SERVICE_KINDS } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { categoryOf, isCategory } from './categories.js';
import { choose } from './choice-of-services.js';

const { services, organisations } = loadConfig('config', { events: EVENT_TYPES });
const chosen = (query: string) =>
  choose(new URLSearchParams(query), { services, organisations, classes: [] });

describe('what is chosen among the services', () => {
  it.each(['', 'q=', 'q=%20', 'category=none', 'category=toString', 'agency=none', 'page=3', 'other=1'])(
    'is nothing for "%s": the ways to look are shown',
    (query) => expect(chosen(query)).toBeNull(),
  );

  it('is at most ten a page, each once, over all pages', () => {
    const { all, pages } = chosen('agency=ida')!;
    const seen = Array.from({ length: pages }, (_, n) => chosen(`agency=ida&page=${n + 1}`)!.shown).flat();
    expect(seen.length).toBe(all);
    expect(new Set(seen).size).toBe(all);
    expect(all).toBe(
      services.filter(({ organisation, forUnsorted }) => organisation === 'ida' && !forUnsorted).length,
    );
    expect(chosen('agency=ida')!.shown).toHaveLength(10);
  });

  it.each([
    ['0', 1],
    ['-1', 1],
    ['1.7', 1],
    ['x', 1],
    ['1e9', 2],
    ['999999999999999999999', 2],
    ['Infinity', 2],
  ])('page %s is page %i: there always is one', (page, is) => {
    expect(chosen(`agency=ida&page=${page}`)).toMatchObject({ page: is, pages: 2 });
  });

  it('fits the words, the category and the agency together', () => {
    const ids = (query: string) => chosen(query)!.shown.map(({ id }) => id);
    expect(ids('q=意見&agency=sme&category=say')).toEqual(['sme.feedback-mailbox']);
    expect(ids('q=意見&agency=sme&category=apply')).toEqual([]);
    expect(
      ids('category=apply').every((id) => services.find((one) => one.id === id)!.kind === 'APPLICATION'),
    ).toBe(true);
  });

  it('never includes the desk that sorts what fits none', () => {
    const all = ['category=ask', 'category=ask&page=2', 'agency=demo', 'q=不確定是哪一項'].flatMap(
      (query) => chosen(query)!.shown,
    );
    expect(all.filter(({ forUnsorted }) => forUnsorted)).toEqual([]);
  });
});

describe('a category', () => {
  it('is had by every kind of service', () => {
    for (const kind of SERVICE_KINDS) expect(isCategory(categoryOf({ kind }))).toBe(true);
  });
});
