import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { askWith, UnitOfWork } from '@app/platform';
import { ApiClient } from '../../../../test/support/api-client.js';
import { Browse, type Page } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';
import { citizenCaseWords } from './words.js';

const said = citizenCaseWords['zh-TW'].draftLost;

const REPORT = {
  service: 'sme.finance-diagnosis',
  subject: '貸款問題',
  description: '想了解貸款',
  contact: { name: '王小明', email: 'ming@example.tw' },
};

describe.each(DATABASES)('forms of her case, on %s', (_name, postgres) => {
  let web: TestWeb;
  let browse: Browse;
  let number: string;
  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { INTAKE_PER_ADDRESS_HOUR: '100' } });
  });
  afterAll(() => web.close());
  beforeEach(async () => {
    const { body } = await new ApiClient(web).post('/api/v1/cases', REPORT);
    number = body.caseNumber;
    browse = new Browse(web);
    await browse.get('/progress');
    await browse.post('/progress', { caseNumber: number, lookupCode: body.lookupCode });
  });

  const formOf = async (place: string) => {
    const { text } = await browse.get(`/cases/${number}/${place}`);
    return { key: /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '' };
  };
  const send = (place: string, typed: Record<string, string>) =>
    browse.post(`/cases/${number}/${place}`, typed);
  const receipts = (pages: Page[]) => new Set(pages.map(({ location }) => location));
  const events = async () => (await web.rowCounts(['history_event']))['history_event']!;

  it.each([
    ['message', { text: '又壞了' }],
    ['withdraw', { text: '不用了' }],
    ['contact', { email: 'new@example.tw', phone: '', locale: 'en' }],
  ])('sent twice, one after the other, have one effect and one receipt: %s', async (place, typed) => {
    const form = await formOf(place);
    const before = await events();
    const first = await send(place, { ...typed, ...form });
    const all = [first, await send(place, { ...typed, ...form }), await send(place, { ...typed, ...form })];
    expect([...receipts(all)]).toEqual([expect.stringMatching(/\/receipts\/\d+$/)]);
    expect(await events()).toBe(before + 1);
  });

  it.each(['message', 'contact'])('are kept whichever way the number is written: %s', async (place) => {
    const typed = { text: '寫好的話', email: '寫好的話', locale: 'en', lang: 'en' };
    const { location } = await browse.post(`/cases/${number.toLowerCase()}/${place}`, typed);
    expect(location).toBe(`/cases/${number}/${place}`);
    expect((await browse.get(location!)).text).toContain('寫好的話');
    expect(await browse.post(`/cases/${'x'.repeat(40)}/${place}`, typed)).toMatchObject({ status: 404 });
  });

  it('with different texts at once are different messages, and none is refused', async () => {
    const form = await formOf('message');
    const all = await Promise.all(['甲', '乙', '丙'].map((text) => send('message', { text, ...form })));
    expect(receipts(all).size).toBe(3);
    expect(all.map(({ status }) => status)).toEqual([303, 303, 303]);
  });

  it('a hundred at once of the same text are one message', async () => {
    const form = await formOf('message');
    const before = await events();
    const all = await Promise.all(
      Array.from({ length: 100 }, () => send('message', { text: '同', ...form })),
    );
    expect(receipts(all).size).toBe(1);
    expect(await events()).toBe(before + 1);
  });

  it.each([
    ['message', 'expired', { text: '寫到一半' }],
    ['message', 'unreadable', { text: '寫到一半' }],
    ['contact', 'expired', { email: 'half' }],
    ['contact', 'unreadable', { email: 'half' }],
  ] as const)('say that what was typed is gone, and why: %s, %s', async (place, why, typed) => {
    await send(place, { ...typed, lang: 'zh-TW' });
    expect((await browse.get(`/cases/${number}/${place}`)).text).not.toContain(said[why]);
    const change = why === 'expired' ? '"expiresAt" = 1' : `body = 'sealed with another key'`;
    await web.get(UnitOfWork).run((manager) => askWith(manager, `UPDATE draft SET ${change}`, []));
    const { status, text } = await browse.get(`/cases/${number}/${place}`);
    expect([status, text.includes(said[why]), text.includes(Object.values<string>(typed)[0]!)]).toEqual([
      200,
      true,
      false,
    ]);
    await send(place, { ...typed, lang: 'zh-TW' });
    expect((await browse.get(`/cases/${number}/${place}`)).text).not.toContain(said[why]);
  });

  it('are hers alone: a staff cookie opens no case, and hers no desk', async () => {
    const staff = await signedIn(web, 'sme.planning', ['CASE_HANDLER'], 'handler-1');
    expect((await staff.get(`/cases/${number}`)).location).toMatch(/^\/progress/);
    expect((await staff.get(`/cases/${number}/message`)).location).toMatch(/^\/progress/);
    expect((await browse.get(`/desk/cases/${number}`)).location).toMatch(/^\/desk\/sign-in/);
  });
});
