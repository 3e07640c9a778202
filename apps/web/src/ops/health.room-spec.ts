import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { Notice } from '@app/notices';
import {
  CLOCK_DOUBTED,
  TimeSource,
  TimeWatch,
  Doorbell,
  Gauges,
  Heartbeats,
  HOST_CLOCK_OFF,
  minutes,
  UnitOfWork,
  WRITE_SOURCE,
} from '@app/platform';
import type { DataSource } from 'typeorm';
import { Office } from '../../../../test/support/office.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { startTestRedis, type TestRedis } from '../../../../test/support/redis.js';
import { Health } from './health.js';

const DUE = `INSERT INTO timer (id, kind, "caseId", "subjectId", occurrence, generation, "dueAt", state, failures)
  VALUES ('t', 'survey.expires', 'c', 's', 'x', 1, $DUE, '$STATE', 0)`;

describe('the health report', () => {
  let redis: TestRedis;
  let desk: TestDesk;
  let health: Health;
  beforeEach(async () => {
    redis = await startTestRedis();
    desk = await startDesk({ env: { REDIS_URL: redis.url } });
    health = new Health(
      desk.get(Gauges),
      desk.get(Heartbeats),
      desk.get(TimeWatch),
      desk.get(Doorbell),
      desk.get(Catalogue),
      desk.get(TimeSource),
      desk.settings,
    );
    await desk.get(Heartbeats).mark('sweep');
  });
  afterEach(async () => {
    await desk.close();
    await redis.stop();
  });
  const write = (sql: string) => desk.get(UnitOfWork).run((manager) => manager.query(sql));
  const timer = (age: number, state = 'ARMED') =>
    write(DUE.replace('$DUE', String(desk.time.now() - age)).replace('$STATE', state));

  it('has all figures when all is well', async () => {
    expect(await health.report()).toMatchObject({
      status: 'ok',
      troubles: [],
      database: true,
      workerSweepAge: 0,
      oldestDueTimerAge: null,
      oldestUnsentNoticeAge: null,
      outboxDepth: 0,
      timersQuarantined: 0,
      noticesPutAside: 0,
      clockSane: true,
      redis: { up: true, usedMemoryBytes: expect.any(Number), evicts: false },
      calendarEnds: '2027-12-31',
      promisesBeyondCalendar: [],
      freeDiskBytes: expect.any(Number),
    });
  });

  it.each([
    ['a timer due for three minutes', () => timer(minutes(3)), 'timers', { oldestDueTimerAge: 180 }],
    ['a quarantined timer', () => timer(0, 'QUARANTINED'), 'quarantine', { timersQuarantined: 1 }],
    [
      'a message quarantined',
      async () => {
        const { id: caseId } = await new Office(desk).open();
        const aside = { state: 'UNKNOWN' as const, interruptions: 5, nextAttemptAt: null };
        await desk.get(UnitOfWork).run((manager) => manager.update(Notice, { caseId }, aside));
      },
      'notices-put-aside',
      { noticesPutAside: 2, noticesFailed: 2 },
    ],
    ['a doubted clock', () => desk.get(Heartbeats).mark(CLOCK_DOUBTED), 'clock', { clockSane: false }],
    [
      'a host’s clock that is off',
      () => desk.get(Heartbeats).mark(HOST_CLOCK_OFF),
      'host-clock',
      { clockSane: true, hostClockSane: false },
    ],
    ['a silent worker', async () => desk.time.forward(minutes(3)), 'worker', { workerSweepAge: 180 }],
    ['Redis away', () => redis.kill(), 'redis', { redis: { up: false } }],
    [
      'a Redis that came to evict',
      () => redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru'),
      'redis-evicts',
      { redis: { up: true, evicts: true } },
    ],
    [
      'a calendar that will not reach',
      async () => {
        desk.time.set(Date.parse('2027-08-10T10:00:00+08:00'));
        await desk.get(Heartbeats).mark('sweep');
      },
      'calendar-ends',
      { calendarEnds: '2027-12-31', promisesBeyondCalendar: ['law.application'] },
    ],
  ])('%s: degraded', async (_what, happen, trouble, figures) => {
    await happen();
    expect(await health.report()).toMatchObject({ status: 'degraded', troubles: [trouble], ...figures });
  });

  it('is ok just below the limits of lateness', async () => {
    await timer(minutes(2));
    expect((await health.report()).status).toBe('ok');
  });

  it('is failed when the database does not answer, and is still returned', async () => {
    const source = desk.get<DataSource>(WRITE_SOURCE);
    await source.query('ALTER TABLE timer RENAME TO away');
    expect(await health.report()).toMatchObject({
      status: 'failed',
      troubles: ['database'],
      outboxDepth: null,
    });
    await source.query('ALTER TABLE away RENAME TO timer');
  });
});
