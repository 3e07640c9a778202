import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { note } from './figures.ts';
import { freePort, ROOT, temporaryFolder } from './processes.ts';

const AIM = { atMost: 2.5 };

/** `bin/up` from a built tree: first start (key, schema, config), then the second, to its `ready` line. */
export async function benchStart(): Promise<void> {
  const folder = temporaryFolder();
  for (const which of ['first start', 'second start'])
    note({
      bench: 'start',
      what: `bin/up from a built tree, ${which}`,
      value: await upOnce(folder.path),
      unit: 's',
      aim: AIM,
    });
  folder.remove();
}

async function upOnce(folder: string): Promise<number> {
  const started = performance.now();
  const up = spawn(join(ROOT, 'bin/up'), [], {
    env: { ...process.env, DATA_DIR: folder, PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of up.stdout) {
    text += String(chunk);
    if (/^ready /m.test(text)) break;
  }
  const seconds = (performance.now() - started) / 1_000;
  up.kill('SIGINT');
  if (up.exitCode === null) await once(up, 'exit');
  return seconds;
}
