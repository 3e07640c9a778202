import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@app/people';
import { Browse } from '../../../test/support/browse.js';
import { ApiClient } from '../../../test/support/api-client.js';
import { startTestWeb, type TestWeb } from '../../../test/support/web.js';
import { jsonRoutes, pages } from './subjects.js';
import { routesOf, signedIn } from './spec-support.js';

const ROLES: Role[] = [
  ...(['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER', 'UNIT_HEAD'] as const),
  ...(['CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR', 'ADMIN', 'PARTNER'] as const),
];
const UNIT = 'demo.guidance';
const TEAM = 'demo.finance-team';
/** Written by hand: who may do what besides the acts of a case. */
const LOG: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER'];
const BOARD: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'FRONTLINE_AGENT', 'AUDITOR'];
const ALERT: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
const LISTS: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'];
const SHEET: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER'];
const CODE: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK'];
const NOTE: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER'];
const REFER: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK', 'CASE_HANDLER'];
const DECLARE: Role[] = ['CONTROL_OFFICER', 'AGENCY_HEAD'];
/** Neither an administrator of accounts nor a partner reads cases. */
const READ = ROLES.filter((role) => role !== 'ADMIN' && role !== 'PARTNER');
const ERASE: Role[] = ['UNIT_HEAD', 'AGENCY_HEAD'];
const EXPORT: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD', 'AUDITOR'];
const ADMIN: Role[] = ['ADMIN'];
const ALL = ROLES;
const NONE: Role[] = [];

/** Allowed roles, status for them, status for all others, and the body sent. */
type Row = [who: Role[], yes: number, no: number, body?: Record<string, unknown>];
const text = { text: '內部' };

