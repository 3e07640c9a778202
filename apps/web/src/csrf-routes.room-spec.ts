import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browse } from '../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../test/support/web.js';
import { pages } from './subjects.js';
import { routesOf, signedIn } from './spec-support.js';

const ABSENT: Record<string, string> = {
  ':caseNumber': 'DEMO-1150101-00001-0',
  ':act': 'accept',
  ':kind': 'notice',
  ':id': '01900000-0000-7000-8000-000000000000',
  ':token': 'none',
  ':right': 'copy',
  ':unit': 'demo.guidance',
  ':day': '2026-08-20',
  ':clockId': '01900000-0000-7000-8000-000000000000',
};
const FORMS = routesOf(pages)
  .filter((route) => route.startsWith('POST '))
  .map((route) => route.slice('POST '.length));
const addressOf = (form: string) => form.replaceAll(/:\w+/g, (name) => ABSENT[name]!);

/** Written by hand: what is sent with a form, and whether it is accepted. `token`: the right one unless given. */
const HERE = 'http://desk.example';
const MANNERS: [
  string,
  { token?: 'none' | 'foreign' | 'other-session' | 'stranger'; headers?: Record<string, string> },
  boolean,
][] = [
  ['from this site', {}, true],
  ['from this site by its public address', { headers: { origin: HERE } }, true],
  ['from this site, as browsers say', { headers: { 'sec-fetch-site': 'same-origin' } }, true],
  ['typed or bookmarked', { headers: { 'sec-fetch-site': 'none' } }, true],
  ['without a referrer', { headers: { origin: 'null' } }, true],
  ['without a token', { token: 'none' }, false],
  ['with the token of another browser', { token: 'foreign' }, false],
  ['with the token from before the sign-in', { token: 'stranger' }, false],
  ['with the token of another session', { token: 'other-session' }, false],
  ['from another site', { headers: { origin: 'https://evil.example' } }, false],
  ['from a site whose name begins as ours', { headers: { origin: `${HERE}.evil.example` } }, false],
  ['from another port', { headers: { origin: `${HERE}:8443` } }, false],
  ['from another site, as browsers say', { headers: { 'sec-fetch-site': 'cross-site' } }, false],
  ['from a neighbour, as browsers say', { headers: { 'sec-fetch-site': 'same-site' } }, false],
  ['with an origin that is none', { headers: { origin: 'nonsense' } }, false],
];

describe('every form of the site', () => {
  let web: TestWeb;
  let staff: Browse;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    web = await startTestWeb({ env: { PUBLIC_URL: HERE } });
    staff = await signedIn(web, 'demo.guidance', ['UNIT_HEAD', 'CONTROL_OFFICER', 'FRONTLINE_AGENT'], 'head');
    tokens['right'] = staff.token;
    const foreign = new Browse(web);
    await foreign.get('/progress');
    tokens['foreign'] = foreign.token;
    tokens['other-session'] = (await signedIn(web, 'demo.guidance', ['CASE_HANDLER'], 'colleague')).token;
    // the same browser before sign-in: its cookie alone does not give the token of the session
    const form = staff.cookies.split('; ').map((pair) => pair.split('=', 2) as [string, string]);
    const before = new Browse(web, new Map(form.filter(([name]) => name === 'form')));
    await before.get('/progress');
    tokens['stranger'] = before.token;
  });
  afterAll(() => web.close());

  it('is listed above, so that none is added without being tested here', () => {
    expect(FORMS.toSorted()).toEqual([
      '/cases/:caseNumber/:act',
      '/cases/:caseNumber/confirmation',
      '/cases/:caseNumber/contact',
      '/cases/:caseNumber/data/:right',
      '/cases/:caseNumber/leave',
      '/cases/new',
      '/cases/new/:question',
      '/cases/new/:question/keep',
      '/cases/new/check',
      '/cases/new/done',
      '/confirmations/:token',
      '/desk/absences/:id',
      '/desk/absences/:id/withdraw',
      '/desk/admin/commitments/:id',
      '/desk/admin/commitments/:id/file',
      '/desk/admin/people',
      '/desk/admin/people/:id',
      '/desk/admin/people/:id/:act',
      '/desk/admin/quarantine/:kind/:id/again',
      '/desk/admin/quarantine/:kind/:id/drop',
      '/desk/approvals/:caseNumber/:decision',
      '/desk/board/alerts/:id/acknowledge',
      '/desk/bulk/:act',
      '/desk/bulk/done/:id/undo',
      '/desk/calendar/days',
      '/desk/calendar/days/withdraw',
      '/desk/calendar/earlier-dates/:clockId/accept',
      '/desk/calls/asked',
      '/desk/calls/attached',
      '/desk/calls/case',
      '/desk/calls/discard',
      '/desk/calls/faq',
      '/desk/calls/keep',
      '/desk/calls/save',
      '/desk/calls/solved',
      '/desk/calls/undo',
      '/desk/calls/who',
      '/desk/cases/:caseNumber/acts/:act',
      '/desk/cases/:caseNumber/acts/:act/discard',
      '/desk/cases/:caseNumber/acts/:act/keep',
      '/desk/cases/:caseNumber/chases/:id/undo',
      '/desk/cases/:caseNumber/lookup-code',
      '/desk/cases/:caseNumber/referrals/:id/:act',
      '/desk/cases/:caseNumber/referrals/:id/:act/discard',
      '/desk/cases/:caseNumber/referrals/:id/:act/keep',
      '/desk/chase-lists/:unit/:day',
      '/desk/data-requests/:caseNumber',
      '/desk/export',
      '/desk/lists',
      '/desk/lists/:id',
      '/desk/lists/:id/remove',
      '/desk/mails',
      '/desk/password',
      '/desk/referrals/:id/:act',
      '/desk/referrals/:id/:act/discard',
      '/desk/referrals/:id/:act/keep',
      '/desk/referrals/:id/answer-chase',
      '/desk/retention',
      '/desk/sign-in',
      '/desk/sign-out',
      '/kiosk',
      '/kiosk/done',
      '/kiosk/leave',
      '/kiosk/touch',
      '/progress',
      '/progress/lost-code',
      '/surveys/:token',
    ]);
  });

  describe.each(FORMS.filter((form) => form !== '/desk/sign-out'))('%s', (form) => {
    it.each(MANNERS)('%s', async (_how, { token, headers = {} }, taken) => {
      const csrf = tokens[token ?? 'right'];
      const answer = await fetch(`${web.url}${addressOf(form)}`, {
        ...{ method: 'POST', redirect: 'manual', headers: { cookie: staff.cookies, ...headers } },
        body: new URLSearchParams(csrf === undefined ? {} : { csrf }),
      });
      const said = { status: answer.status, expired: (await answer.text()).includes('這個頁面已經過期') };
      expect([said.status === 403, said.expired]).toEqual([!taken, !taken]);
    });
  });
});
