/** Web and worker: starts them, keeps them running, and waits until requests are answered. */
import { request } from 'node:http';
import { keep } from './children.mjs';
import { pause } from './process.mjs';
import { Refusal } from './screen.mjs';
import { builtMain } from './tree.mjs';

const READY_LIMIT_MS = 90_000;
const MOST_EARLY_DEATHS = 5;

/**
 * A small space for young objects saves a third of the memory at rest; old ones are collected when the heap
 * has grown by half, not fourfold. `settleMemory` calls `gc`.
 */
export const SPARING = ['--max-semi-space-size=8', '--heap-growing-percent=50', '--expose-gc'];

/** Starts an app at once: it loads its code, and opens nothing before `prepared` is fulfilled. */
export const startApp = (name, { dataDir, env, screen, prepared }) =>
  keep({
    name,
    command: process.execPath,
    args: [...SPARING, builtMain(name)],
    env: { ...env, AWAIT_PREPARED: 'true' },
    ipc: true,
    onStart: (child) => prepared.then(() => tell(child, 'prepared')).catch(() => {}), // the launcher reports the reason
    dataDir,
    screen,
  });

/** Sends a message; an app that has ended meanwhile gets it when it is started again. */
const tell = (child, message) => child.connected && child.send(message, () => {});

/** Returns when the desk answers or `isStopping()`; throws when an app keeps ending or on time-out. */
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
