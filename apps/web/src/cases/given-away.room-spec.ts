import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Reader } from '@app/platform';
import { Staff, type StaffActor } from '@app/people';
import type { Browse } from '../../../../test/support/browse.js';
import { DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

const OWN = 'demo.guidance';
const OTHER = 'demo.city-services';

describe.each(DATABASES)('a case that is given to another unit, on %s', (_name, postgres) => {
  let web: TestWeb;
  let page: Browse;
  let handler: StaffActor;

  beforeAll(async () => {
    web = await startTestWeb({ postgres });
    page = await signedIn(web, OWN, ['UNIT_HEAD'], 'giver');
    const { id } = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'giver' });
    const roles = ['UNIT_HEAD' as const, 'FRONTLINE_AGENT' as const];
    handler = { kind: 'staff', id, name: 'giver', organisationId: 'demo', unitId: OWN, roles };
  }, 60_000);
  afterAll(() => web.close());

  const open = async (): Promise<string> => {
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const matter = { service: 'demo.finance-diagnosis', subject: '路燈不亮', description: '內容', contact };
    const taken = { ...matter, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
    return (await web.get(Intake).logCase(handler, taken)).file.caseNumber;
  };
  const give = (caseNumber: string, form: Record<string, string>) =>
    page.post(`/desk/cases/${caseNumber}/acts/assign`, { key: `key-${caseNumber}`, ...form });

  it('leads to the own list, which says where it went, also when the form is sent twice', async () => {
    const caseNumber = await open();
    for (const _time of ['once', 'twice']) {
      const { status, location } = await give(caseNumber, { unit: OTHER });
      expect([status, location]).toEqual([303, `/desk?done=assign&case=${caseNumber}`]);
    }
    expect((await page.get(`/desk/cases/${caseNumber}`)).status).toBe(404);
    const list = await page.get(`/desk?done=assign&case=${caseNumber}`);
    expect(list.status).toBe(200);
    expect(list.text).toContain('已完成：分派。');
    expect(list.text).toContain(`${caseNumber} 已不在您能查看的範圍。`);
  });

  it('leads back to the list from which it was opened', async () => {
    const caseNumber = await open();
    const from = '/desk/cases?queue=unit&cursor=1_00000000-0000-7000-8000-000000000000';
    const { location } = await give(caseNumber, { unit: OTHER, back: `list ${from}` });
    expect(location).toBe(`${from}&done=assign&case=${caseNumber}`);
  });

  it('stays on its page while one still sees it', async () => {
    const caseNumber = await open();
    const { location } = await give(caseNumber, { unit: OWN, handler: 'giver' });
    expect(location).toBe(`/desk/cases/${caseNumber}?done=assign`);
  });

  it('has no link on the board once it was given away from a row there', async () => {
    const caseNumber = await open();
    const link = `href="/desk/cases/${caseNumber}"`;
    const said = async (location: string) => {
      const { text } = await page.get(location.split('#')[0]!);
      const banner = /<div class="banner banner-success".*?<\/div>/s.exec(text)?.[0] ?? '';
      return [banner.includes(caseNumber), banner.includes(link)];
    };
    const own = await give(caseNumber, { unit: OWN, handler: 'giver', back: 'board x', key: 'own' });
    expect(await said(own.location!)).toEqual([true, true]);
    const { location } = await give(caseNumber, { unit: OTHER, back: 'board x' });
    expect(await said(location!)).toEqual([true, false]);
  });

  it('is not named in a list for anything else in the address', async () => {
    const words = (text: string) => text.includes('已不在您能查看的範圍');
    for (const query of ['done=assign', 'done=assign&case=x', 'done=nothing&case=DEMO-1150819-00001-1'])
      expect([query, words((await page.get(`/desk?${query}`)).text)]).toEqual([query, false]);
  });
});
