import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { days, taipeiDate, type Locale } from '@app/platform';
import { ApiClient } from './api-client.js';
import { axeViolations } from './axe.js';
import { outlineFaults, sideways, smallTargets, unmarkedHan } from './looks.js';
import { NARROW, type Visitor } from './visitor.js';
import type { TestWeb } from './web.js';
import { progressWords } from '../../apps/web/src/progress/words.js';
import { siteWords } from '../../apps/web/src/site/words.js';

/** A citizen's case, with the staff who work on it. */
export class HerCase {
  private constructor(
    private readonly handler: ApiClient,
    private readonly web: TestWeb,
    readonly number: string,
    readonly code: string,
  ) {}

  /** Logged by telephone and assigned to the unit of `handler`; `web` has the demonstration staff. */
  static async logged(web: TestWeb, subject = '創業貸款被退件'): Promise<HerCase> {
    const agent = await ApiClient.of(web, 'agent');
    const { body } = await agent.post('/api/v1/staff/cases', {
      ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.consultation', subject },
      ...{ description: '想了解貸款為什麼被退件', contact: { name: '王小明', email: 'ming@example.tw' } },
    });
    await agent.post(`/api/v1/staff/cases/${body.caseNumber}/acts/assign`, { unit: 'demo.guidance' });
    return new HerCase(await ApiClient.of(web, 'handler'), web, body.caseNumber, body.lookupCode);
  }

  get path(): string {
    return `/cases/${this.number}`;
  }

  async act(name: string, input: object = {}): Promise<void> {
    const { status, body } = await this.handler.post(
      `/api/v1/staff/cases/${this.number}/acts/${name}`,
      input,
    );
    if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  }

  /** A correction that must come within this many days. */
  askFor(what: string, within: number): Promise<void> {
    return this.act('request-correction', { what, lastDay: taipeiDate(this.web.time.now() + days(within)) });
  }

  /** The types of its events as staff see them. */
  async events(): Promise<string[]> {
    const { body } = await this.handler.get(`/api/v1/staff/cases/${this.number}`);
    return (body.history as { type: string }[]).map(({ type }) => type);
  }

  async count(type: string): Promise<number> {
    return (await this.events()).filter((one) => one === type).length;
  }

  /** Number and code on the page that asks for them. */
  async enter(visitor: Visitor, locale: Locale, code = this.code): Promise<void> {
    const said = progressWords[locale];
    await visitor.fill({ [said.number]: this.number, [said.code]: code });
    await visitor.press(siteWords[locale].actions.search);
  }

  /** Opens it, at one of its acts where one is named. */
  async openBy(visitor: Visitor, locale: Locale, act?: string): Promise<void> {
    await visitor.open(`/progress?lang=${locale}`);
    await this.enter(visitor, locale);
    if (act) await visitor.open(`${this.path}/${act}`);
  }
}

/** Everything that is looked for on a page, also on the narrowest screen. */
export async function faultsOf({ page }: Visitor): Promise<string[]> {
  const before = page.viewportSize()!;
  await page.setViewportSize(NARROW);
  const over = await sideways(page);
  await page.setViewportSize(before);
  return [
    ...(over > 0 ? [`${over} px too wide`] : []),
    ...(await axeViolations(page)),
    ...(await smallTargets(page)),
    ...(await outlineFaults(page)),
    ...(await unmarkedHan(page)),
  ];
}
