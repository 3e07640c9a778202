import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { minutes } from '@app/platform';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { ApiClient } from '../support/api-client.js';
import { axeViolations } from '../support/axe.js';
import { SCRIPTS } from '../support/manners.js';
import type { Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(60_000);

const site = openSite({ staff: true, env: { IDLE_LOGOUT_MINUTES: '30' } });
let agent: ApiClient;
beforeAll(async () => {
  agent = await ApiClient.of(site.web, 'agent');
});

describe.each(SCRIPTS)('what an agent writes, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const { fields, statuses, acts, draft: said } = casePartsWords[locale];
  let visitor: Visitor;
  let number: string;
  let text: string;

  beforeAll(async () => {
    const taken = await agent.post('/api/v1/staff/cases', {
      ...{ service: 'demo.consultation', subject: '路燈', description: '內容', channel: 'PHONE' },
      ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明' } },
    });
    number = taken.body.caseNumber;
    text = `Written in ${locale} for a long time`;
    visitor = await site.arrive({ locale, javaScriptEnabled });
    await enter();
  });
  afterAll(() => visitor.leave());

  const enter = async () => {
    await visitor.open(`/desk/sign-in?lang=${locale}&next=/desk/cases/${number}`);
    await visitor.enter('agent', PASSWORD, locale);
  };
  const menu = () => visitor.page.getByRole('region', { name: acts.title });
  const opened = () => menu().locator('details[open]');
  const unfold = () => menu().locator('summary').getByText(statuses.act.reply, { exact: true }).click();

  it('survives the end of the session, and is marked as a draft', async () => {
    await visitor.open(`/desk/cases/${number}`);
    await unfold();
    const saved = javaScriptEnabled
      ? visitor.page.waitForResponse((one) => one.url().endsWith('/keep') && one.status() === 204)
      : undefined;
    await visitor.fill({ [fields.text]: text }, opened());
    await saved;
    // nothing is lost by leaving, so the browser does not ask
    if (saved) await visitor.open('/desk');
    site.web.time.forward(minutes(31));
    if (javaScriptEnabled) await visitor.open(`/desk/cases/${number}`);
    else await visitor.press(statuses.act.reply, opened());
    await visitor.enter('agent', PASSWORD, locale);
    expect(new URL(visitor.page.url()).pathname).toBe(`/desk/cases/${number}`);
    expect(await visitor.field(fields.text, opened()).inputValue()).toBe(text);
    expect(await opened().locator('.draft').innerText()).toContain(said.kept('').split(/[，,]/)[0]);
    // axe is a script
    expect(javaScriptEnabled ? await axeViolations(visitor.page) : []).toEqual([]);
  });

  it('is there in the other language, and gone once it is sent', async () => {
    await visitor.press(locale === 'en' ? '中文' : 'English');
    const other = casePartsWords[locale === 'en' ? 'zh-TW' : 'en'];
    const form = visitor.page.getByRole('region', { name: other.acts.title }).locator('details[open]');
    expect(await visitor.field(other.fields.text, form).inputValue()).toBe(text);
    await visitor.press(other.statuses.act.reply, form);
    expect(await visitor.text()).toContain(other.acts.done(other.statuses.act.reply));
    await visitor.open(`/desk/cases/${number}?lang=${locale}`);
    expect(await menu().locator('.draft').count()).toBe(0);
    expect(await visitor.text()).toContain(text);
  });

  it('is discarded by a button', async () => {
    await unfold();
    await visitor.fill({ [fields.text]: 'Not this one' }, opened());
    if (!javaScriptEnabled) {
      site.web.time.forward(minutes(31));
      await visitor.press(statuses.act.reply, opened());
      await visitor.enter('agent', PASSWORD, locale);
    } else {
      await visitor.page.waitForResponse(/\/keep$/);
      await visitor.page.reload();
    }
    await visitor.press(said.discard, opened());
    expect(await visitor.text()).not.toContain(said.discard);
    await unfold();
    expect(await visitor.field(fields.text, opened()).inputValue()).toBe('');
  });
});
