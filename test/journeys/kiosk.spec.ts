import { type Locale } from '@app/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { kioskWords } from '../../apps/web/src/kiosk/words.js';
import { detailsWords } from '../../apps/web/src/report/questions/details.js';
import { reportWords } from '../../apps/web/src/report/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { faultsOf, HerCase } from '../support/her-case.js';
import { SCRIPTS } from '../support/manners.js';
import { answerAll, reportIn } from '../support/report-steps.js';
import { DESKTOP, PHONE, type Visitor } from '../support/visitor.js';
import { openSite } from '../support/site.js';

jest.setTimeout(60_000);

const SECONDS = 60;
const WARNED = 20;
const DETAILS = '/cases/new/details';
const TYPED = '路面有一個大洞';

const site = openSite({
  staff: true,
  env: {
    KIOSK_SECONDS: String(SECONDS),
    DRAFTS_PER_ADDRESS_HOUR: '1000',
    INTAKE_PER_ADDRESS_HOUR: '1000',
  },
});

const MANNERS = SCRIPTS.map(([locale, script]) => {
  const viewport = script ? DESKTOP : PHONE;
  return [locale, viewport.width, script, viewport] as const;
});

/** A person at a shared screen. */
async function atKiosk(
  locale: Locale,
  javaScriptEnabled: boolean,
  viewport: typeof DESKTOP,
): Promise<Visitor> {
  const her = await site.arrive({ locale, javaScriptEnabled, viewport });
  if (javaScriptEnabled) await her.page.clock.install();
  await her.open('/kiosk');
  await her.press(kioskWords[locale].on.button);
  await her.page.waitForURL(`${site.web.url}/`);
  // with script the first page is loaded a second time, without the header
  if (javaScriptEnabled) await her.page.locator('.kiosk-bar:not([data-refresh])').waitFor();
  return her;
}

describe.each(MANNERS)(
  'a shared screen, in %s at %i px, with script: %s',
  (locale, _width, script, viewport) => {
    const said = kioskWords[locale];
    const { kiosk, actions } = siteWords[locale];
    let her: Visitor;
    beforeEach(async () => void (her = await atKiosk(locale, script, viewport)));
    afterEach(() => her.leave());

    /** The rules are checked by a script of their own, which needs one that runs. */
    const faults = () => (script ? faultsOf(her) : Promise.resolve([]));
    /** Whatever way she goes back, and at the addresses themselves. */
    async function expectNothingOfHers(...hers: string[]): Promise<void> {
      expect(await her.heading()).toBe(said.cleared.title);
      for (let n = 0; n < 4; n++) {
        await her.page.goBack().catch(() => null);
        const text = await her.page.content();
        for (const one of hers) expect([her.page.url(), text.includes(one)]).toEqual([her.page.url(), false]);
      }
      for (const path of [DETAILS, '/cases/new/check', '/cases/new/done']) {
        await her.open(path);
        const text = await her.page.content();
        for (const one of hers) expect([path, text.includes(one)]).toEqual([path, false]);
      }
    }

    it('has its button on every page, large and without a fault', async () => {
      const found: string[] = [];
      for (const path of [
        '/',
        '/services',
        '/cases/new',
        '/cases/new/service',
        '/progress',
        '/kiosk',
        '/kiosk/cleared',
        '/kiosk/still?to=/services',
        '/nowhere',
      ]) {
        await her.open(path);
        const box = await her.page.getByRole('button', { name: kiosk.done }).boundingBox();
        expect([path, box!.height >= 60]).toEqual([path, true]);
        found.push(...(await faults()).map((fault) => `${path}: ${fault}`));
      }
      expect(found).toEqual([]);
    });

    it('is cleared when she is done: her report, its number and code', async () => {
      await answerAll(her, locale);
      await her.press(reportIn(locale).send);
      const { done } = reportWords[locale];
      expect(await her.text()).toContain(done.photograph(SECONDS));
      const keys = [
        await her.page.locator('#case-number').innerText(),
        await her.page.locator('#lookup-code').innerText(),
      ];
      expect(await faults()).toEqual([]);
      await her.press(kiosk.done);
      await expectNothingOfHers(...keys, '陳小華');
    });

    it('is cleared when she is done in the middle: a case that she opened', async () => {
      const one = await HerCase.logged(site.web);
      await one.openBy(her, locale);
      await her.press(kiosk.done);
      expect(await her.heading()).toBe(said.cleared.title);
      await her.page.goBack();
      expect(await her.page.content()).not.toContain('創業貸款被退件');
      await her.open(one.path);
      expect(new URL(her.page.url()).pathname).toBe('/progress');
    });

    it('warns her, goes on where she wants to, and clears itself', async () => {
      await her.open('/cases/new/service');
      await her.choose(reportIn(locale).service);
      await her.press(reportIn(locale).continue);
      await her.open('/cases/new/subject');
      await her.fill(reportIn(locale).answers.subject);
      await her.press(reportIn(locale).continue);
      await her.choose(reportIn(locale).agree);
      await her.press(reportIn(locale).continue);
      await her.fill({ [detailsWords[locale].label]: TYPED });
      await (script ? idle() : idleWithoutScript());
      await expectNothingOfHers(TYPED, 'Pothole');
    });

    async function idle(): Promise<void> {
      const { page } = her;
      const warning = page.getByRole('alertdialog');
      const left = () => page.locator('.kiosk-count').innerText().then(Number);
      const stand = async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
      // what she typed is kept first: a request after the time has moved on would count as a touch
      await Promise.all([page.waitForResponse('**/keep'), page.clock.runFor(5_000)]);
      await stand();
      await page.mouse.move(10, 10); // counted from here
      await page.mouse.move(20, 20);
      await page.clock.runFor((SECONDS - WARNED - 2) * 1_000);
      expect(await warning.isVisible()).toBe(false);
      await page.clock.runFor(5_000);
      expect([await warning.isVisible(), (await left()) <= WARNED, (await left()) > 0]).toEqual([
        true,
        true,
        true,
      ]);
      // the pointer of the one before her, still on its way
      await page.mouse.move(30, 30);
      expect(await warning.isVisible()).toBe(true);
      await page.clock.resume(); // axe needs the time to pass
      expect(await faults()).toEqual([]);
      await stand();
      // the server hears of it before its time moves on
      await Promise.all([page.waitForResponse('**/kiosk/touch'), her.press(kiosk.stay)]);
      expect([await warning.isVisible(), await her.field(detailsWords[locale].label).inputValue()]).toEqual([
        ...[false, TYPED],
      ]);
      await page.clock.runFor((SECONDS - 2) * 1_000);
      expect(await warning.isVisible()).toBe(true);
      site.web.time.forward(SECONDS * 1_000);
      await page.clock.runFor(3_000);
      await page.waitForURL('**/kiosk/cleared');
    }

    async function idleWithoutScript(): Promise<void> {
      await her.press(actions.continue);
      const headers = (await (await her.page.goto(DETAILS))!.allHeaders())['refresh']!;
      const [, wait, url] = /^(\d+);url=(.*)$/.exec(headers)!;
      expect(Number(wait)).toBe(SECONDS * 5 - WARNED);
      await her.open(url!);
      expect(await her.heading()).toBe(said.still.title);
      expect(await faults()).toEqual([]);
      await her.follow(said.still.stay).catch(() => her.press(said.still.stay));
      expect(await her.field(detailsWords[locale].label).inputValue()).toBe(TYPED);
      await her.open(url!);
      site.web.time.forward(WARNED * 1_000);
      await her.open('/kiosk/over');
    }
  },
);
