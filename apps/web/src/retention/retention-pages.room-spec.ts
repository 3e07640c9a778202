import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Reader } from '@app/platform';
import { Retention } from '@app/rights';
import { ApiClient } from '../../../../test/support/api-client.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

jest.setTimeout(60_000);

const REPORT = {
  ...{ service: 'demo.feedback-mailbox', subject: '路燈不亮', description: '巷口的路燈不亮' },
  contact: { name: '王小明', email: 'ming@example.tw' },
};

describe('the list of cases past their period', () => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true' } });
    await web.demoStaff();
  });
  afterAll(() => web.close());

  it('decides on all that were ticked, and on no other', async () => {
    const agent = await ApiClient.of(web, 'agent');
    for (let n = 0; n < 3; n++) {
      const { body } = await new ApiClient(web).post('/api/v1/cases', REPORT);
      await agent.post(`/api/v1/staff/cases/${body.caseNumber}/acts/withdraw`, { reason: '已處理' });
    }
    web.time.set(Date.parse('2030-01-02T10:00:00+08:00'));
    await web.get(Retention).sweep();
    const unit = (await web.get(Reader).rows<{ unitId: string }>('SELECT "unitId" FROM retention_item'))[0]!;
    const head = await signedIn(web, unit.unitId, ['UNIT_HEAD'], 'decides');
    const { text } = await head.get('/desk/retention');
    const boxes = [...text.matchAll(/name="(item-[\w-]{36})"/g)].map(([, name]) => name!);
    expect(boxes).toHaveLength(3);
    const ticked = Object.fromEntries(boxes.slice(0, 2).map((name) => [name, 'yes']));
    await head.submit('/desk/retention', { ...ticked, decision: 'LEFT_OUT', reason: 'DISPUTE' });
    const rows = await web
      .get(Reader)
      .rows<{ id: string; state: string }>('SELECT id, state FROM retention_item');
    const states = new Map(rows.map(({ id, state }) => [`item-${id}`, state]));
    expect(boxes.map((name) => states.get(name))).toEqual(['LEFT_OUT', 'LEFT_OUT', 'PROPOSED']);
  });
});
