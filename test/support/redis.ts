import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startRedis } from '../../launcher/redis.mjs';

export interface TestRedis {
  /** For REDIS_URL. */
  url: string;
  pid: number;
  /** Kills it (SIGKILL); the data stays for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same socket with the data it had. */
  restart(): Promise<void>;
  /** One command, such as `CONFIG SET maxmemory-policy allkeys-lru`. */
  command(name: string, ...values: string[]): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** A separate Redis for one spec, on a unix socket; starts in about 50 ms. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'single-window-redis-'));
  let server = await startRedis(folder);
  return {
    url: server.url,
    get pid() {
      return server.pid;
    },
    kill: async () => void (await server.kill()),
    restart: async () => void (server = await startRedis(folder)),
    command: async (name, ...values) => {
      const client = new Redis(decodeURIComponent(new URL(server.url).pathname));
      await client.call(name, ...values);
      client.disconnect();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
