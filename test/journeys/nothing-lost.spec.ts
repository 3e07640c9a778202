import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { minutes, Reader } from '@app/platform';
import { callsWords } from '../../apps/web/src/calls/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { casesWords } from '../../apps/web/src/cases/words.js';
import { ApiClient } from '../support/api-client.js';
import { axeViolations } from '../support/axe.js';
import { SCRIPTS } from '../support/manners.js';
import type { Manner, Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(60_000);

const site = openSite({ staff: true, env: { IDLE_LOGOUT_MINUTES: '30' } });
let agent: ApiClient;
beforeAll(async () => {
  agent = await ApiClient.of(site.web, 'agent');
});

const signedIn = async (login: string, manner: Manner) => {
  const visitor = await site.arrive(manner);
  await visitor.open(`/desk/sign-in?lang=${manner.locale}`);
  await visitor.enter(login, PASSWORD, manner.locale);
  return visitor;
};
const addressOf = ({ page }: Visitor) => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

describe.each(SCRIPTS)('a call that is being typed, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = callsWords[locale];
  const { draft } = casePartsWords[locale];
  let visitor: Visitor;
  const subject = `Street light ${locale}`;

  beforeAll(async () => {
    visitor = await signedIn('agent', { locale, javaScriptEnabled });
  });
  afterAll(() => visitor.leave());

  it('is kept, and stays apart from the next call', async () => {
    await visitor.open('/desk/calls/new');
    const saved = javaScriptEnabled ? visitor.page.waitForResponse(/\/calls\/keep$/) : undefined;
    await visitor.fill({ [said.subject]: subject, [said.name]: '王小明' });
    if (saved) await saved;
    else await visitor.press(said.save);
    await visitor.page.waitForURL(/\?draft=[\w-]+$/);
    const mine = addressOf(visitor);
    // nothing is lost by leaving, so the browser does not ask
    await visitor.open('/desk/calls/new');
    expect(await visitor.field(said.name).inputValue()).toBe('');
    expect(await visitor.text()).toContain(subject);
    expect(javaScriptEnabled ? await axeViolations(visitor.page) : []).toEqual([]);
    await visitor.page.locator(`a[href="${mine}"]`).click();
    expect(await visitor.field(said.name).inputValue()).toBe('王小明');
    expect(await visitor.text()).toContain(draft.kept('').split(/[，,]/)[0]);
  });

  it('survives the end of the session and the other language, and is discarded by one press', async () => {
    const mine = addressOf(visitor);
    site.web.time.forward(minutes(31));
    await visitor.press(said.solved);
    await visitor.enter('agent', PASSWORD, locale);
    expect(addressOf(visitor)).toBe(mine);
    expect(await visitor.field(said.subject).inputValue()).toBe(subject);
    await visitor.press(locale === 'en' ? '中文' : 'English');
    const other = locale === 'en' ? 'zh-TW' : 'en';
    expect(await visitor.field(callsWords[other].name).inputValue()).toBe('王小明');
    await visitor.open(`${mine}&lang=${locale}`);
    await visitor.press(draft.discard);
    expect(addressOf(visitor)).toBe('/desk/calls/new');
    expect(await visitor.text()).not.toContain(subject);
  });
});