/** Written by hand: each page for each role in the unit of the case; 303 for `anyone` leads to sign-in. */
const PAGES: Record<string, { anyone: number; staff: Row }> = {
  'GET /': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /services': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /site-map': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /services/:id': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /services/:id/forms/:file': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /robots.txt': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /sitemap.xml': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /.well-known/security.txt': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /accessibility': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /security-policy': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /open-data': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /privacy': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /commitments': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /kiosk': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /kiosk/still': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /kiosk/over': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /kiosk/cleared': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /kiosk/done': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /kiosk/touch': { anyone: 204, staff: [ALL, 204, 0] },
  'GET /gallery': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /cases/new': { anyone: 200, staff: [ALL, 200, 0] },
  'POST /cases/new': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/new/:question': { anyone: 404, staff: [NONE, 0, 404] },
  'POST /cases/new/:question': { anyone: 404, staff: [NONE, 0, 404] },
  'POST /cases/new/:question/keep': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /cases/new/check': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /cases/new/check': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/new/done': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /progress': { anyone: 200, staff: [ALL, 200, 0] },
  'POST /progress': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /progress/lost-code': { anyone: 200, staff: [ALL, 200, 0] },
  'POST /progress/lost-code': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /progress/lost-code/sent': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /cases/:caseNumber': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/:act': { anyone: 404, staff: [NONE, 0, 404] },
  'POST /cases/:caseNumber/:act': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /cases/:caseNumber/data': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/data/:right': { anyone: 404, staff: [NONE, 0, 404] },
  'POST /cases/:caseNumber/data/:right': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /cases/:caseNumber/data/sent/:id': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/data/answers/:id': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/data/answers/:id/json': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/contact': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /cases/:caseNumber/contact': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/receipts/:seq': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/attachments/:id': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /cases/:caseNumber/calendar': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /cases/:caseNumber/leave': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /confirmations/:token': { anyone: 404, staff: [NONE, 0, 404] },
  'POST /confirmations/:token': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /cases/new/done': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /cases/:caseNumber/confirmation': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /surveys/:token': { anyone: 404, staff: [NONE, 0, 404] },
  'POST /surveys/:token': { anyone: 404, staff: [NONE, 0, 404] },
  'GET /desk/sign-in': { anyone: 200, staff: [ALL, 303, 0] },
  'GET /desk': { anyone: 303, staff: [ALL, 200, 0] },
  'GET /desk/cases': { anyone: 303, staff: [ALL, 200, 0] },
  'GET /desk/lists': { anyone: 303, staff: [READ, 200, 404] },
  'POST /desk/lists': { anyone: 303, staff: [READ, 422, 404] },
  'GET /desk/lists/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/lists/:id': { anyone: 303, staff: [NONE, 0, 404, { name: 'x' }] },
  'POST /desk/lists/:id/remove': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/bulk/:act': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/bulk/:act': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/bulk/done/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/bulk/done/:id/undo': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/export': { anyone: 303, staff: [EXPORT, 200, 404] },
  'POST /desk/export': { anyone: 303, staff: [EXPORT, 200, 404] },
  'GET /desk/go': { anyone: 303, staff: [ALL, 200, 0] },
  'GET /desk/password': { anyone: 303, staff: [ALL, 200, 0] },
  'POST /desk/password': { anyone: 303, staff: [ALL, 422, 0, { current: 'wrong', fresh: 'wrong' }] },
  'GET /desk/calls/new': { anyone: 303, staff: [LOG, 200, 404] },
  'POST /desk/calls/solved': { anyone: 303, staff: [LOG, 422, 404] },
  'POST /desk/calls/who': { anyone: 303, staff: [LOG, 422, 404] },
  'POST /desk/calls/faq': { anyone: 303, staff: [LOG, 200, 404] },
  'POST /desk/calls/keep': { anyone: 303, staff: [LOG, 204, 404] },
  'POST /desk/calls/save': { anyone: 303, staff: [LOG, 303, 404] },
  'POST /desk/calls/discard': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/calls/attached': { anyone: 303, staff: [LOG, 422, 404] },
  'POST /desk/calls/asked': { anyone: 303, staff: [LOG, 422, 404] },
  'POST /desk/calls/undo': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/calls/case': { anyone: 303, staff: [LOG, 422, 404] },
  'GET /desk/cases/:caseNumber': { anyone: 303, staff: [READ, 200, 404] },
  'GET /desk/cases/:caseNumber/attachments/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/calls/told/:caseNumber': { anyone: 303, staff: [READ, 200, 404] },
  'GET /desk/cases/:caseNumber/calendar': { anyone: 303, staff: [READ, 200, 404] },
  'POST /desk/cases/:caseNumber/acts/:act/keep': { anyone: 303, staff: [READ, 204, 404, text] },
  'POST /desk/cases/:caseNumber/acts/:act/discard': { anyone: 303, staff: [READ, 303, 404] },
  'POST /desk/cases/:caseNumber/acts/:act': { anyone: 303, staff: [NOTE, 303, 404, text] },
  'POST /desk/cases/:caseNumber/lookup-code': { anyone: 303, staff: [CODE, 200, 404] },
  'POST /desk/cases/:caseNumber/referrals/:id/:act': { anyone: 303, staff: [NONE, 0, 404, { reason: 'x' }] },
  'GET /desk/data-requests/:caseNumber': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/data-requests/:caseNumber': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/cases/:caseNumber/chases/:id/undo': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/cases/:caseNumber/referrals/:id/:act/keep': { anyone: 303, staff: [READ, 204, 404] },
  'POST /desk/cases/:caseNumber/referrals/:id/:act/discard': { anyone: 303, staff: [READ, 303, 404] },
  'GET /desk/referrals': { anyone: 303, staff: [ALL, 200, 0] },
  'GET /desk/referrals/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/referrals/:referralId/attachments/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/referrals/:id/:act': { anyone: 303, staff: [NONE, 0, 404, { reason: 'x' }] },
  'POST /desk/referrals/:id/:act/keep': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/referrals/:id/:act/discard': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/referrals/:id/answer-chase': { anyone: 303, staff: [NONE, 0, 404, { text: 'x' }] },
  'GET /desk/tasks': { anyone: 303, staff: [READ, 200, 404] },
  'GET /desk/approvals': { anyone: 303, staff: [ALERT, 200, 404] },
  'POST /desk/approvals/:caseNumber/:decision': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/board': { anyone: 303, staff: [BOARD, 200, 404] },
  'GET /desk/board/figures': { anyone: 303, staff: [BOARD, 200, 404] },
  'GET /desk/board/sheet': { anyone: 303, staff: [BOARD, 200, 404] },
  'GET /desk/chase-lists': { anyone: 303, staff: [LISTS, 200, 404] },
  'GET /desk/chase-lists/:unit/:day': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/chase-lists/:unit/:day': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/mails': { anyone: 303, staff: [SHEET, 200, 404] },
  'POST /desk/mails': { anyone: 303, staff: [SHEET, 422, 404] },
  'GET /desk/board/kept': { anyone: 303, staff: [BOARD, 200, 404] },
  'GET /desk/board/stream': { anyone: 303, staff: [BOARD, 200, 404] },
  'POST /desk/board/alerts/:id/acknowledge': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/calendar': { anyone: 303, staff: [ALERT, 200, 404] },
  'POST /desk/calendar/days': { anyone: 303, staff: [DECLARE, 422, 404] },
  'POST /desk/calendar/days/withdraw': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/calendar/earlier-dates/:clockId/accept': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/admin/people': { anyone: 303, staff: [ADMIN, 200, 404] },
  'POST /desk/admin/people': { anyone: 303, staff: [ADMIN, 422, 404] },
  'GET /desk/admin/people/new': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/people/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/admin/people/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/admin/people/:id/:act': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/admin/units': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/partners': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/services': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/templates': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/templates/:kind': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/admin/commitments': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/commitments/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/admin/commitments/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/admin/commitments/:id/file': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/admin/quarantine': { anyone: 303, staff: [ADMIN, 200, 404] },
  'GET /desk/admin/quarantine/:kind/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/admin/quarantine/:kind/:id/again': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/admin/quarantine/:kind/:id/drop': { anyone: 303, staff: [NONE, 0, 404] },
  'GET /desk/absences': { anyone: 303, staff: [ALL, 200, 0] },
  'GET /desk/absences/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/absences/:id': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /desk/absences/:id/withdraw': { anyone: 303, staff: [NONE, 0, 404] },
  'POST /kiosk/leave': { anyone: 303, staff: [ALL, 303, 0] },
  'POST /kiosk': { anyone: 303, staff: [ALL, 303, 0] },
  'GET /desk/retention': { anyone: 303, staff: [ERASE, 200, 404] },
  'POST /desk/retention': { anyone: 303, staff: [ERASE, 422, 404] },
  'POST /desk/sign-in': { anyone: 401, staff: [ALL, 401, 0, { login: 'x', password: 'x' }] },
  'POST /desk/sign-out': { anyone: 303, staff: [ALL, 303, 0] },
};

