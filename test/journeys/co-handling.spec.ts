import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { referralsWords } from '../../apps/web/src/referrals/words.js';
import { ApiClient } from '../support/api-client.js';
import { Inspection } from '../support/inspection.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

const site = openSite({ staff: true });
beforeAll(async () => {
  const where = { organisationId: 'demo', unitId: 'demo.registry' };
  await site.web.staff({ login: 'clerk', name: '示範會辦人員', ...where, roles: ['CASE_HANDLER'] }, PASSWORD);
}, 90_000);

const CASE = {
  ...{ service: 'demo.finance-diagnosis', subject: '創業貸款', description: '內容', channel: 'PHONE' },
  ...{ noticeVersion: PRIVACY_NOTICE_VERSION, contact: { name: '王小明', email: 'ming@example.tw' } },
};
const UNIT = { 'zh-TW': '示範收發室', en: 'Demonstration registry' };

describe.each([
  ['zh-TW', DESKTOP, true],
  ['en', PHONE, true],
  ['zh-TW', PHONE, false],
] as const)('in %s, a unit is asked for its opinion', (locale, viewport, javaScriptEnabled) => {
  const { fields, statuses } = casePartsWords[locale];
  const { act, coHandling } = statuses;
  const said = referralsWords[locale];

  const come = async (login: string): Promise<Visitor> => {
    const visitor = await site.arrive({ locale, viewport, javaScriptEnabled });
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await visitor.enter(login, PASSWORD, locale);
    return visitor;
  };

  it('finds the case in its own place, answers, and the owner reads it there and by JSON', async () => {
    const { caseNumber } = (await (await ApiClient.of(site.web, 'agent')).post('/api/v1/staff/cases', CASE))
      .body;
    const path = `/desk/cases/${caseNumber}`;
    const [owner, asked] = [await come('handler'), await come('clerk')];
    const inspection = new Inspection(asked, locale, viewport.width);
    // the rules are tried by a script
    const look = async (name: string) => javaScriptEnabled && inspection.look(name);
    expect(await asked.open(path)).toBe(404);
    await owner.open(path);
    const form = owner.page.locator('#act-co-handle');
    await form.locator('summary').click();
    await owner.fill({ [fields.unit]: UNIT[locale], [fields.reason]: '請表示意見' }, form);
    await owner.press(act['co-handle'], form);
    expect(await owner.text()).toContain(coHandling.OPEN);

    await asked.open('/desk/referrals');
    expect(await asked.text()).toContain(said.coHandling.title);
    await look('asked');
    await asked.follow(caseNumber as string);
    expect(await asked.text()).toContain('請表示意見');
    await look('the case of another unit');
    const mine = asked.page.locator('#act-answer-co-handling');
    expect(await asked.page.locator('[id^="act-"]').count()).toBe(3);
    await mine.locator('summary').click();
    await asked.press(act['answer-co-handling'], mine);
    await asked.page.getByRole('alert').waitFor();
    expect(await asked.errors()).toHaveLength(1);
    await look('an answer without words');
    await asked.fill({ [fields.text]: '本室無意見' }, mine);
    await asked.press(act['answer-co-handling'], mine);
    expect(await asked.text()).toContain(casePartsWords[locale].acts.done(act['answer-co-handling']));
    await asked.open('/desk/referrals');
    expect(await asked.text()).not.toContain(caseNumber);

    await owner.open(path);
    const shown = await owner.page.locator('section', { hasText: coHandling.ANSWERED }).first().innerText();
    expect(shown).toContain('本室無意見');
    const api = await ApiClient.of(site.web, 'handler');
    const { coHandlings } = (await api.get(`/api/v1/staff/cases/${caseNumber}`)).body;
    expect(coHandlings).toMatchObject([{ unit: 'demo.registry', state: 'ANSWERED' }]);
    expect(inspection.found).toEqual([]);
    await Promise.all([owner.leave(), asked.leave()]);
  });
});

it('is listed by JSON for the unit asked alone', async () => {
  const { caseNumber } = (await (await ApiClient.of(site.web, 'agent')).post('/api/v1/staff/cases', CASE))
    .body;
  const owner = await ApiClient.of(site.web, 'handler');
  await owner.post(`/api/v1/staff/cases/${caseNumber}/acts/co-handle`, { unit: 'demo.registry' });
  const listed = async (login: string) =>
    (await (await ApiClient.of(site.web, login as never)).get('/api/v1/staff/co-handlings')).body;
  expect(await listed('clerk')).toMatchObject([
    { caseNumber, owner: 'demo.guidance', unit: 'demo.registry', subject: '創業貸款' },
  ]);
  expect(await listed('handler')).toEqual([]);
});
