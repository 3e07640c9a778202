import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { citizenCaseWords } from '../../apps/web/src/citizen-case/words.js';
import { citizenDataWords } from '../../apps/web/src/citizen-data/words.js';
import { dataRequestWords } from '../../apps/web/src/data-requests/words.js';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { axeViolations } from '../support/axe.js';
import { faultsOf, HerCase } from '../support/her-case.js';
import { SCRIPTS } from '../support/manners.js';
import { PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';

jest.setTimeout(90_000);

const site = openSite({
  staff: true,
  env: { DEMO: 'true', DRAFTS_PER_ADDRESS_HOUR: '1000', INTAKE_PER_ADDRESS_HOUR: '1000' },
});

/** Pictures of the pages, to look at them: SHOTS names a folder. */
const shot = async ({ page }: Visitor, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe.each(SCRIPTS)('her personal data, in %s, with script: %s', (locale, javaScriptEnabled) => {
  const said = citizenDataWords[locale];
  const desk = dataRequestWords[locale];
  let her: Visitor;
  let head: Visitor;
  let one: HerCase;
  beforeEach(async () => {
    her = await site.arrive({ locale, javaScriptEnabled, viewport: PHONE });
    head = await site.arrive({ javaScriptEnabled });
    one = await HerCase.logged(site.web);
    await one.openBy(her, locale);
  });
  afterEach(async () => {
    await her.leave();
    await head.leave();
  });

  // the pages are the same without script, and axe is one
  const faults = () => (javaScriptEnabled ? faultsOf(her) : []);
  const deskFaults = () => (javaScriptEnabled ? axeViolations(head.page) : []);

  /** Asks for one, and returns the number of the new case. */
  async function ask(right: 'COPY' | 'DELETE'): Promise<string> {
    await her.open(`${one.path}/data/${right.toLowerCase()}`);
    await her.fill({ [said.form.what[right]]: '整件案件 all of it' });
    await her.press(said.form.send);
    await her.page.waitForURL('**/data/sent/*');
    return her.page.locator('#case-number').innerText();
  }
  async function decide(number: string, choice: 'GRANTED' | 'REFUSED', ground?: string): Promise<void> {
    await head.signIn('supervisor', PASSWORD);
    await head.open(`/desk/data-requests/${number}?lang=${locale}`);
    await head.choose(desk[choice]);
    await head.fill({
      [desk.text]: '依法辦理 decided',
      ...(ground && { [desk.ground.slice(0, 4)]: ground }),
    });
    await head.press(desk.send);
  }

  it('is found from her case: what is kept, masked, who was given it, what she can ask', async () => {
    await her.follow(citizenCaseWords[locale].acts.data);
    expect(await her.heading()).toBe(said.title);
    const text = await her.text();
    expect(text).toContain('王○明');
    expect(text).not.toContain('ming@example.tw');
    for (const right of ['COPY', 'CORRECT', 'RESTRICT', 'DELETE'] as const)
      expect(text).toContain(said.rights[right].title);
    await shot(her, `data-${locale}`);
    expect(await faults()).toEqual([]);
  });

  it('asks for a copy: refused when empty, kept while she switches the language; then number and code', async () => {
    await her.open(`${one.path}/data/copy`);
    await her.press(said.form.send);
    expect(await her.errors()).toHaveLength(1);
    expect(await faults()).toEqual([]);
    const number = await ask('COPY');
    expect(number).toMatch(/^DEMO-/);
    expect(await her.page.locator('#lookup-code').innerText()).toMatch(/^\w{5}-\w{5}$/);
    await shot(her, `sent-${locale}`);
    expect(await faults()).toEqual([]);
    await her.open(`${one.path}/data/copy`);
    await her.fill({ [said.form.what.COPY]: '再一次 again' });
    await her.press(said.form.send);
    expect(await her.text()).toContain(problemWords('data-request-open', locale));
    expect(await her.field(said.form.what.COPY).inputValue()).toBe('再一次 again');
  });

  it('gets the whole copy once it is granted: to read, to print and as JSON; not before, not by another', async () => {
    const number = await ask('COPY');
    await decide(number, 'GRANTED');
    expect(await head.text()).toContain(desk.done);
    await her.open(`${one.path}/data`);
    await her.follow(said.readCopy);
    const text = await her.text();
    for (const kept of ['王小明', 'ming@example.tw', '想了解貸款為什麼被退件']) expect(text).toContain(kept);
    await shot(her, `copy-${locale}`);
    expect(await faults()).toEqual([]);
    const address = `${her.page.url()}/json`;
    const answer = await her.context.request.get(address);
    expect(answer.headers()['cache-control']).toBe('no-store');
    const copy = (await answer.json()) as Record<string, unknown>;
    expect(copy).toMatchObject({ caseNumber: one.number, petitioner: { email: 'ming@example.tw' } });
    expect(String(copy['receivedAt'])).toMatch(/\+08:00$/);
    const stranger = await site.arrive({ javaScriptEnabled });
    const none = await stranger.context.request.get(address, { maxRedirects: 0 });
    expect(none.status()).toBe(303);
    await stranger.leave();
  });

  it('staff refuse with a ground; she reads it with the way to appeal', async () => {
    const number = await ask('DELETE');
    await head.signIn('supervisor', PASSWORD);
    await head.open(`/desk/cases/${one.number}?lang=${locale}`);
    await head.page.locator(`a[href="/desk/data-requests/${number}"]`).click();
    await shot(head, `decide-${locale}`);
    expect(await deskFaults()).toEqual([]);
    await head.choose(desk.REFUSED);
    await head.fill({ [desk.text]: '尚在辦理 still needed' });
    await head.press(desk.send);
    expect(await head.errors()).toHaveLength(1);
    await head.page.locator('select[name=ground]').selectOption('LEGAL_DUTY');
    await head.press(desk.send);
    expect(await head.text()).toContain(desk.grounds.LEGAL_DUTY);
    await her.open(`${one.path}/data`);
    expect(await her.text()).toContain(said.decisions.REFUSED);
  });

  it('erases the case when deletion is granted; its page then says so', async () => {
    await one.act('reply', { text: '已答復' });
    await one.act('close');
    const number = await ask('DELETE');
    await decide(number, 'GRANTED');
    await head.open(`/desk/cases/${one.number}`);
    expect(await head.text()).not.toContain('王小明');
    await shot(head, `erased-${locale}`);
    await one.openBy(her, locale);
    expect(await her.text()).not.toContain('貸款');
    await shot(her, `erased-hers-${locale}`);
    expect(await faults()).toEqual([]);
  });
});
