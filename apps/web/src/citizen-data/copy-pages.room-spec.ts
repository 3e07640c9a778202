import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseFile } from '@app/cases';
import { Staff, type StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { DataDecisions, DataRequests } from '@app/rights';
import { Survey } from '@app/satisfaction';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse } from '../../../../test/support/browse.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { citizenDataWords } from './words.js';

jest.setTimeout(60_000);

const said = citizenDataWords['zh-TW'];
const REPORT = {
  ...{ service: 'demo.feedback-mailbox', subject: '路燈不亮', description: '巷口的路燈不亮' },
  contact: { name: '王小明', email: 'ming@example.tw' },
};

describe('the copy of her data', () => {
  let web: TestWeb;
  let her: Browse;
  let file: CaseFile;
  let code: string;
  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true' } });
    const { body } = await new ApiClient(web).post('/api/v1/cases', REPORT);
    code = body.lookupCode;
    file = await web.get(Reader).repository(CaseFile).findOneByOrFail({ caseNumber: body.caseNumber });
    await signedIn(web, 'demo.registry', ['UNIT_HEAD'], 'registry');
  });
  afterAll(() => web.close());

  const enter = async () => {
    her = new Browse(web);
    await her.get('/progress');
    await her.post('/progress', { caseNumber: file.caseNumber, lookupCode: code });
  };
  const page = async (place = '') => her.get(`/cases/${file.caseNumber}/data${place}`);

  it('can be read for its thirty days, to the moment; every instant in it is one that people can read', async () => {
    const actor = { kind: 'citizen' as const, caseId: file.id };
    const { id } = await web.get(DataRequests).open(actor, { kind: 'COPY', what: '整件案件' }, 'key-1');
    const request = await web.get(DataRequests).find(actor, id);
    const head = await web.get(Reader).repository(Staff).findOneByOrFail({ login: 'registry' });
    const decides = { kind: 'staff', ...head } as unknown as StaffActor;
    const granted = { decision: 'GRANTED', text: '說明如下' };
    await web.get(DataDecisions).decide(decides, request.file.caseNumber, granted);
    const answered = { state: 'ANSWERED' as const, score: 5, comment: null, answeredAt: web.time.now() };
    const survey = {
      id: 's',
      caseId: file.id,
      organisationId: 'demo',
      tokenHash: 'h',
      mode: 'LINK' as const,
    };
    const open = { plannedAt: 1, sentAt: 1, expiresAt: null };
    await web.get(UnitOfWork).run((manager) => manager.insert(Survey, { ...survey, ...open, ...answered }));
    web.time.forward(days(30) - 1);
    await enter();
    expect((await page(`/answers/${id}`)).status).toBe(200);
    const copy = await page(`/answers/${id}/json`);
    expect(copy.status).toBe(200);
    expect(JSON.parse(copy.text).ratings).toHaveLength(1);
    const address = `${web.url}/cases/${file.caseNumber}/data/answers/${id}/json`;
    const { headers } = await fetch(address, { headers: { cookie: her.cookies } });
    expect([headers.get('cache-control'), headers.get('content-disposition')]).toEqual([
      'no-store',
      `attachment; filename="${file.caseNumber}.json"`,
    ]);
    expect(copy.text.match(/"(\w*At|at|asOf)": \d/g)).toBeNull();
    expect((await page()).text.includes(`/data/answers/${id}"`)).toBe(true);
    web.time.forward(1);
    expect([(await page(`/answers/${id}`)).status, (await page(`/answers/${id}/json`)).status]).toEqual([
      404, 404,
    ]);
    const over = await page();
    expect([over.text.includes(`/data/answers/${id}"`), over.text.includes(said.copyOver)]).toEqual([
      false,
      true,
    ]);
  });

  it('and nothing else of it can be asked for once it is erased', async () => {
    await enter();
    const asks = async () => (await page()).text.includes(`/cases/${file.caseNumber}/data/copy"`);
    expect(await asks()).toBe(true);
    await web.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, { erasedAt: 1 }));
    expect(await asks()).toBe(false);
  });
});
