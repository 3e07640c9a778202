import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { prepareCases, Inspection, MANNERS, type Known, type Place } from '../support/inspection.js';
import type { Visitor } from '../support/visitor.js';
import { callsWords } from '../../apps/web/src/calls/words.js';
import { casePartsWords } from '../../apps/web/src/case-parts/words.js';
import { calendarWords } from '../../apps/web/src/calendar/words.js';

jest.setTimeout(60_000);

const site = openSite({ env: { INTAKE_PER_ADDRESS_HOUR: '1000' } });
let known: Known;

beforeAll(async () => {
  known = await prepareCases(site.web);
});

const deskPages = (): Place[] => [
  ['/desk', 200],
  ['/desk/cases?queue=all', 200],
  ['/desk/cases?q=nothing-like-it', 200],
  [`/desk/cases/${known.open}`, 200],
  [`/desk/cases/${known.closed}`, 200],
  ['/desk/cases/DEMO-1150101-00001-0', 404],
  ['/desk/calls/new', 200],
  ['/desk/referrals', 200],
  ['/desk/board', 200],
  ['/desk/password', 200],
  ['/desk/lists', 200],
  [`/desk/go?case=${known.open}`, 200],
  [`/desk/bulk/assign?cases=${known.open}`, 200],
];

describe.each(MANNERS)('in %s at %i px', (locale, width, viewport) => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await site.arrive({ locale, viewport });
  });
  afterAll(() => visitor.leave());

  const staff = async (login: string) => {
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await visitor.enter(login, PASSWORD, locale);
  };

  it('every page of the desk is accessible, with its errors', async () => {
    const call = callsWords[locale];
    const inspection = new Inspection(visitor, locale, width);
    await visitor.open(`/desk/sign-in?lang=${locale}`);
    await inspection.look('sign in');
    await visitor.enter('agent', 'wrong', locale);
    await inspection.look('sign in refused');
    await staff('agent');
    await inspection.visit(deskPages());
    await visitor.open('/desk/calls/new');
    await visitor.press(call.open);
    await inspection.look('call refused');
    await visitor.press(call.solved);
    await inspection.look('call solved refused');
    await visitor.fill({
      [call.service]: locale === 'en' ? 'Demonstration advice' : '示範諮詢',
      [call.subject]: '問題',
      [call.description]: '案情',
      [call.name]: '王小明',
    });
    await visitor.choose(call.noticeRead);
    await visitor.press(call.open);
    await inspection.look('call opened');
    await visitor.open(`/desk/cases/${known.open}`);
    const menu = visitor.page.getByRole('region', { name: casePartsWords[locale].acts.title });
    await menu
      .locator('summary')
      .getByText(casePartsWords[locale].statuses.act.reply, { exact: true })
      .click();
    await visitor.press(casePartsWords[locale].statuses.act.reply, menu.locator('details[open]'));
    await inspection.look('act refused');
    await visitor.page.locator('form.account button').click();
    expect(inspection.found).toEqual([]);
  });

  it('the supervisor’s pages are accessible, with their errors', async () => {
    await staff('supervisor');
    const inspection = new Inspection(visitor, locale, width);
    await inspection.visit([
      ['/desk/board', 200],
      ['/desk/board/kept', 200],
      ['/desk/board/figures', 200],
      ['/desk/board/sheet', 200],
      ['/desk/chase-lists', 200],
      ['/desk/calendar', 200],
    ]);
    await visitor.press(calendarWords[locale].declare);
    await inspection.look('day refused');
    const part = (name: string) => visitor.page.locator(`#declare [name="${name}"]`);
    await part('date.year').fill('115');
    await part('date.month').fill('8');
    await part('date.day').fill('24');
    await part('remark').fill('颱風');
    await visitor.press(calendarWords[locale].declare);
    await visitor.page.locator('#confirm').waitFor();
    await inspection.look('day to confirm');
    await visitor.open('/desk/board');
    await visitor.page.locator('.row-acts > summary').first().click();
    await visitor.page.locator('.row-forms .act > summary').first().click();
    await inspection.look('row unfolded');
    await visitor.page.locator('form.account button').click();
    expect(inspection.found).toEqual([]);
  });

  it('the partner’s pages are accessible', async () => {
    await staff('partner');
    const inspection = new Inspection(visitor, locale, width);
    await inspection.visit([
      ['/desk/referrals', 200],
      [`/desk/referrals/${known.referral}`, 200],
    ]);
    const menu = visitor.page.getByRole('region', { name: casePartsWords[locale].acts.title });
    await menu
      .locator('summary')
      .getByText(casePartsWords[locale].statuses.referralAct.return, { exact: true })
      .click();
    await visitor.press(casePartsWords[locale].statuses.referralAct.return, menu.locator('details[open]'));
    await inspection.look('return refused');
    expect(inspection.found).toEqual([]);
  });
});

describe('without script', () => {
  it('every page answers with its main heading', async () => {
    const visitor = await site.arrive({ javaScriptEnabled: false });
    await visitor.signIn('agent', PASSWORD);
    const silent: string[] = [];
    for (const [path, status] of deskPages()) {
      const got = await visitor.open(path);
      if (got !== status || (await visitor.heading()) === '') silent.push(`${path}: ${got}`);
    }
    expect(silent).toEqual([]);
    await visitor.leave();
  });
});
