import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openSite } from '../support/site.js';
import { PASSWORD } from '../support/web.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { callsWords } from '../../apps/web/src/calls/words.js';

const SECONDS = 30;
/** Characters and presses a second. */
const PACE = 5;

jest.setTimeout(60_000);

const site = openSite({ staff: true });

/** Only presses keys, and counts them. */
class Keys {
  presses = 0;
  typed = 0;
  constructor(private readonly agent: Visitor) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.agent.page.keyboard.press(key);
      this.presses++;
    }
  }

  /** Presses Tab until the field has the cursor. */
  async to(name: string): Promise<void> {
    for (let n = 0; (await this.focused()) !== name; n++) {
      if (n === 20) throw new Error(`no Tab leads to ${name}`);
      await this.press('Tab');
    }
  }

  async type(name: string, text: string): Promise<void> {
    await this.to(name);
    await this.agent.page.keyboard.insertText(text);
    this.typed += text.length;
  }

  /** The focused field's name, or the address of the focused button. */
  focused = () =>
    this.agent.page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      return at?.type === 'submit' ? (at.getAttribute('formaction') ?? 'case') : (at?.name ?? '');
    });

  get seconds(): number {
    return (this.presses + this.typed) / PACE;
  }
}

describe.each([
  ['zh-TW', DESKTOP],
  ['zh-TW', PHONE],
  ['en', DESKTOP],
  ['en', PHONE],
] as const)('with the keyboard alone, in %s on %j', (locale, viewport) => {
  let agent: Visitor;
  const said = callsWords[locale];

  beforeAll(async () => {
    agent = await site.arrive({ locale, viewport });
    await agent.open(`/desk/sign-in?lang=${locale}`);
    await agent.enter('agent', PASSWORD, locale);
    await agent.page.waitForURL('**/desk/calls/new');
    await agent.cursor(); // it comes after the page is shown
  });
  afterAll(() => agent.leave());

  const begin = async (): Promise<Keys> => {
    await agent.open('/desk');
    const keys = new Keys(agent);
    await keys.press('n');
    await agent.page.waitForURL('**/desk/calls/new');
    expect(await agent.cursor()).toBe('caller');
    await keys.to('service');
    await keys.press('ArrowDown');
    await keys.type('subject', '創業貸款申請文件');
    return keys;
  };

  it('a call is logged as solved with at most 20 presses, within half a minute', async () => {
    const keys = await begin();
    await keys.type('answer', '請備妥營業登記、近一年報稅資料及計畫書，送任一承辦銀行。');
    await keys.to('/desk/calls/solved');
    await keys.press('Enter');
    await agent.page.getByText(said.solvedDone).waitFor();
    expect(keys.presses).toBeLessThanOrEqual(20);
    expect(keys.seconds).toBeLessThanOrEqual(SECONDS);
  });

  it('a case is logged with at most 25 presses, within half a minute', async () => {
    const keys = await begin();
    await keys.to('noticeRead');
    await keys.press('Space');
    await keys.type('description', '銀行退件，沒有說明原因，想知道怎麼補件。');
    await keys.type('contact.name', '王小明');
    await keys.type('contact.phone', '0912345678');
    await keys.to('case');
    await keys.press('Enter');
    await agent.page.locator('#case-number').waitFor();
    expect(keys.presses).toBeLessThanOrEqual(25);
    expect(keys.seconds).toBeLessThanOrEqual(SECONDS);
  });

  it('a caller is found and the enquiry noted with at most 20 presses', async () => {
    await agent.open('/desk');
    const keys = new Keys(agent);
    await keys.press('n');
    await agent.page.waitForURL('**/desk/calls/new');
    expect(await agent.cursor()).toBe('caller');
    await keys.type('caller', '0912345678');
    await keys.press('Enter');
    await agent.page.locator('#caller-found').getByRole('radio').first().waitFor();
    await keys.to('caseNumber');
    await keys.press('Space');
    await keys.to('/desk/calls/asked');
    await keys.press('Enter');
    await agent.page.getByRole('button', { name: said.undo }).waitFor();
    expect(keys.presses).toBeLessThanOrEqual(20);
  });
});
