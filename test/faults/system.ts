import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { startSmsSink, type SmsSink } from '../support/sms-sink.js';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.js';
import { startTestRedis, type TestRedis } from '../support/redis.js';
import { AppProcess, type Role } from './app-process.js';
import { createDatabase, dropDatabase, type DatabaseName } from './databases.js';
import { prepareDesk, type DeskTokens } from './prepare.js';
import { Ledger } from './ledger.js';
import { PostgresServer } from './postgres-server.js';

export interface SystemOptions {
  database?: DatabaseName;
  /** Its own PostgreSQL server, to be killed, even if the whole run has one. */
  ownServer?: boolean;
  /** Without Redis only the sweep works. */
  redis?: boolean;
  /** Without mail and SMS sinks messages are written to files, where repeats cannot be seen. */
  sinks?: boolean;
  env?: Record<string, string>;
}

/** Short intervals, so that a run takes seconds. */
const PACE = {
  SWEEP_SECONDS: '1',
  NOTICE_LEASE_SECONDS: '3',
  DIGEST_SECONDS: '2',
  SURVEY_DELAY_MINUTES: '0',
};
/** One load generator acts for many citizens. */
const NO_LIMITS = { INTAKE_PER_ADDRESS_HOUR: '1000000', MESSAGES_PER_RECIPIENT_DAY: '1000000' };

interface Parts {
  folder: string;
  port: number;
  tokens: DeskTokens;
  env: Record<string, string>;
  redis?: TestRedis;
  server?: PostgresServer;
  database?: { url: string };
  mail?: SmtpSink;
  sms?: SmsSink;
}

/** The system under test, on loopback: database, Redis, sinks, web and worker processes. */
export class System {
  private readonly apps = new Set<AppProcess>();
  readonly ledger: Ledger;
  /** How far the clocks of its processes are ahead of the runner's, ms. */
  aheadMs = 0;
  /** When everything was up again after being off, by the clocks of its processes; 0 if it never was off. */
  backAt = 0;

  private constructor(readonly parts: Parts) {
    this.ledger = new Ledger(join(parts.folder, 'ledger.jsonl'));
  }

  static async open(options: SystemOptions = {}): Promise<System> {
    const { database = 'sqlite', ownServer = false, redis = true, sinks = true } = options;
    const folder = await mkdtemp(join(tmpdir(), 'single-window-fault-'));
    const parts: Parts = { folder, port: await freePort(), tokens: { agent: '', partner: '' }, env: {} };
    if (database === 'postgres') {
      const shared = ownServer ? undefined : process.env['TEST_DATABASE_URL'];
      if (!shared) parts.server = await PostgresServer.start();
      parts.database = { url: await createDatabase(shared ?? parts.server!.url) };
    }
    if (redis) parts.redis = await startTestRedis();
    if (sinks) [parts.mail, parts.sms] = [await startSmtpSink(), await startSmsSink()];
    parts.env = { ...environment(parts), ...options.env };
    parts.tokens = await prepareDesk(parts.env);
    return new System(parts);
  }

  get url(): string {
    return `http://127.0.0.1:${this.parts.port}`;
  }

  /** Epoch ms, by the clocks of its processes. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** Starts a process and waits until it works, or has died at its crash point. */
  async start(role: Role, env: Record<string, string> = {}, wrap?: readonly string[]): Promise<AppProcess> {
    const app = new AppProcess(role, { ...this.parts.env, ...env }, wrap);
    this.apps.add(app);
    void app.ended.then(() => this.apps.delete(app));
    const port = env['PORT'] ?? String(this.parts.port);
    await app.until(() => app.asleep || (role === 'web' ? answers(port) : app.hasStarted));
    return app;
  }

  /** Running processes of a role. */
  living(role: Role): AppProcess[] {
    return [...this.apps].filter((app) => app.role === role);
  }

  /** Kills all processes of these roles; returns how many of each there were. */
  async killAll(...roles: Role[]): Promise<Record<Role, number>> {
    const count = { web: this.living('web').length, worker: this.living('worker').length };
    await Promise.all(roles.flatMap((role) => this.living(role)).map((app) => app.kill()));
    return count;
  }

  async close(): Promise<void> {
    await Promise.all([...this.apps].map((app) => app.stop()));
    this.ledger.close();
    const { redis, mail, sms, database, server, folder } = this.parts;
    await Promise.all([redis?.stop(), mail?.stop(), sms?.stop()]);
    if (server) await server.stop();
    else if (database) await dropDatabase(database.url);
    await rm(folder, { recursive: true, force: true });
  }
}

const answers = (port: string): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/live`).then(
    (response) => response.ok,
    () => false,
  );

const environment = ({ folder, port, redis, database, mail, sms }: Parts): Record<string, string> => ({
  ...PACE,
  ...NO_LIMITS,
  NODE_COMPILE_CACHE: join(tmpdir(), 'single-window-compile-cache'),
  PORT: String(port),
  DATA_DIR: folder,
  ...(redis && { REDIS_URL: redis.url }),
  ...(database && { DATABASE_URL: database.url }),
  ...(mail && { SMTP_URL: mail.url }),
  ...(sms && { SMS_URL: sms.url }),
});
