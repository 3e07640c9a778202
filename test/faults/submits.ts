import { setTimeout as pause } from 'node:timers/promises';
import { post } from './client.js';
import type { House } from './house.js';

/** Citizens who report on the web: the plainest load there is. */
export class Submits {
  private count = 0;

  constructor(
    private readonly house: House,
    private readonly seed: number,
  ) {}

  /** One report, asked until answered; returns the milliseconds it took. */
  async one(): Promise<number> {
    const key = `${this.seed}-submit-${this.count++}`;
    const contact = { name: '陳小華', email: `s${key}@mail.example` };
    const body = {
      service: 'sme.consultation',
      subject: `詢問 ${key}`,
      description: '請問補助資格。',
      contact,
    };
    const begun = performance.now();
    const answer = await post(this.house.url, { path: '/cases', body, key });
    const { ledger } = this.house;
    if (answer.status === 201) ledger.opened(key, answer.body as { caseNumber: string; lookupCode: string });
    else ledger.wrong.push(`${key} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return performance.now() - begun;
  }

  /** So many clients, each with a breath between two reports, until the time is over. */
  async many(clients: number, forMs: number, breathMs: number): Promise<void> {
    const until = performance.now() + forMs;
    const client = async () => {
      while (performance.now() < until) {
        await this.one();
        await pause(breathMs);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
  }
}
