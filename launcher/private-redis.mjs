/** The Redis that bin/up keeps running for its web and worker. */
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keep } from './children.mjs';
import {
  answers,
  findRedis,
  prepareFolders,
  redisArguments,
  redisUrl,
  setDataAside,
  socketPath,
} from './redis.mjs';
import { Refusal } from './screen.mjs';

/** Starts it. `ready` settles when it answers; `url` is known at once. */
export function keepRedis({ dataDir, screen }) {
  const places = {
    socket: socketPath(dataDir),
    folder: join(dataDir, 'redis'),
    logFile: join(dataDir, 'log', 'redis.log'),
  };
  prepareFolders(places);
  const start = () =>
    keep({ name: 'redis', command: findRedis(), args: redisArguments(places), dataDir, screen });
  const state = { now: start() };
  const stop = async (patienceMs) => {
    await state.now.stop(patienceMs);
    removeShortFolder(places.socket, dataDir);
  };
  return { url: redisUrl(places.socket), ready: untilReady(state, start, places, screen), stop };
}

/** Removes the socket's folder if it had to be outside the data folder. */
function removeShortFolder(socket, dataDir) {
  if (!socket.startsWith(dataDir)) rmSync(dirname(socket), { recursive: true, force: true });
}

async function untilReady(state, start, places, screen) {
  const died = () => state.now.kept.deaths > 0;
  if (await answers(places.socket, died)) return;
  await state.now.stop(1_000);
  if (existsSync(join(places.folder, 'appendonlydir'))) {
    const aside = setDataAside(places.folder);
    screen.say(
      `redis could not load its data: set aside in ${aside}; nothing is lost, the database has it all`,
    );
    prepareFolders(places);
    state.now = start();
    if (await answers(places.socket, died)) return;
  }
  throw new Refusal(`Redis did not start: see ${places.logFile}`);
}
