import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { approvalsWords } from '../../apps/web/src/approvals/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';
import { ApiClient } from '../support/api-client.js';
import { axeViolations } from '../support/axe.js';
import { sideways } from '../support/looks.js';
import { SCRIPTS } from '../support/manners.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(60_000);

const site = openSite({ staff: true });
let agent: ApiClient;
beforeAll(async () => {
  agent = await ApiClient.of(site.web, 'agent');
});

describe.each(SCRIPTS)('an answer for approval, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const { fields, statuses, acts, preview } = casePartsWords[locale];
  const said = casesWords[locale].approval;
  const text = 'You will get the subsidy.\nPlease bring your papers.';
  let handler: Visitor;
  let head: Visitor;
  let number: string;

  const arrive = async (login: string) => {
    const one = await site.arrive({ locale, javaScriptEnabled });
    await one.open(`/desk/sign-in?lang=${locale}`);
    await one.enter(login, PASSWORD, locale);
    return one;
  };
  beforeAll(async () => {
    const taken = await agent.post('/api/v1/staff/cases', {
      ...{ service: 'demo.consultation', subject: '補助', description: '內容', channel: 'PHONE' },
      ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明' } },
    });
    number = taken.body.caseNumber;
    await agent.post(`/api/v1/staff/cases/${number}/acts/assign`, { unit: 'demo.guidance' });
    [handler, head] = [await arrive('handler'), await arrive('supervisor')];
  });
  afterAll(async () => {
    await handler.leave();
    await head.leave();
  });

  const opened = () =>
    handler.page.getByRole('region', { name: acts.title }).locator('details.act[open]').last();
  const unfold = (title: string) =>
    handler.page.locator('.case-acts summary').getByText(title, { exact: true }).click();
  /** At both widths, with the rules of axe where there are scripts. */
  const fits = async (one: Visitor) => {
    const faults: unknown[] = [];
    for (const viewport of [DESKTOP, PHONE]) {
      await one.page.setViewportSize(viewport);
      if (!javaScriptEnabled) continue;
      faults.push(...(await axeViolations(one.page)));
      if ((await sideways(one.page)) > 0) faults.push(`wider than ${viewport.width}`);
    }
    await one.page.setViewportSize(DESKTOP);
    return faults;
  };

  it('is submitted with its text, which its writer sees waiting', async () => {
    await handler.open(`/desk/cases/${number}`);
    await unfold(statuses.act.submit);
    await handler.fill({ [fields.text]: text, [fields.question]: 'Do you agree?' }, opened());
    await handler.press(statuses.act.submit, opened());
    const shown = await handler.text();
    expect(shown).toContain(said.answerWaits('X', '').split('X')[0]);
    expect(shown).toContain(preview.title);
    expect(await fits(handler)).toEqual([]);
  });

  it('is read by the approver as the citizen will, and approved by one press', async () => {
    await head.open('/desk/approvals');
    const request = head.page.getByRole('region', { name: number });
    expect(await request.locator('blockquote').innerText()).toContain(text.split('\n')[1]);
    expect(await request.innerText()).toContain('Do you agree?');
    expect(await fits(head)).toEqual([]);
    await head.press(approvalsWords[locale].approve, request);
  });

  it('approved, is in the form; changed it is refused, as it was it is sent by one press', async () => {
    await handler.open(`/desk/cases/${number}`);
    const reply = () => opened();
    expect(await handler.field(fields.text, reply()).inputValue()).toBe(text);
    expect(await reply().innerText()).toContain(said.approved('X', '').split('X')[0]);
    expect(await fits(handler)).toEqual([]);
    await handler.fill({ [fields.text]: 'Something else' }, reply());
    await handler.press(statuses.act.reply, reply());
    expect(await handler.errors()).toHaveLength(1);
    expect(await handler.field(fields.text, reply()).inputValue()).toBe('Something else');
    expect(await reply().innerText()).toContain(said.changed);
    await handler.press(casePartsWords[locale].draft.discard, reply());
    await handler.press(statuses.act.reply, reply());
    expect(await handler.text()).toContain(acts.done(statuses.act.reply));
    const { body } = await agent.get(`/api/v1/staff/cases/${number}`);
    expect(body.history.at(-1)).toMatchObject({ type: 'REPLIED', text });
  });
});
