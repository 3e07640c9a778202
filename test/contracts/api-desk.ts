import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { ApiClient, type Answer } from '../support/api-client.js';
import { startTestWeb, type TestWeb } from '../support/web.js';

export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/;
export const REPORT = {
  service: 'demo.finance-diagnosis',
  subject: '貸款問題',
  description: '想了解貸款',
  contact: { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' },
};
export const LOGGED = {
  ...REPORT,
  channel: 'PHONE',
  noticeVersion: PRIVACY_NOTICE_VERSION,
  hotline: '0800-000000',
  service: 'demo.consultation',
};
export const OPENED = {
  caseNumber: expect.stringMatching(/^DEMO-1150819-\d{5}-\d$/),
  lookupCode: expect.stringMatching(/^[2-9A-HJKMNP-Z]{10}$/),
  status: expect.any(String),
  dueAt: expect.stringMatching(INSTANT),
  progressUrl: expect.stringMatching(/\/progress$/),
};
export const ROUTES = [
  'get /api/v1/services',
  'get /api/v1/commitments',
  'post /api/v1/cases',
  'post /api/v1/progress',
  'post /api/v1/surveys/{token}',
  'post /api/v1/staff/contacts',
  'post /api/v1/staff/calls/{call}/rating',
  'post /api/v1/staff/cases',
  'get /api/v1/staff/cases',
  'get /api/v1/staff/cases/{caseNumber}',
  'post /api/v1/staff/cases/{caseNumber}/acts/{act}',
  'get /api/v1/staff/cases/{caseNumber}/attachments/{id}',
  'post /api/v1/staff/cases/{caseNumber}/attachments',
  'post /api/v1/staff/cases/{caseNumber}/lookup-code',
  'post /api/v1/staff/cases/{caseNumber}/referrals',
  'get /api/v1/staff/co-handlings',
  'get /api/v1/staff/referrals',
  'get /api/v1/staff/referrals/{id}',
  'post /api/v1/staff/referrals/{id}/{act}',
  'post /api/v1/staff/cases/{caseNumber}/chases/{id}/undo',
  'get /api/v1/staff/chase-lists',
  'get /api/v1/staff/chase-lists/{unit}/{day}',
  'post /api/v1/staff/chase-lists/{unit}/{day}/acknowledge',
  'get /api/v1/staff/board',
  'get /api/v1/staff/board/stream',
  'get /api/v1/staff/board/before-holiday',
  'post /api/v1/staff/calendar/days',
  'get /api/v1/staff/calendar/earlier-dates',
  'post /api/v1/staff/calendar/earlier-dates/{clock}/accept',
];

export const problemOf = (answer: Answer) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status: answer.status, title: expect.any(String) });
  return [answer.status, answer.body.type.replace('urn:single-window:problem:', '')];
};

/** A web process with the staff of the demonstration, and a client for each of them. */
export class ApiDesk {
  private constructor(
    readonly web: TestWeb,
    readonly agent: ApiClient,
    readonly partner: ApiClient,
    readonly supervisor: ApiClient,
    readonly anyone = new ApiClient(web),
  ) {}

  static async open(postgres: boolean): Promise<ApiDesk> {
    const web = await startTestWeb({
      postgres,
      env: { INTAKE_PER_ADDRESS_HOUR: '1000', DEMO: 'true', TRUSTED_PROXIES: '10.0.0.0/8, loopback' },
    });
    await web.demoStaff();
    const of = (login: string) => ApiClient.of(web, login);
    return new ApiDesk(web, await of('agent'), await of('partner'), await of('supervisor'));
  }

  async openCase(): Promise<string> {
    return (await this.agent.post('/api/v1/staff/cases', LOGGED)).body.caseNumber;
  }

  offer(caseNumber: string): Promise<Answer> {
    const body = { partner: 'demo.finance-team', reason: '需要融資診斷' };
    return this.agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, body);
  }
}
