import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Reader } from '@app/platform';
import { axeViolations } from '../support/axe.js';
import { SCRIPTS } from '../support/manners.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { callsWords } from '../../apps/web/src/calls/words.js';

jest.setTimeout(60_000);

const site = openSite({ staff: true });

describe.each(SCRIPTS)('what is kept of a call, in %s, with script: %s', (locale, script) => {
  const said = callsWords[locale];
  let agent: Visitor;
  const select = (name: string, value: string) =>
    agent.page.locator(`select[name=${name}]`).selectOption(value);
  const recorded = (where: string, value: string) =>
    site.web.get(Reader).row<object>(
      `SELECT matter, "topicCode", need, waited, "transferredTo", reference, rating FROM call_record
        WHERE ${where}`,
      [value],
    );

  beforeAll(async () => {
    agent = await site.arrive({ javaScriptEnabled: script, locale });
    await agent.open(`/desk/sign-in?lang=${locale}`);
    await agent.enter('agent', PASSWORD, locale);
  });
  afterAll(() => agent.leave());

  it('is coded, put through and rated on one form, with what the telephone system gave', async () => {
    await agent.open(`/desk/calls/new?call=PBX-${locale}&waited=17`);
    expect(await agent.field(said.waited).inputValue()).toBe('17');
    await select('service', 'demo.consultation');
    await select('topicCode', 'loan');
    await select('need', 'elder');
    await select('transferredTo', 'demo.guidance');
    await select('rating', '5');
    await agent.fill({ [said.subject]: '貸款', [said.answer]: '已轉接' });
    await agent.press(said.solved);
    await agent.page.getByText(said.solvedDone).waitFor();
    const given = { topicCode: 'loan', need: 'elder', waited: 17, transferredTo: 'demo.guidance', rating: 5 };
    expect(await recorded('reference = $1', `PBX-${locale}`)).toEqual({
      ...given,
      matter: 'CONSULTATION',
      reference: `PBX-${locale}`,
    });
  });

  it('of a petition asks that it is read back; nothing typed is lost', async () => {
    await agent.open('/desk/calls/new');
    expect(await agent.page.locator('.by-petition').isVisible()).toBe(false);
    await agent.page.getByLabel(said.petition, { exact: true }).check();
    await select('service', 'demo.consultation');
    await agent.page.locator('[name=noticeRead]').check();
    await agent.fill({ [said.subject]: '噪音', [said.description]: '半夜施工', [said.name]: '王小明' });
    await agent.page.locator('.ending').getByRole('button', { name: said.open, exact: true }).click();
    expect(await agent.errors()).toEqual([said.readBackMust]);
    expect(await agent.field(said.description).inputValue()).toBe('半夜施工');
    await agent.page.getByLabel(said.readBackDone).check();
    await agent.page.getByLabel(said.namedYes, { exact: true }).check();
    await agent.page.locator('.ending').getByRole('button', { name: said.open, exact: true }).click();
    expect(await agent.heading()).toBe(said.openedTitle);
    const number = await agent.page.locator('#case-number').innerText();
    const ofCase = 'id = (SELECT id FROM case_file WHERE "caseNumber" = $1)';
    expect(await recorded(ofCase, number)).toMatchObject({ matter: 'PETITION' });
  });

  it.each([DESKTOP, PHONE])('is accessible on %j', async (viewport) => {
    await agent.page.setViewportSize(viewport);
    await agent.open('/desk/calls/new?waited=17');
    await agent.page.getByLabel(said.petition, { exact: true }).check();
    expect(script ? await axeViolations(agent.page) : []).toEqual([]);
    const shots = process.env['SHOTS'];
    if (shots)
      await agent.page.screenshot({ path: `${shots}/facts-${locale}-${viewport.width}.png`, fullPage: true });
    await agent.page.setViewportSize(DESKTOP);
  });
});
