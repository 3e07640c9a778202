import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres } from '../../launcher/postgres.mjs';
import { tell } from './databases.js';

const START_LIMIT_MS = 60_000;

interface Launch {
  program: string;
  args: string[];
  cwd: string;
  uid: number;
  gid: number;
}

/** A PostgreSQL server of the system under test with fsync on, which can be killed and restarted on the same folder. */
export class PostgresServer {
  private again?: ChildProcess;

  private constructor(
    private readonly first: Awaited<ReturnType<typeof startPostgres>>,
    private readonly launch: Launch,
  ) {}

  static async start(): Promise<PostgresServer> {
    const first = await startPostgres({ safe: true });
    return new PostgresServer(first, launchOf(first.pid));
  }

  get url(): string {
    return this.first.url;
  }

  /** Kills the postmaster with SIGKILL; its backends end when they notice. */
  async kill(): Promise<void> {
    process.kill(this.again?.pid ?? this.first.pid, 'SIGKILL');
    while (await this.answers()) await pause(20);
  }

  /**
   * Restarts on the same folder. Fails while backends of the killed server hold its shared memory, so it is retried.
   */
  async restart(env: Record<string, string> = {}): Promise<void> {
    const until = performance.now() + START_LIMIT_MS;
    while (!(await this.answers())) {
      if (performance.now() > until) throw new Error('PostgreSQL does not start again');
      if (!this.again || this.again.exitCode !== null || this.again.signalCode !== null)
        this.again = this.spawn(env);
      await pause(100);
    }
  }

  async stop(): Promise<void> {
    if (this.again && this.again.exitCode === null && this.again.signalCode === null) {
      this.again.kill('SIGINT');
      await once(this.again, 'exit');
    }
    await this.first.stop();
  }

  private spawn(env: Record<string, string>): ChildProcess {
    const { program, args, ...how } = this.launch;
    const own = { PATH: process.env['PATH']!, HOME: how.cwd, TZ: 'UTC', ...env };
    return spawn(program, args, { ...how, env: own, stdio: 'ignore', detached: true });
  }

  private answers(): Promise<boolean> {
    return tell(this.url, 'SELECT 1').then(
      () => true,
      () => false,
    );
  }
}

/** The command line and environment of a running process. */
function launchOf(pid: number): Launch {
  const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  const { uid, gid } = statSync(`/proc/${pid}`);
  return { program: program!, args, cwd: readlinkSync(`/proc/${pid}/cwd`), uid, gid };
}