describe.each(SCRIPTS)('a form that is refused, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = callsWords[locale];
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await signedIn('agent', { locale, javaScriptEnabled });
  });
  const contacts = async () => (await site.web.get(Reader).rows('SELECT id FROM contact')).length;

  it('can be loaded again and left by Back: the browser sends nothing and asks nothing', async () => {
    const { page } = visitor;
    const before = await contacts();
    await visitor.open('/desk/calls/new');
    await visitor.fill({ [said.answer]: 'Told how it works' });
    await visitor.press(said.solved);
    await page.waitForURL(/refused=/);
    expect((await visitor.errors()).length).toBeGreaterThan(0);
    expect(addressOf(visitor)).toMatch(/\/desk\/calls\/new\?draft=[\w-]+&refused=/);
    expect(await page.locator('form[data-keep]:not([data-kept])').count()).toBe(0);
    const again = await page.reload();
    expect([again!.status(), again!.request().method()]).toEqual([422, 'GET']);
    expect((await visitor.errors()).length).toBeGreaterThan(0);
    expect(await visitor.field(said.answer).inputValue()).toBe('Told how it works');
    const back = await page.goBack();
    expect([back?.request().method() ?? 'GET', new URL(page.url()).search.includes('refused')]).toEqual([
      'GET',
      false,
    ]);
    await page.goForward();
    expect(await visitor.field(said.answer).inputValue()).toBe('Told how it works');
    await visitor.fill({ [said.subject]: 'Opening hours' });
    await page.getByLabel(said.service).selectOption('demo.consultation');
    await visitor.press(said.solved);
    expect(await visitor.text()).toContain(said.solvedDone);
    expect(await contacts()).toBe(before + 1);
    await page.goBack();
    expect(await contacts()).toBe(before + 1);
    await visitor.leave();
  });

  it('of a citizen, too', async () => {
    const { page } = visitor;
    await page.context().clearCookies();
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await visitor.enter('nobody', 'wrong', locale);
    await page.waitForURL(/\?refused=/);
    const again = await page.reload();
    expect([again!.status(), again!.request().method()]).toEqual([401, 'GET']);
    await page.goBack();
    expect(addressOf(visitor)).toBe(`/desk/sign-in?lang=${locale}`);
    await visitor.leave();
  });
});

describe.each(SCRIPTS)(
  'a chase that was sent by mistake, in %s, with script: %s',
  (locale, javaScriptEnabled) => {
    const said = casesWords[locale].case;
    const { statuses } = casePartsWords[locale];
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await signedIn('supervisor', { locale, javaScriptEnabled });
    });
    afterAll(() => visitor.leave());

    const chased = async () => {
      const about = { service: 'demo.consultation', subject: '路燈', description: '內容', channel: 'PHONE' };
      const contact = { name: '王小明' };
      const body = { ...about, contact, noticeVersion: PRIVACY_NOTICE_VERSION };
      const number = (await agent.post('/api/v1/staff/cases', body)).body.caseNumber as string;
      const supervisor = await ApiClient.of(site.web, 'supervisor');
      const whom = (await supervisor.get(`/api/v1/staff/cases/${number}`)).body.unit as
        | { id: string }
        | string;
      const chase = { whom: typeof whom === 'string' ? whom : whom.id, days: '2', text: '請說明' };
      expect((await supervisor.post(`/api/v1/staff/cases/${number}/acts/chase`, chase)).status).toBe(200);
      return number;
    };

    it('is taken back within ten minutes, and then asks no one', async () => {
      await visitor.open(`/desk/cases/${await chased()}`);
      const section = visitor.page.getByRole('region', { name: said.chases });
      expect(await section.innerText()).toContain(said.undoChaseHint(10));
      expect(javaScriptEnabled ? await axeViolations(visitor.page) : []).toEqual([]);
      await visitor.press(said.undoChase, section);
      expect(await visitor.text()).toContain(said.chaseUndone);
      expect(await section.innerText()).toContain(statuses.chase.UNDONE);
      expect(await section.getByRole('button').count()).toBe(0);
    });

    it('is refused in words when ten minutes have passed', async () => {
      const number = await chased();
      await visitor.open(`/desk/cases/${number}`);
      site.web.time.forward(minutes(10) + 1);
      await visitor.press(said.undoChase);
      expect(await visitor.text()).toMatch(locale === 'en' ? /More than 10 minutes/ : /已超過 10 分鐘/);
      await visitor.open(`/desk/cases/${number}`);
      const section = visitor.page.getByRole('region', { name: said.chases });
      expect(await section.innerText()).toContain(statuses.chase.OPEN);
      expect(await section.getByRole('button').count()).toBe(0);
    });
  },
);
