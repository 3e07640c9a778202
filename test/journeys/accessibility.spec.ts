import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { axeViolations } from '../support/axe.js';
import { openSite } from '../support/site.js';
import { prepareCases, Inspection, MANNERS, type Known, type Place } from '../support/inspection.js';
import { answerAll, reportIn } from '../support/report-steps.js';
import { NARROW, type Visitor } from '../support/visitor.js';
import { surveyWords } from '../../apps/web/src/survey/words.js';

jest.setTimeout(60_000);

const site = openSite({ env: { INTAKE_PER_ADDRESS_HOUR: '1000' } });
let known: Known;

beforeAll(async () => {
  known = await prepareCases(site.web);
});

/** Path and status of every page that a link can lead to. */
const pages = (): Place[] => [
  ['/', 200],
  ['/services', 200],
  ['/services?q=補助', 200],
  ['/services?q=zzz', 200],
  ['/services?agency=ida', 200],
  ['/services/sme.finance-diagnosis', 200],
  ['/commitments?agency=sme', 200],
  ['/commitments', 200],
  ['/site-map', 200],
  ['/security-policy', 200],
  ['/accessibility', 200],
  ['/open-data', 200],
  ['/privacy', 200],
  ['/cases/new', 200],
  ['/progress', 200],
  [`/surveys/${known.survey}`, 200],
  ['/surveys/unknown', 404],
  ['/gallery', 200],
  ['/nowhere', 404],
];
describe.each(MANNERS)('in %s at %i px', (locale, width, viewport) => {
  const said = reportIn(locale);
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await site.arrive({ locale, viewport });
  });
  afterAll(() => visitor.leave());

  it('every citizen’s page is accessible, and has its own title', async () => {
    const inspection = new Inspection(visitor, locale, width);
    await inspection.visit(pages());
    expect(inspection.found).toEqual([]);
  });

  it('every step of a report is accessible, with its errors', async () => {
    const inspection = new Inspection(visitor, locale, width);
    await visitor.open(`/cases/new/service?lang=${locale}`);
    const steps = [undefined, said.answers.subject, undefined, said.answers.details, said.answers.contact];
    for (const [index, answers] of steps.entries()) {
      await inspection.look(`question ${index + 1}`);
      await visitor.press(said.continue);
      await inspection.look(`errors of question ${index + 1}`);
      if (answers) await visitor.fill(answers);
      else await visitor.choose(index === 0 ? said.service : said.agree);
      await visitor.press(said.continue);
    }
    await inspection.look('check');
    await visitor.press(said.send);
    await inspection.look('done');
    expect(inspection.found).toEqual([]);
  });

  it('a report kept, lost, not taken or sent, and a petition with personal data in its subject, are accessible', async () => {
    const inspection = new Inspection(visitor, locale, width);
    await visitor.context.clearCookies();
    await visitor.open(`/cases/new/subject?service=sme.feedback-mailbox&lang=${locale}`);
    await visitor.fill({ [Object.keys(said.answers.subject)[0]!]: '0912-345-678' });
    await visitor.press(said.continue);
    await inspection.look('personal data in the subject');
    await visitor.open('/cases/new');
    await inspection.look('a report that was kept');
    await visitor.context.clearCookies();
    await visitor.open(`/cases/new/subject?lang=${locale}`);
    await inspection.look('nothing kept');
    await visitor.open('/cases/new/subject?service=sme.feedback-mailbox');
    await visitor.context.clearCookies();
    await visitor.fill(said.answers.subject);
    await visitor.press(said.continue);
    await inspection.look('a form that was not taken');
    await visitor.open(`/cases/new/done?lang=${locale}`);
    await inspection.look('no receipt');
    await answerAll(visitor, locale);
    await visitor.press(said.send);
    await visitor.page.locator('#case-number').waitFor();
    await visitor.open('/cases/new/contact');
    await inspection.look('a report that was sent');
    expect(inspection.found).toEqual([]);
  });

  it('the results of a look-up and a questionnaire are accessible', async () => {
    const inspection = new Inspection(visitor, locale, width);
    const lookUp = async (code: string) => {
      await visitor.open('/progress');
      await visitor.fill({ [said.number]: known.number, [said.code]: code });
      await visitor.press(said.lookUp);
    };
    await lookUp(known.code);
    for (const summary of await visitor.page.locator('summary').all()) await summary.click().catch(() => {});
    await inspection.look('progress');
    await lookUp('');
    await inspection.look('progress without code');
    await lookUp('AAAAAAAAAA');
    await inspection.look('progress not found');
    await visitor.open(`/surveys/${known.survey}`);
    await visitor.press(surveyWords[locale].submit);
    await inspection.look('questionnaire without score');
    expect(inspection.found).toEqual([]);
  });
});

describe('without script', () => {
  it('every page answers with its main heading', async () => {
    const visitor = await site.arrive({ javaScriptEnabled: false });
    const silent: string[] = [];
    for (const [path, status] of pages()) {
      const got = await visitor.open(path);
      if (got !== status || (await visitor.heading()) === '') silent.push(`${path}: ${got}`);
    }
    expect(silent).toEqual([]);
    await visitor.leave();
  });
});

describe('after too many wrong codes', () => {
  it.each([
    ['zh-TW', '查詢碼錯誤次數太多，請 15 分鐘後再試。'],
    ['en', 'Too many wrong codes. Please try again in 15 minutes.'],
  ] as const)('the page that says so is usable by all, in %s', async (locale, text) => {
    const said = reportIn(locale);
    const visitor = await site.arrive({ locale, viewport: NARROW });
    for (let n = 0; n < 6; n++) {
      await visitor.open(`/progress?lang=${locale}`);
      await visitor.fill({ [said.number]: known.closed, [said.code]: 'AAAAAAAAAA' });
      await visitor.press(said.lookUp);
    }
    expect(await visitor.errors()).toEqual([text]);
    expect(await axeViolations(visitor.page)).toEqual([]);
    await visitor.leave();
  });
});
