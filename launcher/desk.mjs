/**
 * bin/desk: the operators' command line on the built tree, in the caller's folder, so that relative file names work.
 */
import { pathToFileURL } from 'node:url';
import { dataDirectory, setting } from './env.mjs';
import { lockHolder } from './lock.mjs';
import { createScreen, Refusal } from './screen.mjs';
import { buildFresh, builtMain, prepareTree, runLockPath } from './tree.mjs';

/** Progress goes to stderr: stdout belongs to the command, which may print JSON. */
const screen = createScreen(process.env, (text) => process.stderr.write(text));

try {
  const dataDir = dataDirectory();
  const running = lockHolder(runLockPath(dataDir));
  if (running && !buildFresh())
    screen.say('note: the sources are newer than the desk that is running; restart bin/up to use them');
  await prepareTree({ screen, build: !running });
  process.env.DATA_DIR = dataDir;
  if (running?.redis && !setting('REDIS_URL')) process.env.REDIS_URL = running.redis;
  const main = builtMain('desk');
  process.argv.splice(0, 2, process.execPath, main);
  await import(pathToFileURL(main).href);
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
