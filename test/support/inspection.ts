import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { days, type Locale, LOCALES } from '@app/platform';
import { axeViolations } from './axe.js';
import type { TestWeb } from './web.js';
import { ApiClient } from './api-client.js';
import { DESKTOP, NARROW, type Visitor } from './visitor.js';

const HTML_LANG = { 'zh-TW': 'zh-Hant-TW', en: 'en' };
const CASE = {
  service: 'demo.consultation',
  subject: '創業貸款被退件',
  description: '想了解貸款為什麼被退件',
  channel: 'PHONE',
  noticeVersion: PRIVACY_NOTICE_VERSION,
  contact: { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' },
};

export interface Known {
  open: string;
  closed: string;
  referral: string;
  survey: string;
  number: string;
  code: string;
}

/** A desk with cases in different states: open, referred, late, answered, closed. */
export async function prepareCases(web: TestWeb): Promise<Known> {
  await web.demoStaff();
  const agent = await ApiClient.of(web, 'agent');
  const taken = async () => (await agent.post('/api/v1/staff/cases', CASE)).body;
  const act = (number: string, name: string, body = {}) =>
    agent.post(`/api/v1/staff/cases/${number}/acts/${name}`, body);
  const closed = (await taken()).caseNumber;
  await act(closed, 'reply', { text: '退件原因是缺少營業計畫書。' });
  await act(closed, 'close');
  await web.pass(days(2));
  await web.sweep();
  const [mail] = await web.outbox('survey');
  const { caseNumber, lookupCode } = await taken();
  const offer = { partner: 'demo.finance-team', reason: '需要融資診斷' };
  const referral = (await agent.post(`/api/v1/staff/cases/${caseNumber}/referrals`, offer)).body.id;
  await act(caseNumber, 'interim-reply', { text: '已請團隊協助。' });
  await taken();
  await web.pass(days(4));
  await taken();
  const survey = /\/surveys\/(\S+)/.exec(mail!)![1]!;
  return { open: caseNumber, closed, referral, survey, number: caseNumber, code: lookupCode };
}

/** Both languages, each on a wide and on the narrowest screen. */
const EVERY = LOCALES.flatMap((locale) =>
  [DESKTOP, NARROW].map((viewport): [Locale, number, typeof DESKTOP] => [locale, viewport.width, viewport]),
);

/**
 * Both languages and both screens, each once: English, whose words are longer, on the narrow one. All four with
 * `EVERY_MANNER=yes`.
 */
export const MANNERS =
  process.env['EVERY_MANNER'] === 'yes'
    ? EVERY
    : EVERY.filter(([locale, , viewport]) => (viewport === NARROW) === (locale === 'en'));

/** Path and status. */
export type Place = [string, number];

/** Checks pages by the accessibility rules and collects the faults. */
export class Inspection {
  readonly found: string[] = [];

  constructor(
    private readonly visitor: Visitor,
    private readonly locale: Locale,
    private readonly width: number,
  ) {}

  /** Checks the page that is open. */
  async look(name: string): Promise<void> {
    const { page } = this.visitor;
    const faults = await axeViolations(page);
    const { scroll, language, twice } = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return {
        scroll: document.documentElement.scrollWidth,
        language: document.documentElement.lang,
        twice: ids.filter((id, index) => ids.indexOf(id) !== index),
      };
    });
    if (scroll > this.width) faults.push(`scrolls sideways: ${scroll} px`);
    if (language !== HTML_LANG[this.locale]) faults.push(`html lang is ${language}`);
    // the gallery shows each piece in both languages on one page
    if (twice.length > 0 && name !== '/gallery') faults.push(`ids used twice: ${twice.join(' ')}`);
    if ((await page.getByRole('heading', { level: 1 }).count()) === 0) faults.push('no main heading');
    this.found.push(...faults.map((fault) => `${name}: ${fault}`));
  }

  /** Opens and checks all pages of a list; titles must be unique. */
  async visit(places: readonly Place[]): Promise<void> {
    const titles = new Map<string, string>();
    for (const [path, status] of places) {
      const got = await this.visitor.open(path);
      if (got !== status) this.found.push(`${path}: status ${got}`);
      await this.look(path);
      const title = await this.visitor.page.title();
      if (titles.has(title)) this.found.push(`${path}: the title of ${titles.get(title)}`);
      titles.set(title, path);
    }
  }
}
