import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import {
  TimeSource,
  Doorbell,
  Heartbeats,
  minutes,
  Reader,
  Rings,
  SystemTime,
  UnitOfWork,
} from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { startTestRedis, type TestRedis } from '../../../../test/support/redis.js';
import { DueTimers } from './due-timers.js';
import { RingAhead } from './ring-ahead.js';
import { TimerBook } from './timer-book.js';
import { TimerClaims } from './timer-claims.js';
import { TimerRunner } from './timer-runner.js';

// closing a receiver that stopped listening takes up to five seconds
jest.setTimeout(30_000);
const KIND = 'survey.expires';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function until(what: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('timed out: the condition did not become true');
    await pause(20);
  }
}

describe.each(DATABASES)('timers and their rings, on %s', (_name, postgres) => {
  let redis: TestRedis;
  let desk: TestDesk;
  let client: Redis;
  let runner: TimerRunner;
  let fired: string[];
  const time: TimeSource = new SystemTime();
  beforeEach(async () => {
    redis = await startTestRedis();
    desk = await startDesk({ postgres, env: { REDIS_URL: redis.url } });
    desk.time.set(time.now());
    client = new Redis(decodeURIComponent(new URL(redis.url).pathname));
    client.on('error', () => undefined);
    fired = [];
    const [work, reader, doorbell] = [desk.get(UnitOfWork), desk.get(Reader), desk.get(Doorbell)];
    const ahead = new RingAhead(work, reader, doorbell, time);
    const claims = new TimerClaims(work, time, desk.settings);
    const due = new DueTimers(reader, time);
    const rings = desk.get(Rings);
    runner = new TimerRunner(claims, due, ahead, reader, rings, doorbell, time, desk.settings);
    runner.handle(KIND, async ({ subjectId }) => void fired.push(subjectId));
    rings.answer('timer', async (id, generation) => void (await runner.fire(id, generation)));
    await rings.listen();
  });
  afterEach(async () => {
    client.disconnect();
    await desk.close();
    await redis.stop();
  });

  const arm = (subjectId: string, dueAt: number) =>
    desk.get(TimerBook).arm([{ kind: KIND, caseId: 'c', subjectId, occurrence: 'x', dueAt }]);
  const jobs = async () => (await client.keys('bull:rings:timer-*')).length;
  const rungRows = async () =>
    Number(
      (await desk.get(Reader).row<{ n: number }>('SELECT COUNT(*) AS n FROM timer WHERE "rungAt" > 0'))!.n,
    );

  it('rings at once for near timers, by the sweep for those due within a day, and for none later', async () => {
    await arm('near', time.now() + minutes(5));
    await until(async () => (await jobs()) === 1);
    await arm('today', time.now() + minutes(600));
    await arm('next-week', time.now() + minutes(10_000));
    await runner.sweep();
    expect([await jobs(), await rungRows()]).toEqual([2, 2]);
  });

  it('rings again for all near timers after FLUSHALL, and they fire on time', async () => {
    await arm('soon', time.now() + 3_000);
    await arm('later', time.now() + minutes(60));
    await runner.sweep();
    await client.flushall();
    expect(await jobs()).toBe(0);
    await runner.sweep();
    expect(await jobs()).toBe(2);
    await until(() => fired.length === 1);
    expect(fired).toEqual(['soon']);
  });

  it('fires by the sweep the timers whose rings Redis lost, and fires once when a ring comes twice', async () => {
    await arm('gone', time.now() + 500);
    await until(async () => (await jobs()) === 1);
    await client.flushall();
    await pause(600);
    expect(await runner.sweep()).toBe(1);
    desk.get(Doorbell).ring({ kind: 'timer', id: 'nobody', generation: 1 });
    await runner.sweep();
    expect(fired).toEqual(['gone']);
  });

  it('marks no ring as sent while Redis is unavailable, and rings when it is back', async () => {
    await redis.kill();
    await arm('today', time.now() + minutes(600));
    await runner.sweep();
    expect(await rungRows()).toBe(0);
    expect(await desk.get(Doorbell).state()).toEqual({
      ...{ up: false, usedMemoryBytes: null, evicts: false },
    });
    await redis.restart();
    await until(async () => {
      await runner.sweep();
      return (await rungRows()) === 1;
    });
    expect(await desk.get(Doorbell).state()).toMatchObject({ up: true, usedMemoryBytes: expect.any(Number) });
  });

  it('detects a receiver that no longer receives and replaces it', async () => {
    const rings = desk.get(Rings);
    expect(await rings.probe(0)).toBe('unknown');
    await until(async () => (await rings.probe()) === 'receives');
    await (rings as unknown as { worker: { pause(now: boolean): Promise<void> } }).worker.pause(true);
    await until(async () => (await rings.probe(0)) === 'lost');
    await rings.reopen();
    await until(async () => (await rings.probe()) === 'receives');
    await arm('heard', time.now() + 200);
    await until(() => fired.length === 1);
  });

  describe('with two workers', () => {
    let other: Rings;
    const pauseReceiver = (receiver: Rings) =>
      (receiver as unknown as { worker: { pause(now: boolean): Promise<void> } }).worker.pause(true);
    const receives = (receiver: Rings) => until(async () => (await receiver.probe()) === 'receives');
    beforeEach(async () => {
      other = new Rings(desk.settings);
      await other.listen();
    });
    afterEach(() => other.beforeApplicationShutdown());

    it('detects the one that no longer receives, and only that one, though the other receives for both', async () => {
      const rings = desk.get(Rings);
      for (let n = 0; n < 3; n++) await Promise.all([receives(rings), receives(other)]);
      await pauseReceiver(other);
      const heard = { one: new Set<string>(), other: new Set<string>() };
      await until(async () => {
        heard.one.add(await rings.probe());
        heard.other.add(await other.probe(1_000));
        return heard.other.has('lost');
      });
      await receives(rings);
      expect([...heard.one]).not.toContain('lost');
      await other.reopen();
      await Promise.all([receives(rings), receives(other)]);
    });
  });

  it('tells how long ago the last sweep was', async () => {
    expect(await desk.get(Heartbeats).age('sweep')).toBeNull();
    await desk.get(Heartbeats).mark('sweep');
    desk.time.forward(minutes(3));
    expect(await desk.get(Heartbeats).age('sweep')).toBe(minutes(3));
  });
});
