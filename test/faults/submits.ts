import { setTimeout as pause } from 'node:timers/promises';
import { post } from './client.js';
import type { System } from './system.js';

/** Citizens who report on the web: the simplest load. */
export class Submits {
  private count = 0;

  constructor(
    private readonly system: System,
    private readonly seed: number,
  ) {}

  /** One report, retried until answered; returns its duration, ms. */
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
    const answer = await post(this.system.url, { path: '/cases', body, key });
    const { ledger } = this.system;
    if (answer.status === 201) ledger.opened(key, answer.body as { caseNumber: string; lookupCode: string });
    else ledger.wrong.push(`${key} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return performance.now() - begun;
  }

  /** Runs `clients` clients for `forMs`, each pausing `breathMs` between two reports. */
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
