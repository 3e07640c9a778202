import { setTimeout as pause } from 'node:timers/promises';
import { StaffRegister, Tokens } from '@app/people';
import { loadSettings } from '@app/platform';
import { withDesk } from '../../apps/desk/src/open-desk.js';
import type { AppProcess } from '../faults/app-process.js';
import { reading } from '../faults/books.js';
import { System } from '../faults/system.js';
import { freePort } from './free-port.js';
import { PASSWORD, type WebAddress } from './web.js';
import { ApiClient, type Answer } from './api-client.js';

const ENV = { INTAKE_PER_ADDRESS_HOUR: '20', TRUSTED_PROXIES: 'loopback' };
const WATCHER = {
  organisationId: 'sme',
  unitId: 'sme.management-guidance',
  roles: ['CONTROL_OFFICER' as const, 'UNIT_HEAD' as const],
};
const PATIENCE_MS = 60_000;

/** One desk on PostgreSQL and Redis, with two built web processes and two workers. */
export class TwoProcesses {
  private constructor(
    readonly system: System,
    readonly first: WebAddress & { process: AppProcess },
    readonly second: WebAddress,
    /** Token of `watcher`, who sees the board and may declare a day. */
    readonly watcherToken: string,
  ) {}

  static async open(): Promise<TwoProcesses> {
    const system = await System.open({ database: 'postgres', env: ENV });
    const port = String(await freePort());
    const token = await addWatchers(system);
    const [process] = await Promise.all([
      system.start('web'),
      system.start('web', { PORT: port }),
      system.start('worker'),
      system.start('worker'),
    ]);
    return new TwoProcesses(system, { url: system.url, process }, { url: `http://127.0.0.1:${port}` }, token);
  }

  get both(): [WebAddress, WebAddress] {
    return [this.first, this.second];
  }

  /** A client of this web process with this address. */
  from(web: WebAddress, address: string, headers: Record<string, string> = {}): ApiClient {
    return new ApiClient(web, { 'x-forwarded-for': address, ...headers });
  }

  staff(web: WebAddress, token: string): ApiClient {
    return new ApiClient(web, { authorization: `Bearer ${token}` });
  }

  /** `many` requests at once, alternating between the processes. */
  atOnce<T>(many: number, ask: (web: WebAddress, n: number) => Promise<T>): Promise<T[]> {
    return Promise.all(Array.from({ length: many }, (_, n) => ask(this.both[n % 2]!, n)));
  }

  /** Sends a report and records its acknowledgement for the verdict at the end. */
  async report(web: WebAddress, key: string, address: string): Promise<Answer> {
    const body = {
      service: 'sme.consultation',
      subject: `貸款問題 ${key}`,
      description: '想了解融資方案。',
      contact: { name: '王小明', email: `${key}@mail.example` },
    };
    const answer = await this.from(web, address, { 'idempotency-key': key }).post('/api/v1/cases', body);
    if (answer.status === 201) this.system.ledger.opened(key, answer.body);
    return answer;
  }

  rows<T>(sql: string): Promise<T[]> {
    return reading(this.system.parts, ({ ask }) => ask<T>(sql));
  }

  close(): Promise<void> {
    return this.system.close();
  }
}

async function addWatchers({ parts }: System): Promise<string> {
  const { REDIS_URL: _, ...env } = parts.env;
  return withDesk(
    async (desk) => {
      for (const login of ['watcher', 'locked'])
        await desk.get(StaffRegister).create({ ...WATCHER, login, name: login }, { password: PASSWORD });
      return desk.get(Tokens).create('watcher', 'test');
    },
    { settings: loadSettings(env) },
  );
}

/** Waits until a condition is true. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > limit) throw new Error('timed out: the condition did not become true');
    await pause(50);
  }
}
