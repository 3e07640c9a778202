/** Web and worker: started, kept running, and waited for until a request would be answered. */
import { request } from 'node:http';
import { keep } from './children.mjs';
import { pause } from './process.mjs';
import { Refusal } from './screen.mjs';
import { builtMain } from './tree.mjs';

const READY_LIMIT_MS = 90_000;
const MOST_EARLY_DEATHS = 5;

/**
 * Young objects are collected in a small space: a third less memory at rest. Old ones are collected
 * when they have grown by half, not to four times. `settleMemory` calls `gc`.
 */
export const SPARING = ['--max-semi-space-size=2', '--heap-growing-percent=50', '--expose-gc'];

/** Starts it at once; it loads its code, and opens nothing before it hears that `prepared` is fulfilled. */
export const startApp = (name, { dataDir, env, screen, prepared }) =>
  keep({
    name,
    command: process.execPath,
    args: [...SPARING, builtMain(name)],
    env: { ...env, AWAIT_PREPARED: 'true' },
    ipc: true,
    onStart: (child) => prepared.then(() => tell(child, 'prepared')).catch(() => {}), // the launcher says why not
    dataDir,
    screen,
  });

/** One that ended meanwhile is told when it is started again. */
const tell = (child, message) => child.connected && child.send(message, () => {});

/** Returns when the desk answers or `isStopping()`; throws when an app does not stay up or time is over. */
export async function untilReady(apps, port, isStopping) {
  const until = performance.now() + READY_LIMIT_MS;
  while (!isStopping() && !(await answersReady(port))) {
    const failing = apps.find((app) => app.kept.deaths >= MOST_EARLY_DEATHS);
    if (failing) throw new Refusal(`${failing.kept.name} does not stay up: see ${failing.log.path}`);
    if (performance.now() > until)
      throw new Refusal(`/health/ready does not answer: see ${apps[0].log.path}`);
    await pause(25);
  }
}

function answersReady(port) {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/health/ready', timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('error', () => resolve(false)).once('timeout', () => asked.destroy());
    asked.end();
  });
}