/** The same for the API, where a request without a token mostly gets 401. */
const API: Record<string, { anyone: number; staff: Row }> = {
  'GET /api/v1/services': { anyone: 200, staff: [ALL, 200, 0] },
  'GET /api/v1/commitments': { anyone: 200, staff: [ALL, 200, 0] },
  'POST /api/v1/cases': { anyone: 422, staff: [ALL, 422, 0] },
  'POST /api/v1/progress': { anyone: 422, staff: [ALL, 422, 0] },
  'POST /api/v1/surveys/:token': { anyone: 404, staff: [NONE, 0, 404, { score: 3 }] },
  'POST /api/v1/staff/calls/:call/rating': { anyone: 401, staff: [LOG, 422, 404] },
  'POST /api/v1/staff/contacts': { anyone: 401, staff: [LOG, 422, 404] },
  'POST /api/v1/staff/cases': { anyone: 401, staff: [LOG, 422, 404] },
  'GET /api/v1/staff/cases': { anyone: 401, staff: [ALL, 200, 0] },
  'GET /api/v1/staff/cases/:caseNumber': { anyone: 401, staff: [READ, 200, 404] },
  'POST /api/v1/staff/cases/:caseNumber/attachments': { anyone: 401, staff: [ALL, 415, 0] },
  'GET /api/v1/staff/cases/:caseNumber/attachments/:id': { anyone: 401, staff: [NONE, 0, 404] },
  'POST /api/v1/staff/cases/:caseNumber/lookup-code': { anyone: 401, staff: [CODE, 200, 404] },
  'POST /api/v1/staff/cases/:caseNumber/acts/:act': { anyone: 401, staff: [NOTE, 200, 404, text] },
  'POST /api/v1/staff/cases/:caseNumber/referrals': {
    anyone: 401,
    staff: [REFER, 422, 404, { partner: 'x', reason: 'x' }],
  },
  'GET /api/v1/staff/co-handlings': { anyone: 401, staff: [ALL, 200, 0] },
  'GET /api/v1/staff/referrals': { anyone: 401, staff: [ALL, 200, 0] },
  'GET /api/v1/staff/referrals/:id': { anyone: 401, staff: [NONE, 0, 404] },
  'POST /api/v1/staff/referrals/:id/:act': { anyone: 401, staff: [NONE, 0, 404] },
  'POST /api/v1/staff/cases/:caseNumber/chases/:id/undo': { anyone: 401, staff: [NONE, 0, 404] },
  'GET /api/v1/staff/chase-lists': { anyone: 401, staff: [LISTS, 200, 404] },
  'GET /api/v1/staff/chase-lists/:unit/:day': { anyone: 401, staff: [NONE, 0, 404] },
  'POST /api/v1/staff/chase-lists/:unit/:day/acknowledge': { anyone: 401, staff: [NONE, 0, 404] },
  'GET /api/v1/staff/board': { anyone: 401, staff: [BOARD, 200, 404] },
  'GET /api/v1/staff/board/before-holiday': { anyone: 401, staff: [BOARD, 200, 404] },
  'GET /api/v1/staff/board/stream': { anyone: 401, staff: [BOARD, 200, 404] },
  'POST /api/v1/staff/calendar/days': { anyone: 401, staff: [DECLARE, 422, 404] },
  'GET /api/v1/staff/calendar/earlier-dates': { anyone: 401, staff: [ALERT, 200, 404] },
  'POST /api/v1/staff/calendar/earlier-dates/:clock/accept': { anyone: 401, staff: [NONE, 0, 404] },
};

