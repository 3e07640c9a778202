import { describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { approvalsWords } from '../../apps/web/src/approvals/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { ApiClient } from '../support/api-client.js';
import { Inspection } from '../support/inspection.js';
import { DESKTOP, NARROW, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

const site = openSite({ staff: true });

const CASE = {
  ...{ service: 'demo.finance-diagnosis', subject: '創業貸款', description: '內容', channel: 'PHONE' },
  ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明', email: 'ming@example.tw' } },
};

describe.each([
  ['zh-TW', DESKTOP, true],
  ['zh-TW', NARROW, false],
  ['en', NARROW, true],
] as const)('in %s, a handler asks and the head decides', (locale, viewport, javaScriptEnabled) => {
  const said = approvalsWords[locale];
  const { act } = casePartsWords[locale].statuses;
  const { fields } = casePartsWords[locale];

  const come = async (login: string): Promise<Visitor> => {
    const visitor = await site.arrive({ locale, viewport, javaScriptEnabled });
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await visitor.enter(login, PASSWORD, locale);
    return visitor;
  };

  it('an extension is sent back with words, asked again and approved', async () => {
    const agent = await ApiClient.of(site.web, 'agent');
    const { caseNumber } = (await agent.post('/api/v1/staff/cases', CASE)).body;
    const path = `/desk/cases/${caseNumber}`;
    const handler = await come('handler');
    const head = await come('head');
    const inspection = new Inspection(head, locale, viewport.width);
    // the rules are tried by a script
    const look = async (name: string) => javaScriptEnabled && inspection.look(name);
    const ask = async (reason: string) => {
      await handler.open(path);
      const form = handler.page.locator('#act-extend');
      await form.locator('summary').click();
      await handler.fill({ [fields.length]: '10wd', [fields.reason]: reason }, form);
      await handler.press(act.extend, form);
    };
    await head.open('/desk/approvals');
    await look('nothing waits');
    await ask('需要會勘');
    expect(await handler.text()).toContain(act['withdraw-request']);
    await head.open('/desk/approvals');
    await look('one waits');
    const request = head.page.locator('.request').filter({ hasText: caseNumber });
    await request.locator('summary').click();
    await request.locator('details .button').click();
    await look('sent back without a reason');
    await request.locator('textarea').fill('請寫明會勘日期');
    await request.locator('details .button').click();
    expect(await head.text()).toContain(said.done['send-back']);
    await handler.open(path);
    expect(await handler.text()).toContain('請寫明會勘日期');
    await ask('會勘訂於下週一');
    await head.open('/desk/approvals');
    await head.press(said.approve, request);
    expect(await head.text()).toContain(said.done.approve);
    const caseLook = new Inspection(handler, locale, viewport.width);
    await handler.open(path);
    if (javaScriptEnabled) await caseLook.look('the case afterwards');
    expect([...inspection.found, ...caseLook.found]).toEqual([]);
    await Promise.all([handler.leave(), head.leave()]);
  });
});
