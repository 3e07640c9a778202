import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

describe.each(DATABASES)('a case opened by a call, on %s', (_name, postgres) => {
  let web: TestWeb;

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
  }, 60_000);
  afterAll(() => web.close());

  const FORM = {
    ...{ channel: 'PHONE', matter: 'CONSULTATION', service: 'demo.consultation', subject: '路燈' },
    ...{ description: '路燈在下雨天就不亮', 'contact.name': '王小明', 'contact.phone': '0912-345-678' },
    ...{ noticeRead: 'yes', noticeVersion: PRIVACY_NOTICE_VERSION },
  };
  /** What she reads out, and where the page leads. */
  const opened = async (unit: string, role: 'FRONTLINE_AGENT' | 'CASE_HANDLER') => {
    const login = `${unit}-${role}`.toLowerCase();
    const browse = await signedIn(web, unit, [role], login);
    const { status, text } = await browse.post('/desk/calls/case', { ...FORM, key: `key-${login}` });
    const [number] = /DEMO-\d{7}-\d{5}-\d/.exec(text) ?? [];
    const to = `/desk/cases/${number}`;
    const leads = text.includes(`href="${to}"`) ? (await browse.get(to)).status : null;
    return { status, code: text.includes('查詢碼'), messages: text.includes('id="told"'), leads };
  };

  it('is read out, says how far the messages got, and leads to the case', async () => {
    const page = { status: 200, code: true, messages: true, leads: 200 };
    expect(await opened('demo.service-desk', 'FRONTLINE_AGENT')).toEqual(page);
    expect(await opened('demo.service-desk', 'CASE_HANDLER')).toEqual(page);
  });

  it('is read out also by a handler who does not see it, since it went to another unit', async () => {
    expect(await opened('demo.guidance', 'CASE_HANDLER')).toEqual({
      ...{ status: 200, code: true, messages: false, leads: null },
    });
  });
});
