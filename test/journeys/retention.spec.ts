import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Retention } from '@app/rights';
import { retentionWords } from '../../apps/web/src/retention/words.js';
import { axeViolations } from '../support/axe.js';
import { ApiClient } from '../support/api-client.js';
import { SCRIPTS } from '../support/manners.js';
import { sideways } from '../support/looks.js';
import { PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

const REPORT = {
  ...{ service: 'demo.feedback-mailbox', subject: '路燈不亮', description: '巷口的路燈不亮' },
  contact: { name: '王小明', email: 'ming@example.tw' },
};

describe.each(SCRIPTS)('the list of cases past their period, in %s, with script: %s', (locale, script) => {
  const said = retentionWords[locale];
  const site = openSite({ staff: true, env: { DEMO: 'true' } });
  let head: Visitor;
  let numbers: string[];
  beforeAll(async () => {
    const agent = await ApiClient.of(site.web, 'agent');
    numbers = [];
    for (let n = 0; n < 2; n++) {
      const { body } = await new ApiClient(site.web).post('/api/v1/cases', REPORT);
      await agent.post(`/api/v1/staff/cases/${body.caseNumber}/acts/withdraw`, { reason: '已處理' });
      numbers.push(body.caseNumber);
    }
    site.web.time.set(Date.parse('2030-01-02T10:00:00+08:00'));
    await site.web.get(Retention).sweep();
  });
  beforeEach(async () => {
    head = await site.arrive({ javaScriptEnabled: script });
    await head.signIn('supervisor', PASSWORD);
    await head.open(`/desk/retention?lang=${locale}`);
  });
  afterEach(() => head.leave());

  it('a decision without a case or a choice is returned, with what is missing', async () => {
    await head.press(said.send);
    expect(await head.errors()).toEqual([said.chooseSome, said.chooseDecision]);
    await head.page.getByLabel(said.choose(numbers[0]!)).check();
    await head.choose(said.LEFT_OUT);
    await head.press(said.send);
    expect(await head.errors()).toEqual([said.chooseReason]);
    expect(await head.page.getByLabel(said.choose(numbers[0]!)).isChecked()).toBe(true);
  });

  it('one is approved and erased, the other left out; both are reported with name and reason', async () => {
    const folder = process.env['SHOTS'];
    if (folder) await head.page.screenshot({ path: `${folder}/retention-${locale}.png`, fullPage: true });
    expect(script ? await axeViolations(head.page) : []).toEqual([]);
    await head.page.getByLabel(said.choose(numbers[0]!)).check();
    await head.choose(said.APPROVED);
    await head.press(said.send);
    expect(await head.text()).toContain(said.underWay(1));
    await head.page.getByLabel(said.choose(numbers[1]!)).check();
    await head.choose(said.LEFT_OUT);
    await head.page.locator('select[name=reason]').selectOption('DISPUTE');
    await head.press(said.send);
    await site.web.get(Retention).sweep();
    await head.open('/desk/retention');
    const text = await head.text();
    for (const part of [...numbers, '張督導', said.outcome.ERASED, said.reasons.DISPUTE, said.none])
      expect(text).toContain(part);
    await head.page.setViewportSize(PHONE);
    expect(await sideways(head.page)).toBe(0);
    if (folder)
      await head.page.screenshot({ path: `${folder}/retention-done-${locale}.png`, fullPage: true });
  });
});
