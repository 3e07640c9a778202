import { PRIVACY_NOTICE_VERSION } from '../../libs/intake/src/privacy-notice.js';
import { post, type Answer } from './client.js';
import type { System } from './system.js';

interface Step {
  path: string;
  who: 'agent' | 'partner';
  body: object;
  status: number;
}

/** Notices owed by a complete journey, as `kind channel`; written by hand, independent of the planner's table. */
export const OWED_BY_JOURNEY = [
  'case-closed EMAIL',
  'case-received EMAIL',
  'lookup-code SMS',
  'partner-accepted EMAIL',
  'partner-replied EMAIL',
  'referral-accepted EMAIL',
  'referral-offered EMAIL',
  'referral-replied EMAIL',
  'referred EMAIL',
  'replied EMAIL',
  'survey EMAIL',
] as const;

/** A call is logged, referred, accepted and answered by the partner, answered to the citizen, closed. */
export class Journeys {
  private count = 0;

  constructor(
    private readonly system: System,
    private readonly seed: number,
  ) {}

  /** Runs `many` complete journeys concurrently. */
  async run(many: number): Promise<void> {
    await Promise.all(Array.from({ length: many }, () => this.whole()));
  }

  /** Opens a case and leaves it alone. */
  async openOnly(): Promise<string> {
    const key = `${this.seed}-${this.count++}`;
    const number = this.count;
    const call = {
      service: 'sme.consultation',
      subject: `貸款問題 ${key}`,
      description: '想了解融資方案。',
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      hotline: '0800-056476',
      contact: { name: '王小明', email: `c${key}@mail.example`, phone: phone(number) },
    };
    const opened = await this.do(key, 'open', {
      path: '/staff/cases',
      who: 'agent',
      body: call,
      status: 201,
    });
    const { caseNumber, lookupCode } = opened.body as { caseNumber: string; lookupCode: string };
    this.system.ledger.opened(key, { caseNumber, lookupCode });
    return key;
  }

  private async whole(): Promise<void> {
    const key = await this.openOnly();
    const { caseNumber } = this.system.ledger.cases.get(key)!;
    const of = (path: string) => `/staff/cases/${caseNumber}/${path}`;
    const referral = await this.do(key, 'refer', agent(of('referrals'), REFERRAL, 201));
    const referred = `/staff/referrals/${String(referral.body['id'])}`;
    await this.do(key, 'accept', { path: `${referred}/accept`, who: 'partner', body: {}, status: 200 });
    const result = { text: '已說明三項方案。' };
    await this.do(key, 'result', { path: `${referred}/reply`, who: 'partner', body: result, status: 200 });
    await this.do(key, 'reply', agent(of('acts/reply'), { text: '答覆內容如附。' }));
    await this.do(key, 'close', agent(of('acts/close'), {}));
    this.system.ledger.finished(key);
  }

  private async do(key: string, name: string, { path, who, body, status }: Step): Promise<Answer> {
    const token = this.system.parts.tokens[who];
    const answer = await post(this.system.url, { path, body, key: `${key}-${name}`, token });
    if (answer.status === status) return answer;
    const wrong = `${name} of ${key} was answered ${answer.status} ${JSON.stringify(answer.body)}`;
    this.system.ledger.wrong.push(wrong);
    throw new Error(wrong);
  }
}

const REFERRAL = { partner: 'sme.north-desk', reason: '請協助評估。' };
const agent = (path: string, body: object, status = 200): Step => ({ path, who: 'agent', body, status });
const phone = (number: number) => `09${String(10_000_000 + number)}`;
