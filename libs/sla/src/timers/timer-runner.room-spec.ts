import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  TimeWatch,
  days,
  Doorbell,
  Heartbeats,
  hours,
  minutes,
  Reader,
  Rings,
  SetHost,
  SystemTime,
  UnitOfWork,
  type TimeSource,
} from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { DueTimers } from './due-timers.js';
import { RingAhead } from './ring-ahead.js';
import { TimerBook } from './timer-book.js';
import { TimerClaims } from './timer-claims.js';
import { Timer } from './timer.entity.js';
import { TimerRunner, type TimerHandler } from './timer-runner.js';

const KIND = 'survey.expires';

describe.each(DATABASES)('timers on %s', (_name, postgres) => {
  let desk: TestDesk;
  let fired: string[];
  beforeEach(async () => {
    desk = await startDesk({ postgres });
    fired = [];
  });
  afterEach(() => desk.close());

  const record: TimerHandler = async ({ subjectId }) => void fired.push(subjectId);

  function runner(handler: TimerHandler = record, time: TimeSource = desk.time): TimerRunner {
    const [work, reader, doorbell] = [desk.get(UnitOfWork), desk.get(Reader), desk.get(Doorbell)];
    const ahead = new RingAhead(work, reader, doorbell, time);
    const claims = new TimerClaims(work, time, desk.settings);
    const due = new DueTimers(reader, time);
    const made = new TimerRunner(claims, due, ahead, reader, desk.get(Rings), doorbell, time, desk.settings);
    made.handle(KIND, handler);
    return made;
  }
  const arm = (subjectId: string, dueAt: number) =>
    desk.get(TimerBook).arm([{ kind: KIND, caseId: 'c', subjectId, occurrence: 'x', dueAt }]);
  const armMany = (n: number, dueAt: (index: number) => number) =>
    desk.get(TimerBook).arm(
      Array.from({ length: n }, (_, index) => ({
        kind: KIND,
        caseId: 'c',
        subjectId: String(index).padStart(5, '0'),
        occurrence: 'x',
        dueAt: dueAt(index),
      })),
    );
  const rowOf = (subjectId: string) => desk.get(Reader).repository(Timer).findOneByOrFail({ subjectId });

  it('fires each timer once with four runners at once, by sweep and by ring', async () => {
    const now = desk.time.now();
    await armMany(400, (index) => now - index);
    const rows = await desk.get(Reader).rows<Timer>('SELECT id, generation FROM timer');
    const four = Array.from({ length: 4 }, () => runner());
    const byRing = rows.slice(0, 100).map(({ id, generation }) => four[0]!.fire(id, generation));
    const counts = await Promise.all(four.map((each) => each.sweep()));
    const rung = (await Promise.all(byRing)).filter(Boolean).length;
    expect(counts.reduce((sum, count) => sum + count, rung)).toBe(400);
    expect(new Set(fired).size).toBe(400);
    expect(fired).toHaveLength(400);
  });

  it('fires none early, and due ones to the millisecond', async () => {
    await arm('due', desk.time.now());
    await arm('early', desk.time.now() + 1);
    expect(await runner().sweep()).toBe(1);
    expect(fired).toEqual(['due']);
  });

  it('catches up oldest first, and lets the newest through while it does', async () => {
    const now = desk.time.now();
    await armMany(600, (index) => now - hours(2) + index);
    expect(await runner().sweep()).toBe(600);
    const place = (index: number) => fired.indexOf(String(index).padStart(5, '0'));
    expect(place(0)).toBeLessThan(40);
    expect(place(100)).toBeLessThan(place(300));
    expect(place(599)).toBeLessThan(300);
  });

  it('reports how late a timer fired from two sweeps on', async () => {
    const late = { dueAt: WEDNESDAY_MORNING } as Timer;
    expect(runner().lateness(late, WEDNESDAY_MORNING + minutes(2))).toEqual({});
    expect(runner().lateness(late, WEDNESDAY_MORNING + hours(9))).toEqual({
      lateMs: hours(9),
      trueDueAt: WEDNESDAY_MORNING,
    });
  });

  it('delays a failing timer more each time, quarantines it after five failures, and fires the others', async () => {
    await arm('poison', desk.time.now() - 1_000);
    await armMany(50, () => desk.time.now());
    const broken = runner(async (timer, now) => {
      if (timer.subjectId === 'poison') throw new Error('cannot');
      await record(timer, now);
    });
    expect(await broken.sweep()).toBe(50);
    const seen: [string, number][] = [];
    for (const wait of [0, 1, 5, 15].map(minutes)) {
      desk.time.forward(wait);
      await broken.sweep();
      const { state, failures } = await rowOf('poison');
      seen.push([state, failures]);
    }
    expect(seen.at(-1)).toEqual(['QUARANTINED', 5]);
    expect(seen.slice(0, -1).every(([state]) => state === 'ARMED')).toBe(true);
    expect((await rowOf('poison')).liveKey).toBeNull();
    expect(fired).toHaveLength(50);
  });

  it('counts attempts that killed the process: quarantined after five, no other timer is counted as failed', async () => {
    await arm('killer', desk.time.now() - 1_000);
    await arm('innocent', desk.time.now());
    const { id, generation } = await rowOf('killer');
    const claims = new TimerClaims(desk.get(UnitOfWork), desk.time, desk.settings);
    for (let death = 1; death <= 5; death++) {
      expect(await claims.note(id, generation)).toMatchObject({ failures: death }); // and here the process ends
      desk.time.forward(minutes(15));
    }
    expect(await runner().sweep()).toBe(1);
    expect([await rowOf('killer'), fired]).toMatchObject([{ state: 'QUARANTINED' }, ['innocent']]);
    expect(await rowOf('innocent')).toMatchObject({ state: 'FIRED', failures: 0 });
  });

  it('a quarantined timer does not block the next generation', async () => {
    const now = desk.time.now();
    await arm('s', now);
    await desk.get(UnitOfWork).run((manager) => manager.update(Timer, { subjectId: 's' }, { failures: 5 }));
    await runner().sweep();
    const next = { kind: KIND, caseId: 'c', subjectId: 's', occurrence: 'x', dueAt: now } as const;
    await desk.get(TimerBook).replace('s', [KIND], [next]);
    expect(await runner().sweep()).toBe(1);
  });

  it('a handler that fails leaves nothing behind', async () => {
    await arm('half', desk.time.now());
    const half = runner(async () => {
      await arm('trace', desk.time.now() + days(1));
      throw new Error('half way');
    });
    await half.sweep();
    expect(await rowOf('half')).toMatchObject({ state: 'ARMED', failures: 1, firedAt: null });
    expect(await desk.get(Reader).repository(Timer).countBy({ subjectId: 'trace' })).toBe(0);
  });

  it('the sweep is answered from the index alone', async () => {
    await armMany(300, (index) => desk.time.now() + days(1) + index);
    const sql = `SELECT id, generation FROM timer WHERE state = 'ARMED' AND "dueAt" <= 5 AND ("retryAt" IS NULL OR "retryAt" <= 5) ORDER BY "dueAt" LIMIT 256`;
    const plan = postgres
      ? await desk.get(UnitOfWork).run(async (manager) => {
          await manager.query('SET LOCAL enable_seqscan = off');
          await manager.query('SET LOCAL enable_bitmapscan = off');
          return manager.query(`EXPLAIN ${sql}`);
        })
      : await desk.get(Reader).rows(`EXPLAIN QUERY PLAN ${sql}`);
    expect(JSON.stringify(plan)).toMatch(
      /(COVERING INDEX|Index Only Scan using \S*)[ "\\]*ix_timer_dueAt_retryAt_rungAt_generation_id/,
    );
  });

  describe('when the clock jumps', () => {
    let host: SetHost;
    let time: SystemTime;
    let watch: TimeWatch;
    beforeEach(() => {
      host = new SetHost(Date.now());
      time = new SystemTime(host);
      // on SQLite the host's clock counts; on PostgreSQL the server's, whatever the host's does
      const heartbeats = new Heartbeats(desk.get(UnitOfWork), desk.get(Reader), time, host);
      watch = new TimeWatch(time, heartbeats, desk.get(Reader), desk.settings, host);
    });

    it.each([hours(1), -hours(1), days(3), -days(1), days(3_653)])(
      'by %d ms: fires none early, no burst, and on time again when it is back',
      async (jump) => {
        await watch.look();
        const one = runner(record, time);
        await arm('now', time.now());
        await armMany(100, (index) => time.now() + minutes(30) + index * minutes(30));
        expect(await one.sweep()).toBe(1);
        host.jump(jump);
        expect(await one.sweep()).toBe(0);
        await watch.look();
        expect([await one.sweep(), time.sane]).toEqual([0, postgres]);
        await arm('due-meanwhile', time.now());
        expect(await one.sweep()).toBe(postgres ? 1 : 0);
        host.jump(-jump);
        await watch.look();
        expect([await one.sweep(), time.sane]).toEqual([postgres ? 0 : 1, true]);
        expect(fired).toEqual(['now', 'due-meanwhile']);
      },
    );
  });

  it('a process whose time differs from that of a live one is not trusted; alone it is', async () => {
    const now = Date.now();
    const process = (wall: number) => {
      const host = new SetHost(wall);
      const time = new SystemTime(host);
      const beats = new Heartbeats(desk.get(UnitOfWork), desk.get(Reader), time, host);
      return {
        host,
        time,
        beats,
        watch: new TimeWatch(time, beats, desk.get(Reader), desk.settings, host),
      };
    };
    const first = process(now);
    await first.watch.look();
    await first.beats.beat('web');
    const other = process(now + hours(1));
    await other.watch.look();
    // on PostgreSQL both use the server's time
    expect(other.time.sane).toBe(postgres);
    await first.beats.leave();
    await other.watch.look();
    expect(other.time.sane).toBe(true);
  });

  it('keeps one row for each live process', async () => {
    const host = new SetHost(Date.now());
    const beats = new Heartbeats(desk.get(UnitOfWork), desk.get(Reader), desk.time, host);
    await beats.beat('worker');
    await beats.beat('worker');
    desk.time.forward(minutes(11));
    const fresh = new Heartbeats(desk.get(UnitOfWork), desk.get(Reader), desk.time, host);
    await fresh.beat('worker');
    expect(await desk.get(Reader).rows(`SELECT id FROM heartbeat WHERE role = 'worker'`)).toHaveLength(1);
  });
});
