import { siteWords } from './words.js';
import { describe, expect, it } from '@jest/globals';
import { invalid, Problem } from '@app/platform';
import type { StaffActor } from '@app/people';
import { renderToString } from 'preact-render-to-string';
import { problemPage, unreadablePage } from './problem-page.js';
import type { Site } from './site.js';

const SITE: Site = {
  ...{ locale: 'zh-TW', path: '/', query: new URLSearchParams(), address: '' },
  ...{ now: 0, csrfToken: () => 'token', demo: false },
};
const { problemPages: SAID, home } = siteWords['zh-TW'];
const DESK: Site = { ...SITE, staff: {} as StaffActor };

const linesOf = (body: unknown) =>
  renderToString(<>{body}</>)
    .split(/<\/?(?:h1|p)>/)
    .filter(Boolean);
const shown = (problem: Problem, site = SITE) => {
  const { status, title, body } = problemPage(site, problem, 'request-1');
  const [heading, ...lines] = linesOf(body);
  expect(heading).toBe(title);
  expect(lines.pop()).toContain(home);
  return [status, title, ...lines];
};

describe('the page of a problem', () => {
  it.each<[Problem, unknown[]]>([
    [
      invalid({ field: 'subject', code: 'too-long', params: { max: 200 } }),
      [422, '有些欄位需要修正', 'subject: 請不要超過 200 個字'],
    ],
    [new Problem('INVALID', 'invalid'), [422, '有些欄位需要修正']],
    [new Problem('NOT_FOUND', 'x'), [404, SAID.notFound.title, SAID.notFound.text]],
    [new Problem('CONFLICT', '已有人處理'), [409, SAID.conflict.title, '已有人處理']],
    [new Problem('STALE', 'stale'), [412, SAID.stale.title, SAID.stale.text]],
    [new Problem('BUSY', 'busy'), [503, SAID.busy.title, SAID.busy.text]],
    [new Problem('BUSY', 'calendar-ends'), [503, SAID.calendarEnds.title, SAID.calendarEnds.text]],
    [new Problem('NOT_ALLOWED', 'form-expired'), [403, SAID.forbidden.title, SAID.forbidden.text]],
    [new Problem('UNAUTHENTICATED', '請先登入'), [401, '請先登入']],
  ])('says what is wrong and what to do: %s', (problem, said) => expect(shown(problem)).toEqual(said));

  it.each([900, undefined])(
    'says once when to try again, and the header says it too (%s s)',
    (retryAfterSeconds) => {
      const problem = new Problem(
        'TOO_MANY',
        'too-many-codes',
        retryAfterSeconds ? { retryAfterSeconds } : {},
      );
      expect(shown(problem)).toEqual([429, SAID.tooMany.title, '查詢碼錯誤次數太多，請 15 分鐘後再試']);
      expect(problemPage(SITE, problem, '').retryAfterSeconds).toBe(retryAfterSeconds);
    },
  );

  it('leads on to the main pages and to the telephone lines', () => {
    const lines = [{ number: '0800-000000', name: { 'zh-TW': '專線', en: 'Line' } }];
    const { body } = problemPage({ ...SITE, lines }, new Problem('NOT_FOUND', 'x'), '');
    const html = linesOf(body).join('');
    for (const href of ['/', '/cases/new', '/progress', '/services', '/site-map', 'tel:0800000000'])
      expect(html).toContain(`href="${href}"`);
  });

  it('of an internal error has the request id, and nothing else', () => {
    const { status, title, body } = problemPage(SITE, undefined, 'request-1');
    expect([status, title]).toEqual([500, SAID.wrong.title]);
    expect(linesOf(body).slice(1, 3)).toEqual([SAID.wrong.text, SAID.wrong.id('request-1')]);
  });

  it('is never cached, and links home: for staff to the desk', () => {
    const problem = new Problem('NOT_FOUND', 'not-found');
    expect(problemPage(SITE, problem, '')).toMatchObject({ hidden: true, personal: true });
    expect(problemPage(SITE, problem, '')).not.toHaveProperty('desk');
    expect(problemPage(DESK, problem, '')).toMatchObject({ desk: null });
    expect(linesOf(problemPage(SITE, problem, '').body).at(-1)).toContain('href="/"');
    expect(linesOf(problemPage(DESK, problem, '').body).at(-1)).toContain('href="/desk"');
  });

  it('of a request that could not be read says so, and leads back to its form', () => {
    const page = unreadablePage(SITE, '讀不懂', 413);
    expect(page).toMatchObject({ status: 413, title: '讀不懂', hidden: true, personal: true });
    expect(linesOf(page.body)[0]).toBe('讀不懂');
    expect(linesOf(page.body).slice(1).join(' ')).toContain(siteWords['zh-TW'].problemPages.unreadable.back);
    expect(linesOf(page.body).join(' ')).toContain(home);
  });

  it.each([
    ['/progress', '/progress'],
    ['/cases/new/details/keep', '/cases/new/details'],
    ['/cases/DEMO-1150819-00042-7/leave', '/cases/DEMO-1150819-00042-7'],
    ['/desk/cases/DEMO-1150819-00042-7/acts/reply', '/desk/cases/DEMO-1150819-00042-7'],
    ['/desk/referrals/1/accept', '/desk/referrals/1'],
    ['/desk/calls/solved', '/desk/calls/new'],
    ['/desk/calendar/declare', '/desk/calendar'],
    ['/desk/board/dismiss', '/desk/board'],
    ['/kiosk/start', '/kiosk'],
  ])('of a form sent to %s leads back to %s', (path, form) => {
    expect(linesOf(unreadablePage({ ...SITE, path }, '讀不懂', 413).body).join(' ')).toContain(
      `<a href="${form}">${siteWords['zh-TW'].problemPages.unreadable.back}`,
    );
  });
});
