import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { LOCALES, type Locale } from '@app/platform';
import { Browse } from '../../../test/support/browse.js';
import { HerCase } from '../../../test/support/her-case.js';
import { prepareCases, type Known } from '../../../test/support/inspection.js';
import { approved, comparable, outlineOf } from '../../../test/support/outline.js';
import { PUBLIC_PAGES } from '../../../test/support/public-pages.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../test/support/web.js';

/** `OPEN`, `CLOSED`, `OURS`, `REFERRAL` and `SURVEY` stand for what the story gave; forms are sent empty where nothing is given. */
type Step = string | [path: string, typed: Record<string, string>];

const OPEN = '/desk/cases/OPEN';
const OURS = '/desk/cases/OURS';
const HANDLER_ACTS = [
  'submit',
  'extend',
  'request-correction',
  'request-supplement',
  'transfer',
  'ask-co-handling',
  'close',
  'pause',
  'reply',
  'refer',
];
const refused = (...paths: string[]): Step[] => paths.map((path): Step => [path, {}]);

/** Absent for a day of September 2026. */
const absence = (day: number): Record<string, string> =>
  Object.fromEntries(
    ['from', 'until'].flatMap((end) =>
      Object.entries({ year: '115', month: '9', day: String(day) }).map(([part, value]) => [
        `${end}.${part}`,
        value,
      ]),
    ),
  );

/** Pages of staff by who opens them, in this order. */
const STAFF: Record<string, Step[]> = {
  agent: [
    ...['/desk', '/desk/cases?queue=all', '/desk/cases?q=nothing-like-it', OPEN, '/desk/cases/CLOSED'],
    ...[`/desk/calls/told/OPEN`, '/desk/calls/new', '/desk/lists', '/desk/go?case=OPEN', '/desk/go?q=zzz'],
    ...['/desk/bulk/assign?cases=OPEN', '/desk/absences', '/desk/tasks', '/desk/password', '/desk/board'],
    ...refused(
      '/desk/calls/case',
      '/desk/calls/solved',
      '/desk/calls/who',
      '/desk/calls/faq',
      '/desk/lists',
      '/desk/password',
    ),
    ...refused(
      ...['reply', 'assign', 'refer', 'extend', 'message', 'note'].map((act) => `${OPEN}/acts/${act}`),
    ),
    [`${OPEN}/lookup-code`, {}],
    ['/desk/calls/faq', { subject: '貸款' }],
    ['/desk/password', { current: 'wrong', fresh: 'wrong' }],
    [`${OPEN}/acts/note`, { text: '已電話聯絡' }],
    [`${OPEN}/acts/message`, { text: '請補件' }],
    OPEN,
  ],
  handler: [
    ...['/desk', OURS, '/desk/tasks', '/desk/cases?queue=all'],
    ...refused(...HANDLER_ACTS.map((act) => `${OURS}/acts/${act}`)),
    [`${OURS}/acts/interim-reply`, { text: '已請團隊協助。' }],
    '/desk/absences',
  ],
  head: [
    '/desk',
    OURS,
    `/desk/go?case=OURS`,
    '/desk/approvals',
    '/desk/board',
    '/desk/retention',
    '/desk/export',
    '/desk/absences',
    ...refused('/desk/retention'),
  ],
  supervisor: [
    ...[
      '/desk',
      OPEN,
      '/desk/approvals',
      '/desk/board',
      '/desk/board/kept',
      '/desk/board/figures',
      '/desk/board/sheet',
    ],
    ...['/desk/chase-lists', '/desk/mails', '/desk/calendar', '/desk/export', '/desk/absences?month=2026-08'],
    ...refused('/desk/calendar/days', '/desk/mails'),
    ['/desk/mails', { sheet: 'yes' }],
    [
      '/desk/calendar/days',
      { 'date.year': '115', 'date.month': '9', 'date.day': '17', kind: 'CLOSURE', remark: '颱風' },
    ],
  ],
  partner: [
    ...['/desk', '/desk/referrals', '/desk/referrals/REFERRAL'],
    ...refused(
      '/desk/referrals/REFERRAL/return',
      '/desk/referrals/REFERRAL/answer',
      '/desk/referrals/REFERRAL/accept',
    ),
    '/desk/referrals/REFERRAL',
  ],
  admin: [
    ...[
      '/desk',
      '/desk/admin/people',
      '/desk/admin/people/new',
      '/desk/admin/people/AGENT',
      '/desk/admin/units',
    ],
    ...[
      '/desk/admin/partners',
      '/desk/admin/services',
      '/desk/admin/templates',
      '/desk/admin/templates/case-received',
    ],
    ...['/desk/admin/commitments', '/desk/admin/commitments/COMMITMENT', '/desk/admin/quarantine'],
    ...refused('/desk/admin/people', '/desk/admin/commitments/COMMITMENT'),
    '/desk/absences/AGENT',
    ...refused('/desk/absences/AGENT'),
    ['/desk/absences/AGENT', absence(15)],
    '/desk/absences?unit=demo.service-desk&month=2026-09',
  ],
};

