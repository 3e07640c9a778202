import 'reflect-metadata';
import { Catalogue } from '@app/catalogue';
import { NoticeSender } from '@app/notices';
import { StaffRegister, Tokens, type NewStaff } from '@app/people';
import { ensureSecret, loadSettings, Reader, SetTime } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_STAFF, type DemoLogin } from '../../apps/desk/src/demonstration/staff.js';
import { startWeb } from '../../apps/web/src/start-web.js';
import { WEDNESDAY_MORNING, type DeskOptions } from './desk.js';
import { freePort } from './free-port.js';
import { prepareDesk } from './prepared.js';

export { DATABASES } from './databases.js';

/** Of staff in specs that sign in. */
export const PASSWORD = 'Harbour-Lantern-42';

/** A web process, in this or another process. */
export type WebAddress = Pick<TestWeb, 'url'>;

/** The web app as citizens and staff use it, inside the test's process. */
export class TestWeb {
  constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly time: SetTime,
    /** DATA_DIR. */
    readonly folder: string,
    private readonly remove: () => Promise<void>,
  ) {}

  get<T>(what: abstract new (...args: never[]) => T): T {
    return this.app.get(what as never);
  }

  /** The worker's round: fires due timers, then sends messages. */
  async sweep(): Promise<void> {
    await this.get(TimerRunner).sweep();
    await this.get(NoticeSender).sweep();
  }

  /** Lets time pass, then runs the worker's round. */
  async pass(ms: number): Promise<void> {
    this.time.forward(ms);
    await this.sweep();
  }

  /** Creates an account and returns its password, which must be changed unless `password` is given. */
  async staff(staff: NewStaff, password?: string): Promise<string> {
    const made = await this.get(StaffRegister).create(staff, password === undefined ? {} : { password });
    return made.password;
  }

  /** A bearer token of a staff member, who may be one of the demonstration desk. */
  token(login: string): Promise<string> {
    return this.get(Tokens).create(login, 'test');
  }

  /** Creates all staff of the demonstration desk, with one password. */
  async demoStaff(): Promise<void> {
    for (const login of Object.keys(DEMO_STAFF) as DemoLogin[]) await this.staff(DEMO_STAFF[login], PASSWORD);
  }

  /** Messages of the file outbox whose name starts with a notice kind. */
  async outbox(kind = ''): Promise<string[]> {
    const folder = join(this.folder, 'outbox');
    const names = await readdir(folder).catch(() => []);
    const wanted = names.filter((name) => name.startsWith(kind)).toSorted();
    return Promise.all(wanted.map((name) => readFile(join(folder, name), 'utf8')));
  }

  /** Row counts of the tables, to check that a refusal wrote nothing. */
  async rowCounts(tables: readonly string[]): Promise<Record<string, number>> {
    const count = async (table: string) => {
      const row = await this.get(Reader).row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
      return [table, Number(row!.n)] as const;
    };
    return Object.fromEntries(await Promise.all(tables.map(count)));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.remove();
  }
}

/**
 * The real web app on a free port with a new, migrated database and the shipped config/ loaded.
 * No Redis and no worker process: `sweep()` is the worker's round.
 */
export async function startTestWeb(options: DeskOptions = {}): Promise<TestWeb> {
  const time = options.time ?? new SetTime(WEDNESDAY_MORNING);
  const { folder, env, remove } = await prepareDesk(options.postgres ?? false, time);
  const port = await freePort();
  // By address: a name is resolved for each new connection, and a resolver that loses a packet answers after 5 s.
  const url = `http://127.0.0.1:${port}`;
  const settings = loadSettings({
    PORT: String(port),
    PUBLIC_URL: url,
    IDLE_LOGOUT_MINUTES: '1440',
    ...env,
    ...options.env,
  });
  ensureSecret(settings);
  const app = await startWeb(settings, { time: time });
  await app.get(Catalogue).refresh();
  await app.listen(port, '::');
  return new TestWeb(app, url, time, folder, remove);
}
