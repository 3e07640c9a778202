import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Doorbell, hours, minutes, Reader, Rings, UnitOfWork, type RingLater } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { DueTimers } from './due-timers.js';
import { TIMER_KINDS } from './kinds.js';
import { HORIZON_MS, RingAhead } from './ring-ahead.js';
import { TimerBook } from './timer-book.js';
import { TimerClaims } from './timer-claims.js';
import { Timer } from './timer.entity.js';
import { TimerRunner } from './timer-runner.js';

const KIND = 'survey.expires';

/** A fake doorbell that records its rings; `emptied`: as if Redis had been restarted. */
class FakeBell {
  there = true;
  emptied = false;
  takes = Infinity;
  rung: RingLater[] = [];
  again: [string, number][] = [];
  /** Whether all were taken when it had been emptied: Redis is then marked as complete. */
  complete: boolean | undefined;
  ready = async (again: () => Promise<boolean>) => {
    if (!this.there) return false;
    return this.emptied ? (this.complete = await again()) : true;
  };
  ringAll = async (rings: RingLater[]) => {
    if (this.takes-- <= 0) return false;
    this.rung.push(...rings);
    return true;
  };
  ring = ({ id }: { id: string }, delay: number) => void this.again.push([id, delay]);
}

describe.each(DATABASES)('ringing ahead, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let bell: FakeBell;
  let ahead: RingAhead;
  beforeAll(async () => void (desk = await startDesk({ postgres })), 60_000);
  beforeEach(async () => {
    await desk.get(UnitOfWork).run((manager) => manager.createQueryBuilder().delete().from(Timer).execute());
    desk.time.set(WEDNESDAY_MORNING);
    bell = new FakeBell();
    const [work, reader] = [desk.get(UnitOfWork), desk.get(Reader)];
    ahead = new RingAhead(work, reader, bell as unknown as Doorbell, desk.time);
  });
  afterAll(() => desk.close());

  const arm = (...inMs: number[]) =>
    desk.get(TimerBook).arm(
      inMs.map((ms) => ({
        ...{ kind: KIND, caseId: 'c', subjectId: String(ms), occurrence: 'x', dueAt: desk.time.now() + ms },
      })),
    );
  const rows = () =>
    desk
      .get(Reader)
      .repository(Timer)
      .find({ order: { dueAt: 'ASC' } });
  const delays = () => bell.rung.map(({ delayMs }) => delayMs);
  const noted = async () =>
    (await rows()).filter(({ rungAt }) => rungAt !== null).map(({ subjectId }) => subjectId);

  it('rings for timers due within a day, to the millisecond, nearest first, each once', async () => {
    expect(HORIZON_MS).toBe(hours(24));
    await arm(hours(24) + 1, hours(24), hours(2), minutes(11));
    await ahead.look();
    expect(delays()).toEqual([minutes(11), hours(2), hours(24)]);
    const [first] = await rows();
    expect(bell.rung[0]!.ring).toEqual({ kind: 'timer', id: first!.id, generation: 1 });
    expect(first!.rungAt).toBe(desk.time.now());
    bell.rung = [];
    await ahead.look();
    expect(delays()).toEqual([]);
    desk.time.forward(1);
    await ahead.look();
    expect(delays()).toEqual([hours(24)]);
  });

  it('does not ring for timers already due, fired or cancelled', async () => {
    await arm(hours(1), hours(2), hours(3));
    await desk.get(UnitOfWork).run(async (manager) => {
      await manager.update(Timer, { subjectId: String(hours(2)) }, { state: 'FIRED' });
      await manager.update(Timer, { subjectId: String(hours(3)) }, { state: 'CANCELLED' });
    });
    desk.time.forward(hours(1));
    await ahead.look();
    expect(delays()).toEqual([]);
  });

  it('rings again for all near timers after Redis was emptied', async () => {
    await arm(hours(1), hours(2));
    await ahead.look();
    bell.rung = [];
    bell.emptied = true;
    await ahead.look();
    expect([delays(), bell.complete]).toEqual([[hours(1), hours(2)], true]);
    bell.takes = 0;
    await ahead.look();
    expect(bell.complete).toBe(false);
  });

  it('marks no ring as sent that Redis did not accept: unavailable, or full after the first two hundred', async () => {
    await arm(...Array.from({ length: 250 }, (_, at) => hours(1) + at));
    bell.there = false;
    await ahead.look();
    expect([delays(), await noted()]).toEqual([[], []]);
    bell.there = true;
    bell.takes = 1;
    await ahead.look();
    expect([bell.rung.length, (await noted()).length]).toEqual([200, 200]);
    bell.takes = Infinity;
    await ahead.look();
    expect(bell.rung).toHaveLength(250);
    expect(await noted()).toHaveLength(250);
  });

  it('sends a ring that comes early again for the due time; one that comes late fires', async () => {
    const answers = new Map<string, (id: string, generation: number) => Promise<void>>();
    const rings = { answer: (kind: string, how: never) => void answers.set(kind, how) } as unknown as Rings;
    const [work, reader] = [desk.get(UnitOfWork), desk.get(Reader)];
    const claims = new TimerClaims(work, desk.time, desk.settings);
    const due = new DueTimers(reader, desk.time);
    const doorbell = bell as unknown as Doorbell;
    const runner = new TimerRunner(claims, due, ahead, reader, rings, doorbell, desk.time, desk.settings);
    const fired: string[] = [];
    for (const kind of Object.keys(TIMER_KINDS))
      runner.handle(kind as typeof KIND, async ({ subjectId }) => void fired.push(subjectId));
    runner.start();
    await arm(5_000, 400);
    const [near, far] = (await rows()) as [Timer, Timer];
    const ring = answers.get('timer')!;
    await ring(far.id, 1);
    await ring(near.id, 1);
    expect(bell.again).toEqual([
      [far.id, 5_000],
      [near.id, 1_000],
    ]);
    await ring(far.id, 2);
    await ring('no-such-id', 1);
    expect([bell.again.length, fired]).toEqual([2, []]);
    desk.time.forward(5_000);
    await ring(far.id, 1);
    await ring(far.id, 1);
    expect([bell.again.length, fired]).toEqual([2, ['5000']]);
  });
});
