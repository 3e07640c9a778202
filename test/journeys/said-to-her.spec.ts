import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { PASSWORD, startTestWeb, type TestWeb } from '../support/web.js';
import { ApiClient } from '../support/api-client.js';
import { Browse } from '../support/browse.js';

jest.setTimeout(30_000);

const LOGGED = {
  ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.consultation' },
  ...{ subject: '路燈不亮', description: '巷口', contact: { name: '王小明', email: 'ming@example.tw' } },
};
const TEXT = '明天上午十點到場會勘';

describe('messages to a citizen, and the state of notices', () => {
  let web: TestWeb;
  let citizen: Browse;
  let agent: Browse;
  let api: ApiClient;
  beforeAll(async () => {
    web = await startTestWeb({
      env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000', MESSAGES_PER_RECIPIENT_DAY: '2' },
    });
    await web.demoStaff();
    citizen = new Browse(web);
    agent = await Browse.signedIn(web, 'agent', PASSWORD);
    api = await ApiClient.of(web, 'agent');
  }, 60_000);
  afterAll(() => web.close());

  const opened = async () => (await api.post('/api/v1/staff/cases', LOGGED)).body;
  const shown = async (of: { caseNumber: string; lookupCode: string }) => {
    await citizen.get('/progress?lang=zh-TW');
    return (await citizen.submit('/progress', { caseNumber: of.caseNumber, lookupCode: of.lookupCode })).text;
  };

  it('a message is notified without its content, and read by page and API', async () => {
    const taken = await opened();
    const path = `/desk/cases/${taken.caseNumber}`;
    const page = await agent.get(path);
    expect(page.text).toContain(`action="${path}/acts/message"`);
    expect(page.text).toMatch(/留言給民眾[\s\S]*民眾會在進度查詢頁看到/);
    expect(page.text).toMatch(/內部註記[\s\S]*民眾看不到/);
    const key = /name="key" value="([^"]+)"/.exec(page.text)![1]!;
    expect((await agent.post(`${path}/acts/message`, { key, text: TEXT })).status).toBe(303);
    await agent.post(`${path}/acts/note`, { key: `${key}n`, text: '內部的話' });
    await web.sweep();
    const [mail] = await web.outbox('message');
    expect(mail).toContain(taken.caseNumber);
    expect(mail).not.toContain(TEXT);
    const read = await shown(taken);
    expect(read).toMatch(
      new RegExp(`承辦單位留言[\\s\\S]*示範服務中心[\\s\\S]*115年8月19日[\\s\\S]*${TEXT}`),
    );
    expect(read).not.toContain('內部的話');
    const { caseNumber, lookupCode } = taken;
    const answer = (await new ApiClient(web).post('/api/v1/progress', { caseNumber, lookupCode })).body;
    expect(answer.messages).toMatchObject([{ text: TEXT, unit: expect.any(String), at: expect.any(String) }]);
    expect(answer.stages.map(({ stage }: { stage: string }) => stage)).toContain('MESSAGED');
    expect(JSON.stringify(answer)).not.toContain('內部的話');
    expect(answer.replies).toEqual([]);
  });

  it('a merged case offers no acts; one sent anyway is refused with the number of the other case', async () => {
    const [main, joined] = [await opened(), await opened()];
    const supervisor = await ApiClient.of(web, 'supervisor');
    const merged = await supervisor.post(`/api/v1/staff/cases/${joined.caseNumber}/acts/merge`, {
      into: main.caseNumber,
    });
    expect(merged.status).toBe(200);
    const refused = await api.post(`/api/v1/staff/cases/${joined.caseNumber}/acts/message`, {
      text: '更嚴重了',
    });
    expect([refused.status, refused.body.title]).toEqual([409, expect.stringContaining(main.caseNumber)]);
    expect(refused.body.params).toEqual({ into: main.caseNumber });
    const page = await agent.get(`/desk/cases/${joined.caseNumber}`);
    expect(page.text).toContain('請到併入的案件辦理');
    const again = await agent.post(`/desk/cases/${joined.caseNumber}/acts/note`, {
      key: 'k-1',
      text: '更嚴重了',
    });
    expect([again.status, again.text]).toEqual([409, expect.stringContaining(`已併入 ${main.caseNumber}`)]);
  });

  it('the case shows why a notice waits or failed, in both languages', async () => {
    const report = { ...LOGGED, contact: { name: '林', email: 'third@example.tw' } };
    const { channel: _channel, noticeVersion: _version, ...web1 } = report;
    const numbers = [];
    for (let n = 0; n < 2; n++)
      numbers.push((await new ApiClient(web).post('/api/v1/cases', web1)).body.caseNumber);
    const none = { ...LOGGED, contact: { name: '林' } };
    numbers.push((await api.post('/api/v1/staff/cases', none)).body.caseNumber);
    const [first, held, nowhere] = await Promise.all(
      numbers.map(async (number) => (await agent.get(`/desk/cases/${number}?lang=zh-TW`)).text),
    );
    expect(first).not.toContain('每日有上限');
    expect(held).toMatch(/每日有上限；這則會在 \S*8\D+20\S* 08:00 寄出/);
    expect(nowhere).toContain('沒有可以通知的電子郵件或手機');
    const english = (await agent.get(`/desk/cases/${numbers[1]}?lang=en`)).text;
    expect(english).toContain('limited for each address and day');
    await agent.get('/desk?lang=zh-TW');
  });

  it('text direction of typed text is isolated from that of the page', async () => {
    const subject = 'انقطاع الكهرباء 12';
    const taken = (await api.post('/api/v1/staff/cases', { ...LOGGED, subject })).body;
    const read = [await shown(taken), (await agent.get(`/desk/cases/${taken.caseNumber}`)).text];
    for (const page of read) expect(page).toContain(`<h1 dir="auto">${subject}</h1>`);
    expect(read[1]).toContain('<bdi>王小明</bdi>');
    expect((await agent.get('/desk/cases?queue=all')).text).toContain(
      `class="subject" dir="auto">${subject}</span>`,
    );
  });
});
