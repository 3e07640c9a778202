import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { DATABASES, startTestWeb, type TestWeb } from '../support/web.js';

jest.setTimeout(60_000);

const CASES = 60;
const ID = '01900000-0000-7000-8000-000000000000';

describe.each(DATABASES)('lists of cases on %s', (_name, postgres) => {
  let web: TestWeb;
  let agent: ApiClient;
  const logged = new Set<string>();
  const list = (query: string) => agent.get(`/api/v1/staff/cases?${query}`);
  const log = async (n: number) => {
    const contact = { name: '王小明', email: `citizen${n % 3}@example.tw`, phone: `0912-345-60${n % 10}` };
    const matter = {
      service: 'demo.consultation',
      subject: `第 ${n} 案 路燈不亮`,
      description: '內容',
      contact,
    };
    const answer = await agent.post('/api/v1/staff/cases', { ...matter, channel: 'EMAIL' });
    return String(answer.body.caseNumber);
  };

  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { DEMO: 'true' } });
    await web.demoStaff();
    agent = await ApiClient.of(web, 'agent');
    // the clock stands still: all of them came in the same millisecond
    for (let n = 0; n < CASES; n++) logged.add(await log(n));
  });
  afterAll(() => web.close());

  it('page through everything exactly once while others write', async () => {
    const later = [1_025, 1_050, 1_060];
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await list(`queue=all&cursor=${cursor}`);
      seen.push(...(body.cases as { caseNumber: string }[]).map(({ caseNumber }) => caseNumber));
      web.time.forward(1_000);
      await log(later.shift()!);
      if (!body.next) break;
      cursor = String(body.next);
    }
    expect(seen.filter((number) => logged.has(number))).toHaveLength(CASES);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    'x',
    '1_2',
    `1e9_${ID}`,
    `-1_${ID}`,
    `1_${ID}'--`,
    `${'9'.repeat(40)}_${ID}`,
    '%00',
    '1_'.repeat(500),
  ])('refuse the forged cursor %s, naming it', async (cursor) => {
    const { status, body } = await list(`cursor=${encodeURIComponent(cursor)}`);
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('cursor');
  });

  it('take a cursor that was made up, or is of another list, as a place in this one', async () => {
    const before = await list(`queue=open&cursor=9000000000000000_${ID}`);
    expect([before.status, before.body.cases]).toEqual([200, []]);
    const { body } = await list('queue=all');
    const other = await list(`queue=closed&cursor=${String(body.next)}`);
    expect([other.status, other.body.cases]).toEqual([200, []]);
  });

  it('show no more for a page size of a million, which is not theirs to choose', async () => {
    const { status, body } = await list('queue=all&limit=1000000&size=1000000&pageSize=1000000');
    expect(status).toBe(200);
    expect(body.cases).toHaveLength(25);
  });

  it.each([
    ['one character', '燈', 25],
    ['a sign that means anything to the database', '%', 0],
    ['nothing that is there', '不存在的字', 0],
    ['an e-mail address', 'CITIZEN1@example.tw', 21],
    ['a telephone number', '0912345605', 7],
  ])('search for %s', async (_what, q, found) => {
    const { status, body } = await list(`q=${encodeURIComponent(q)}`);
    expect(status).toBe(200);
    expect(body.cases.length).toBe(found);
  });

  it('refuse to search for a hundred words', async () => {
    const { status, body } = await list(`q=${encodeURIComponent('路燈 '.repeat(100))}`);
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('"q"');
  });
});
