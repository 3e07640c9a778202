import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { SPARING } from '../../launcher/apps.mjs';
import { startRedis } from '../../launcher/redis.mjs';
import { openDatabase, type DeskDatabase } from './database.ts';
import { borrowDesk, type LivingDesk } from './living-desk/living-desk.ts';
import { PASSWORD } from './living-desk/staff.ts';
import { deskInWords, type DeskKind } from './options.ts';
import { answers, BUILT, DESK, freePort, run, start, stop } from './processes.ts';

const WEB = join(BUILT, 'apps/web/src/main.js');
const WORKER = join(BUILT, 'apps/worker/src/main.js');
/** One address sends, and one account watches, what many would. */
const NO_LIMITS = {
  INTAKE_PER_ADDRESS_HOUR: '9999999',
  MESSAGES_PER_RECIPIENT_DAY: '9999999',
  STREAMS_PER_PERSON: '500',
};
const CSRF = /name="csrf" value="([^"]+)"/;

/** A living desk with its web process running, and what a client needs to use it. */
export class RunningDesk {
  readonly kind: DeskKind;
  readonly env: Record<string, string>;
  readonly site: string;
  readonly web: ChildProcess;
  readonly database: DeskDatabase;
  private readonly ended: () => Promise<void>;
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    kind: DeskKind,
    env: Record<string, string>,
    web: ChildProcess,
    ended: () => Promise<void>,
  ) {
    [this.kind, this.env, this.web, this.ended] = [kind, env, web, ended];
    this.site = `http://127.0.0.1:${env['PORT']}`;
    this.database = openDatabase(env);
  }

  /** `server`: URL of the PostgreSQL server, for a desk on it. */
  static async start(kind: DeskKind, server: string | undefined): Promise<RunningDesk> {
    const { cases, mix } = kind;
    const borrowed: LivingDesk = await borrowDesk({ cases, mix, ...(server && { postgres: server }) });
    const redis = await startRedis(borrowed.env['DATA_DIR']!);
    const env = { ...borrowed.env, ...NO_LIMITS, REDIS_URL: redis.url, PORT: String(await freePort()) };
    const web = start(WEB, env, SPARING);
    await answers(`http://127.0.0.1:${env.PORT}/health/live`);
    return new RunningDesk(kind, env, web, async () => {
      await redis.stop();
      await borrowed.remove();
    });
  }

  get name(): string {
    return deskInWords(this.kind);
  }

  get api(): string {
    return `${this.site}/api/v1`;
  }

  /** A further web process, for what must not weigh on the measured one. */
  async another(env: Record<string, string>, options: string[]): Promise<{ url: string; web: ChildProcess }> {
    const port = String(await freePort());
    const web = start(WEB, { ...this.env, ...env, PORT: port }, [...SPARING, ...options]);
    await answers(`http://127.0.0.1:${port}/health/live`);
    return { url: `http://127.0.0.1:${port}`, web };
  }

  worker(): ChildProcess {
    return start(WORKER, { ...this.env, PORT: '1' }, SPARING);
  }

  async bearer(login: string): Promise<{ authorization: string }> {
    const made = this.tokens.get(login) ?? this.newToken(login);
    this.tokens.set(login, made);
    return { authorization: `Bearer ${await made}` };
  }

  private async newToken(login: string): Promise<string> {
    const said = await run([DESK, 'token', 'create', '--user', login, '--json'], this.env);
    return (JSON.parse(said) as { token: string }).token;
  }

  /** Signs in at the page. */
  async cookie(login: string): Promise<{ cookie: string }> {
    const page = `${this.site}/desk/sign-in`;
    const form = await fetch(page);
    const first = cookiesOf(form);
    const csrf = CSRF.exec(await form.text())![1]!;
    const body = new URLSearchParams({ csrf, next: '/desk', login, password: PASSWORD });
    const entered = await fetch(page, {
      ...{ method: 'POST', redirect: 'manual', body },
      headers: { cookie: first, origin: this.site },
    });
    if (entered.status !== 303) throw new Error(`${login} was not signed in: ${entered.status}`);
    return { cookie: [first, cookiesOf(entered)].filter(Boolean).join('; ') };
  }

  async stop(): Promise<void> {
    await this.database.close();
    await stop(this.web);
    await this.ended();
  }
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
