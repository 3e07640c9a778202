/** bin/up: from a clone to a desk that answers. The steps, in order; each is in its own file. */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startApp, untilReady } from './apps.mjs';
import { endOrphans } from './children.mjs';
import { compileCache, dataDirectory, port, publicUrl, setting } from './env.mjs';
import { ensurePrograms } from './packages.mjs';
import { whyNotFree } from './port.mjs';
import { prepareDatabase } from './prepare.mjs';
import { send } from './process.mjs';
import { keepRedis } from './private-redis.mjs';
import { createScreen, Refusal, seconds } from './screen.mjs';
import { prepareTree, takeRunLock } from './tree.mjs';

const HELP = `bin/up [--demo] [--no-install]
Installs what is missing, builds when stale, migrates, and starts web, worker and a private Redis. Ctrl-C ends them all.
  --demo         also loads a small demonstration desk and prints sign-ins for it
  --no-install   touches no package manager and no network; says what is missing
Settings by environment, among them: PORT (3000), PUBLIC_URL, DATA_DIR (var/data), DATABASE_URL, REDIS_URL,
  SMTP_URL, MAIL_FROM, SMS_URL, IMAP_URL, SECRET_KEY, TRUSTED_PROXIES, LOG_LEVEL`;
const CHILD_PATIENCE_MS = 20_000;
const REDIS_PATIENCE_MS = 10_000;

const screen = createScreen();
/** @type {ReturnType<typeof startApp>[]} */
const apps = [];
/**
 * What to end, in this order; the functions of one row run in parallel.
 *
 * @type {Record<'prepare' | 'apps' | 'redis' | 'lock', (() => unknown)[]>}
 */
const endings = {
  prepare: [],
  apps: [() => Promise.allSettled(apps.map((app) => app.stop(CHILD_PATIENCE_MS)))],
  redis: [],
  lock: [],
};
let stopping;

async function up({ demo, noInstall }) {
  const started = performance.now();
  await prepareTree({ screen, noInstall });
  const dataDir = dataDirectory();
  const lock = claim(dataDir);
  await endOrphans(dataDir, screen);
  await refuseTakenPort();
  // compiled code is kept between starts: web and worker start in half the time
  const cache = { NODE_COMPILE_CACHE: compileCache };
  const env = { ...cache, ...process.env, DATA_DIR: dataDir, ...(demo && { DEMO: 'true' }) };
  const redis = setting('REDIS_URL') ? undefined : await startRedis({ dataDir, noInstall });
  if (redis) env.REDIS_URL = redis.url;
  lock.note({ url: publicUrl(), redis: redis?.url });
  const prepared = prepareDatabase({ env, demo, screen, onStart: (stop) => endings.prepare.push(stop) });
  const all = Promise.all([prepared, redis?.ready]);
  for (const name of ['web', 'worker']) apps.push(startApp(name, { dataDir, env, screen, prepared: all }));
  const [hints] = await all;
  if (stopping) return;
  await untilReady(apps, port(), () => stopping);
  if (stopping) return;
  hints.forEach(screen.say);
  screen.say(`started in ${seconds(performance.now() - started)}; Ctrl-C ends it`);
  screen.say(`ready ${publicUrl()}`);
}

function claim(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeRunLock(dataDir, { url: publicUrl() });
  if (lock.holder) throw new Refusal(`already running (pid ${lock.holder.pid}) at ${lock.holder.url}`);
  endings.lock.push(lock.release);
  return lock;
}

/** An invalid PORT is left to the check of the settings, which reports it. */
async function refuseTakenPort() {
  const wanted = port();
  const why = Number.isInteger(wanted) && wanted > 0 && wanted < 65_536 && (await whyNotFree(wanted));
  if (why) throw new Refusal(why);
}

async function startRedis({ dataDir, noInstall }) {
  const missing = await ensurePrograms(['Redis'], { screen, noInstall });
  if (missing.length > 0) throw new Refusal(`${missing[0]}, or set REDIS_URL`);
  const redis = keepRedis({ dataDir, screen });
  endings.redis.push(() => redis.stop(REDIS_PATIENCE_MS));
  redis.ready.catch(() => {}); // the error is handled where it is awaited, also when the database fails first
  return redis;
}

/** Ends everything that was started, Redis after its users, then exits. */
function leave(code) {
  stopping ??= (async () => {
    for (const group of Object.values(endings)) await Promise.allSettled(group.map((stop) => stop()));
    process.exit(code);
  })();
  return stopping;
}

function leaveOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      screen.say(stopping ? 'ending them at once' : 'ending web and worker, then Redis');
      if (stopping) apps.forEach((app) => send(app.kept.who, 'SIGKILL'));
      void leave(0);
    });
  }
  process.stdout.on('error', () => void leave(0)); // the terminal was closed
}

function fail(error) {
  if (stopping) return;
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  void leave(1);
}

const { values } = parseArguments();
if (values.help) {
  screen.say(HELP);
} else {
  leaveOnSignals();
  process.on('uncaughtException', fail);
  await up({ demo: values.demo, noInstall: values['no-install'] }).catch(fail);
}

function parseArguments() {
  const boolean = { type: /** @type {const} */ ('boolean'), default: false };
  try {
    return parseArgs({ options: { demo: boolean, 'no-install': boolean, help: { ...boolean, short: 'h' } } });
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}\n`);
    process.exit(2);
  }
}