const REPORT: Step[] = [
  ...['/cases/new', '/cases/new/service'],
  ...refused('/cases/new/service'),
  ['/cases/new/service', { service: 'demo.consultation' }],
  ...refused('/cases/new/subject'),
  ['/cases/new/subject', { subject: '創業貸款被退件' }],
  ...refused('/cases/new/privacy'),
  ['/cases/new/privacy', { read: `${PRIVACY_NOTICE_VERSION} demo.consultation` }],
  ['/cases/new/details', { description: '想了解貸款為什麼被退件', district: '臺中市西屯區' }],
  ...refused('/cases/new/contact'),
  ['/cases/new/contact', { 'contact.name': '王小明', 'contact.email': 'wrong', 'contact.phone': '' }],
  [
    '/cases/new/contact',
    { 'contact.name': '王小明', 'contact.email': 'ming@example.tw', 'contact.phone': '' },
  ],
  '/cases/new/check',
  '/cases/new/details',
  ['/cases/new/check', {}],
];

const HER_PLACES = [
  'message',
  'reopen',
  'withdraw',
  'supplement',
  'contact',
  'data',
  'data/copy',
  'data/correct',
  'data/restrict',
  'data/delete',
];

/** Her case, once number and code are given. */
const HER: Step[] = [
  '/progress',
  ['/progress', {}],
  ['/progress', { caseNumber: 'OURS', lookupCode: 'wrong' }],
  ['/progress', { caseNumber: 'OURS', lookupCode: 'CODE' }],
  ...HER_PLACES.map((place) => `/cases/OURS/${place}`),
  ...refused(...HER_PLACES.map((place) => `/cases/OURS/${place}`)),
  ['/cases/OURS/message', { text: '請問進度如何？' }],
  ['/cases/OURS/data/correct', { what: '電話', why: '換了號碼' }],
  ['/cases/OURS/contact', { 'contact.email': 'wrong' }],
  '/cases/OURS',
  ['/cases/OURS/withdraw', {}],
  ['/cases/OURS/withdraw', { sure: 'yes' }],
  '/cases/OURS',
  ...['/progress/lost-code', '/progress/lost-code/sent', '/surveys/SURVEY', '/confirmations/none'],
  ...refused('/progress/lost-code', '/surveys/SURVEY'),
  ['/progress/lost-code', { caseNumber: 'OPEN', email: 'ming@example.tw' }],
  ['/surveys/SURVEY', { score: '2' }],
  '/kiosk',
  ['/kiosk', {}],
  ...['/', '/progress', '/kiosk/cleared'],
];

describe.each(LOCALES)('every page says and offers in %s what was approved', (locale: Locale) => {
  let web: TestWeb;
  let known: Known;
  let names: [string, string][];

  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000' } });
    known = await prepareCases(web);
    const ours = await HerCase.logged(web);
    await ours.act('interim-reply', { text: '已請團隊協助。' });
    await ours.act('request-correction', { what: '營業計畫書', lastDay: '2026-09-30' });
    names = [
      ...Object.entries({ OPEN: known.open, CLOSED: known.closed, REFERRAL: known.referral }),
      ...Object.entries({ SURVEY: known.survey, CODE: ours.code, OURS: ours.number }),
    ];
    const admin = await Browse.signedIn(web, 'admin', PASSWORD);
    const first = async (path: string) =>
      new RegExp(`href="${path}/(?!new)([^"?]+)"`).exec((await admin.get(path)).text)?.[1] ?? 'none';
    names.push(['AGENT', await first('/desk/admin/people')]);
    names.push(['COMMITMENT', await first('/desk/admin/commitments')]);
  }, 60_000);
  afterAll(() => web.close());

  const filled = (text: string) => names.reduce((said, [name, value]) => said.replaceAll(name, value), text);

  async function walk(browse: Browse, steps: readonly Step[]): Promise<string> {
    await browse.get(`/?lang=${locale}`);
    const outlines: string[] = [];
    const seen = new Set<string>();
    const differs = names.map(([name, value]): [string, string] => [value, name]);
    for (const step of steps) {
      const [path, typed] = typeof step === 'string' ? [step] : step;
      const given = Object.fromEntries(
        Object.entries(typed ?? {}).map(([key, value]) => [key, filled(value)]),
      );
      let page = typed ? await browse.post(filled(path), given) : await browse.get(filled(path));
      const ways = [page.status];
      for (; page.status === 303; ways.push(page.status)) page = await browse.get(page.location!);
      outlines.push(`=== ${typed ? 'POST' : 'GET'} ${path} ${JSON.stringify(typed ?? '')} ${ways.join(' ')}`);
      const lines = outlineOf(page.text, differs, seen.size === 0 ? 'body' : 'main').split('\n');
      // of a form that comes back: what is new, and how much is as it was
      const fresh = typed ? lines.filter((line) => !seen.has(line)) : lines;
      outlines.push(...fresh, ...(typed ? [`… ${lines.length - fresh.length} lines as before`] : []));
      for (const line of lines) seen.add(line);
    }
    return outlines.join('\n');
  }

  const said = (name: string, outline: string) =>
    [outline, approved(`${name}.${locale}`, outline)].map(comparable);

  it.each(Object.entries(STAFF))('to %s', async (login, steps) => {
    const [now, then] = said(login, await walk(await Browse.signedIn(web, login, PASSWORD), steps));
    expect(now).toBe(then);
  });

  it.each([
    ['who asks for a public page', 'public', [...PUBLIC_PAGES, '/gallery']],
    ['who reports', 'report', REPORT],
    ['who asks after her case', 'her', HER],
  ] as [string, string, Step[]][])('to a citizen %s', async (_who, name, steps) => {
    const [now, then] = said(name, await walk(new Browse(web), steps));
    expect(now).toBe(then);
  });
});