/** Written by hand: what the board leads to, by the roles that may. */
const FROM_THE_BOARD: [href: string, roles: Role[]][] = [
  ['/desk/board/sheet', BOARD],
  ['/desk/board/figures', BOARD],
  ['/desk/chase-lists', LISTS],
  ['/desk/calendar', ALERT],
  ['/desk/retention', ERASE],
];

describe('each route, for each role', () => {
  let web: TestWeb;
  let caseNumber: string;
  const people = new Map<Role, Browse>();
  const clients = new Map<Role, ApiClient>();

  beforeAll(async () => {
    web = await startTestWeb();
    for (const role of ROLES) {
      people.set(
        role,
        await signedIn(
          web,
          role === 'PARTNER' ? TEAM : UNIT,
          [role],
          `of-${role.toLowerCase().replaceAll('_', '-')}`,
        ),
      );
      clients.set(role, await ApiClient.of(web, `of-${role.toLowerCase().replaceAll('_', '-')}`));
    }
    const matter = {
      service: 'demo.finance-diagnosis',
      channel: 'COUNTER',
      noticeVersion: '',
      subject: 'x',
      description: 'x',
      contact: { name: 'x' },
    };
    const { PRIVACY_NOTICE_VERSION: noticeVersion } = await import('@app/intake');
    const opened = await clients
      .get('FRONTLINE_AGENT')!
      .post('/api/v1/staff/cases', { ...matter, noticeVersion });
    caseNumber = opened.body.caseNumber;
  }, 60_000);
  afterAll(() => web.close());

  const ID = '01900000-0000-7000-8000-000000000000';
  const addressOf = (route: string) => {
    const names: Record<string, string> = {
      ':caseNumber': caseNumber,
      ':act': route.includes('referrals') ? 'recall' : 'note',
      ':token': 'none',
    };
    return route.split(' ')[1]!.replaceAll(/:\w+/g, (name) => names[name] ?? ID);
  };
  const isStream = (route: string) => route.endsWith('/stream');
  async function statusOf(
    route: string,
    headers: Record<string, string>,
    body?: RequestInit,
  ): Promise<number> {
    const gone = new AbortController();
    const answer = await fetch(`${web.url}${addressOf(route)}`, {
      redirect: 'manual',
      signal: gone.signal,
      headers,
      ...body,
    });
    gone.abort();
    return answer.status;
  }
  async function onPage(browse: Browse, route: string, body: Record<string, unknown> = {}): Promise<number> {
    if (isStream(route)) return statusOf(route, { cookie: browse.cookies });
    const address = addressOf(route);
    return (
      route.startsWith('GET')
        ? await browse.get(address)
        : await browse.post(address, body as Record<string, string>)
    ).status;
  }
  async function onApi(
    client: ApiClient,
    role: Role | undefined,
    route: string,
    body: Record<string, unknown> = {},
  ): Promise<number> {
    if (isStream(route) && role)
      return statusOf(route, {
        authorization: `Bearer ${await web.token(`of-${role.toLowerCase().replaceAll('_', '-')}`)}`,
      });
    return (
      route.startsWith('GET') ? await client.get(addressOf(route)) : await client.post(addressOf(route), body)
    ).status;
  }

  it('is listed above, so that none is added without a decision here', () => {
    const known = (controllers: Parameters<typeof routesOf>[0]) =>
      routesOf(controllers)
        .filter((route) => !route.startsWith('ALL'))
        .toSorted();
    expect(known(pages)).toEqual(Object.keys(PAGES).toSorted());
    expect(known(jsonRoutes)).toEqual(Object.keys(API).toSorted());
  });

  it.each(FROM_THE_BOARD)('the board leads to %s, those who may open it', async (href, roles) => {
    for (const role of BOARD) {
      const { text } = await people.get(role)!.get('/desk/board');
      expect([role, text.includes(`<a href="${href}">`)]).toEqual([role, roles.includes(role)]);
    }
  });

  it.each(Object.entries(PAGES).filter(([route]) => route !== 'POST /desk/sign-out'))(
    '%s',
    async (route, { anyone, staff: [who, yes, no, body] }) => {
      const stranger = new Browse(web);
      await stranger.get('/progress');
      expect(['anyone', await onPage(stranger, route, body)]).toEqual(['anyone', anyone]);
      for (const [role, browse] of people)
        // what a page leaves in the browser is not there for the next
        expect([role, await onPage(browse.copy(), route, body)]).toEqual([
          role,
          who.includes(role) ? yes : no,
        ]);
    },
  );

  it.each(Object.entries(API))('%s', async (route, { anyone, staff: [who, yes, no, body] }) => {
    expect(['anyone', await onApi(new ApiClient(web), undefined, route, body)]).toEqual(['anyone', anyone]);
    const wrong = new ApiClient(web, { authorization: 'Bearer sw_wrong' });
    expect(['a wrong token', await onApi(wrong, undefined, route, body)]).toEqual(['a wrong token', anyone]);
    for (const [role, client] of clients)
      expect([role, await onApi(client, role, route, body)]).toEqual([role, who.includes(role) ? yes : no]);
  });
});
