import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '@app/platform';

export type Role = 'web' | 'worker';

const START_LIMIT_MS = 90_000;
const LINES_KEPT = 300;

/** How a process ended: exit code, or the signal that killed it. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One built web or worker process. It ends with the runner, in whatever way that ends. */
export class AppProcess {
  readonly said: string[] = [];
  readonly ended: Promise<Ending>;
  ending?: Ending;
  private readonly child: ChildProcess;

  /** `wrap`: a program to start it under, such as `['strace', …]`. */
  constructor(
    readonly role: Role,
    env: Record<string, string>,
    wrap: readonly string[] = [],
  ) {
    const main = join(projectRoot, 'dist', 'apps', role, 'src', 'main.js');
    if (!existsSync(main)) throw new Error(`${role} is not built: npm run build`);
    const [program, ...rest] = [...wrap, process.execPath, main];
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
    this.child = spawn(program, rest, { env: { PATH: process.env['PATH']!, ...env }, stdio: [...stdio] });
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve((this.ending = { code, signal })));
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => this.keep(text));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Whether the worker has logged that it started. */
  get hasStarted(): boolean {
    return this.said.some((line) => line.includes('worker started'));
  }

  /** Stopped by SIGSTOP. */
  get asleep(): boolean {
    return !this.ending && / T \d/.test(readFileSync(`/proc/${this.pid}/stat`, 'utf8'));
  }

  private keep(text: string): void {
    this.said.push(...text.split('\n').filter(Boolean));
    this.said.splice(0, this.said.length - LINES_KEPT);
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.ending) this.child.kill(signal);
  }

  /** Disconnects, as when the launcher ends, after which the process closes; killed when it does not. */
  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    const late = setTimeout(() => this.signal('SIGKILL'), 8_000);
    await this.ended;
    clearTimeout(late);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** Waits until `isThere`, or until the process has ended (which a crash point may want). */
  async until(isThere: () => boolean | Promise<boolean>): Promise<void> {
    const limit = performance.now() + START_LIMIT_MS;
    while (!this.ending && !(await isThere())) {
      if (performance.now() > limit) throw new Error(`${this.role} does not start:\n${this.said.join('\n')}`);
      await pause(20);
    }
  }
}
