import { describe, expect, it, jest } from '@jest/globals';
import { loadSettings } from '../settings/settings.js';
import { redisConnection } from './redis.js';
import { within } from './within.js';

const of = (REDIS_URL: string, use: 'ringing' | 'working' = 'ringing') =>
  redisConnection(loadSettings({ REDIS_URL }), use);

describe('the connection to Redis', () => {
  it('is read from the URL', () => {
    expect(of('redis://h')).toMatchObject({ host: 'h', port: 6379 });
    expect(of('redis://h')).not.toHaveProperty('tls');
    expect(of('redis://h')).not.toHaveProperty('password');
    expect(of('rediss://us%40er:p%2Fw@h:7000/3')).toMatchObject({
      host: 'h',
      port: 7000,
      username: 'us@er',
      password: 'p/w',
      db: 3,
      tls: {},
    });
    expect(of('unix:/run/a%20b.sock')).toMatchObject({ path: '/run/a b.sock' });
  });

  it('is retried for ever by a receiver, and given up at once by a sender', () => {
    expect(of('redis://h', 'working')).toMatchObject({ maxRetriesPerRequest: null });
    expect(of('redis://h')).toMatchObject({
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      connectTimeout: 2_000,
    });
    const again = of('redis://h').retryStrategy!;
    expect([again(1), again(5), again(10), again(99)]).toEqual([200, 1_000, 2_000, 2_000]);
  });

  it('is waited for no longer than given when Redis does not answer', async () => {
    await expect(within(5, new Promise(() => undefined))).rejects.toThrow('no answer within 5 ms');
    expect(await within(1_000, Promise.resolve('yes'))).toBe('yes');
    await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('keeps no timer once it has answered, which would keep a process from ending', async () => {
    jest.useFakeTimers();
    await within(1_000, Promise.resolve('yes'));
    await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
});
