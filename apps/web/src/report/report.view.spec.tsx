import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { SiteContext, type Site } from '../site/site.js';
import type { Asking } from './question.js';
import { QUESTIONS } from './questions/index.js';
import { checkPage, questionPage } from './report.view.js';

const here = { locale: 'zh-TW' as const, path: '/cases/new', query: new URLSearchParams() };
const SITE: Site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
const ASKING: Asking = {
  ...{ locale: 'zh-TW', services: [], organisations: [], answers: {}, errors: {} },
  files: { staged: [], kinds: [], most: 5, megabytes: 10 } as unknown as Asking['files'],
};
const backOf = (body: Parameters<typeof render>[0]) =>
  /<button[^>]*class="link"[^>]*name="go"[^>]*value="(\w+)"/.exec(
    render(<SiteContext.Provider value={SITE}>{body}</SiteContext.Provider>),
  )?.[1];

describe('the pages of a report', () => {
  it('lead back to the question before, the first to none', () => {
    const pages = QUESTIONS.map((question) => questionPage({ site: SITE, question, sent: false }, ASKING));
    const backs = [...pages, checkPage(ASKING)].map(({ body }) => backOf(<>{body}</>));
    expect(backs).toEqual([undefined, ...QUESTIONS.map(({ name }) => name)]);
  });

  it('stay in no cache, as she wrote on them', () => {
    for (const question of QUESTIONS)
      expect(questionPage({ site: SITE, question, sent: false }, ASKING).personal).toBe(true);
    expect(checkPage(ASKING).personal).toBe(true);
  });
});
