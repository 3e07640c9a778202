import type { RedisOptions } from 'bullmq';
import type { Settings } from '../settings/settings.js';

export const QUEUE_NAME = 'rings';

/** Connection options from REDIS_URL. A receiver waits for Redis for ever; a sender gives up at once. */
export function redisConnection(settings: Settings, use: 'ringing' | 'working'): RedisOptions {
  const patience: RedisOptions =
    use === 'working'
      ? { maxRetriesPerRequest: null }
      : { maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout: 2_000 };
  return {
    ...address(settings.REDIS_URL!),
    ...patience,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  };
}

function address(text: string): RedisOptions {
  const url = new URL(text);
  if (url.protocol === 'unix:') return { path: decodeURIComponent(url.pathname) };
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 && { db: Number(url.pathname.slice(1)) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  };
}
