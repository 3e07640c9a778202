import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TimeSource, Doorbell, minutes, Reader, Rings, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { BATCH, DueTimers } from './due-timers.js';
import { TIMER_KINDS, type TimerKind } from './kinds.js';
import { RingAhead } from './ring-ahead.js';
import { TimerBook } from './timer-book.js';
import { FAILURES_ALLOWED, TimerClaims } from './timer-claims.js';
import { Timer } from './timer.entity.js';
import { TimerRunner } from './timer-runner.js';

const KIND = 'survey.expires';

describe.each(DATABASES)('attempts to fire a timer, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let fired: string[];
  let fails: Set<string>;
  let claims: TimerClaims;
  let runner: TimerRunner;
  beforeAll(async () => void (desk = await startDesk({ postgres })), 60_000);
  beforeEach(async () => {
    await desk.get(UnitOfWork).run((manager) => manager.createQueryBuilder().delete().from(Timer).execute());
    desk.time.set(WEDNESDAY_MORNING);
    [fired, fails] = [[], new Set()];
    claims = new TimerClaims(desk.get(UnitOfWork), desk.time, desk.settings);
    runner = runnerWith(claims);
    runner.handle(KIND, async ({ subjectId }) => {
      if (fails.has(subjectId)) throw new Error('cannot');
      fired.push(subjectId);
    });
  });
  afterAll(() => desk.close());

  function runnerWith(made: TimerClaims, time: TimeSource = desk.time): TimerRunner {
    const [work, reader, doorbell] = [desk.get(UnitOfWork), desk.get(Reader), desk.get(Doorbell)];
    const ahead = new RingAhead(work, reader, doorbell, time);
    const rings = { answer: () => undefined } as unknown as Rings;
    return new TimerRunner(
      made,
      new DueTimers(reader, time),
      ahead,
      reader,
      rings,
      doorbell,
      time,
      desk.settings,
    );
  }
  const arm = (subjectId: string, dueAt = desk.time.now(), generation = 1) =>
    desk.get(TimerBook).arm([{ kind: KIND, caseId: 'c', subjectId, occurrence: 'x', dueAt, generation }]);
  const row = (subjectId: string) => desk.get(Reader).repository(Timer).findOneByOrFail({ subjectId });

  it('fire it once, at this moment, after which another may be armed in its place', async () => {
    await arm('a');
    const { id } = await row('a');
    expect(await runner.fire(id, 1)).toBe(true);
    expect(await row('a')).toMatchObject({
      state: 'FIRED',
      firedAt: desk.time.now(),
      failures: 0,
      liveKey: null,
    });
    expect([await runner.fire(id, 1), fired]).toEqual([false, ['a']]);
    await arm('a');
    expect(await runner.sweep()).toBe(1);
  });

  it('do nothing for an older or newer generation, before it is due, or after it was cancelled', async () => {
    await arm('a', desk.time.now(), 3);
    await arm('b', desk.time.now() + 1);
    const [a, b] = [await row('a'), await row('b')];
    for (const [id, generation] of [
      [a.id, 2],
      [a.id, 4],
      [b.id, 1],
      ['no-such-id', 1],
    ] as const)
      expect(await runner.fire(id, generation)).toBe(false);
    expect([await row('a'), await row('b')]).toEqual([a, b]);
    await desk.get(TimerBook).cancel('a', [KIND]);
    expect(await runner.fire(a.id, 3)).toBe(false);
    desk.time.forward(1);
    expect(await runner.fire(b.id, 1)).toBe(true);
    expect(fired).toEqual(['b']);
  });

  it('that fail are repeated after 0 s, 10 s, 1 min, 5 min, to the millisecond; the fifth failure quarantines it', async () => {
    await arm('a');
    fails.add('a');
    const { id } = await row('a');
    await runner.fire(id, 1);
    expect(await row('a')).toMatchObject({ state: 'ARMED', failures: 1, retryAt: desk.time.now() });
    for (const [failures, wait] of [
      [2, 10_000],
      [3, minutes(1)],
      [4, minutes(5)],
    ] as const) {
      await runner.fire(id, 1);
      expect(await row('a')).toMatchObject({ state: 'ARMED', failures, retryAt: desk.time.now() + wait });
      desk.time.forward(wait - 1);
      await runner.fire(id, 1);
      expect(await row('a')).toMatchObject({ failures });
      desk.time.forward(1);
    }
    await runner.fire(id, 1);
    expect(await row('a')).toMatchObject({ state: 'QUARANTINED', failures: 5, liveKey: null, firedAt: null });
    fails.clear();
    desk.time.forward(minutes(60));
    expect([await runner.fire(id, 1), await runner.sweep(), fired]).toEqual([false, 0, []]);
    expect(FAILURES_ALLOWED).toBe(5);
  });

  it('succeed after a failure, and the success is not counted as a failure', async () => {
    await arm('a');
    const { id } = await row('a');
    fails.add('a');
    for (let time = 0; time < 2; time++) await runner.fire(id, 1);
    fails.clear();
    expect(await runner.fire(id, 1)).toBe(false);
    desk.time.forward(10_000);
    expect(await runner.fire(id, 1)).toBe(true);
    expect(await row('a')).toMatchObject({ state: 'FIRED', failures: 2, firedAt: desk.time.now() });
  });

  it('are recorded first for a timer that failed before, and only for such a one', async () => {
    const note = jest.spyOn(claims, 'note');
    await Promise.all(['a', 'b'].map((subject) => arm(subject)));
    fails.add('a');
    await runner.sweep();
    const { id } = await row('a');
    expect(new Set(note.mock.calls.map(([noted]) => noted))).toEqual(new Set([id]));
    expect(fired).toEqual(['b']);
  });

  it('are all recorded first just after a start, so that a timer that kills the process is identified', async () => {
    const note = jest.spyOn(claims, 'note');
    for (const kind of Object.keys(TIMER_KINDS) as TimerKind[])
      if (kind !== KIND) runner.handle(kind, async () => undefined);
    runner.start();
    await arm('a');
    const { id } = await row('a');
    expect(await runner.fire(id, 1)).toBe(true);
    expect(note).toHaveBeenCalledTimes(1);
    expect(await row('a')).toMatchObject({ state: 'FIRED', failures: 0 });
  });

  it('that killed the process are repeated until the fifth failure, and no more', async () => {
    await arm('a');
    const { id } = await row('a');
    for (let death = 1; death <= 4; death++) {
      expect(await claims.note(id, 1)).toMatchObject({ failures: death });
      desk.time.forward(minutes(5));
    }
    expect(await runner.fire(id, 1)).toBe(true);
    expect(await row('a')).toMatchObject({ state: 'FIRED', failures: 4 });
  });

  it('recorded by one worker are left to another that replaced or tried the timer since', async () => {
    await arm('a');
    const { id } = await row('a');
    const noted = (await claims.note(id, 1))!;
    const act = async () => void fired.push('late');
    await desk.get(UnitOfWork).run((manager) => manager.update(Timer, { id }, { failures: 2 }));
    expect(await claims.takeNoted(noted, act)).toBe('not-due');
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Timer, { id }, { failures: 1, generation: 2 }));
    expect(await claims.takeNoted(noted, act)).toBe('not-due');
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Timer, { id }, { generation: 1, state: 'CANCELLED' }));
    expect(await claims.takeNoted(noted, act)).toBe('not-due');
    expect(fired).toEqual([]);
    await desk.get(UnitOfWork).run((manager) => manager.update(Timer, { id }, { state: 'ARMED' }));
    expect(await claims.takeNoted(noted, act)).toBe('fired');
    expect(await row('a')).toMatchObject({ state: 'FIRED', failures: 0 });
  });

  it('that fail do not delay other timers, and are not counted against them', async () => {
    await Promise.all(['a', 'b', 'c'].map((subject) => arm(subject)));
    fails.add('b');
    expect(await runner.sweep()).toBe(2);
    expect(fired.toSorted()).toEqual(['a', 'c']);
    expect(await row('a')).toMatchObject({ failures: 0 });
  });

  it('come in batches of the oldest; the last places of a full batch go to the newest', async () => {
    const due = new DueTimers(desk.get(Reader), desk.time);
    const names = async () => {
      const found = await due.batch();
      const rows = await desk.get(Reader).repository(Timer).find();
      const of = new Map(rows.map(({ id, subjectId }) => [id, Number(subjectId)]));
      return found.map(({ id }) => of.get(id)!);
    };
    const now = desk.time.now();
    const many = (from: number, to: number) =>
      desk.get(TimerBook).arm(
        Array.from({ length: to - from }, (_, at) => from + at).map((at) => ({
          ...{ kind: KIND, caseId: 'c', subjectId: String(at), occurrence: 'x', dueAt: now - 1_000 + at },
        })),
      );
    await many(0, BATCH - 1);
    expect(await names()).toEqual(Array.from({ length: BATCH - 1 }, (_, at) => at));
    await many(BATCH - 1, 400);
    const batch = await names();
    expect(batch.slice(0, 224)).toEqual(Array.from({ length: 224 }, (_, at) => at));
    expect(batch.slice(224)).toEqual(Array.from({ length: 32 }, (_, at) => 399 - at));
    expect(await due.oldestAge()).toBe(1_000);
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Timer, { subjectId: '0' }, { retryAt: now + 1 }));
    expect(await due.oldestAge()).toBe(999);
    await desk.get(UnitOfWork).run((manager) => manager.createQueryBuilder().delete().from(Timer).execute());
    await arm('future', now + 1);
    expect(await due.oldestAge()).toBeNull();
  });

  it('count as late from two sweeps after the due time on, not before', () => {
    const dueAt = desk.time.now();
    const two = 2 * desk.settings.SWEEP_SECONDS * 1_000;
    const lateness = (by: number) => runner.lateness({ dueAt } as Timer, dueAt + by);
    expect([lateness(0), lateness(two)]).toEqual([{}, {}]);
    expect(lateness(two + 1)).toEqual({ lateMs: two + 1, trueDueAt: dueAt });
  });

  it('need exactly one handler for each kind before the worker starts', () => {
    const fresh = runnerWith(claims);
    const kinds = Object.keys(TIMER_KINDS) as TimerKind[];
    for (const kind of kinds.slice(1)) fresh.handle(kind, async () => undefined);
    expect(() => fresh.start()).toThrow(
      `no handler for timers of kind ${kinds[0]} (${TIMER_KINDS[kinds[0]!]})`,
    );
    expect(() => fresh.handle(kinds[1]!, async () => undefined)).toThrow(
      `two handlers for timers of kind ${kinds[1]}`,
    );
    fresh.handle(kinds[0]!, async () => undefined);
    expect(() => fresh.start()).not.toThrow();
  });

  it('exist for these kinds, each of its room', () => {
    expect(TIMER_KINDS).toEqual({
      ...{ 'clock.rung': 'cases', 'clock.due': 'cases', 'clocks.recount': 'cases', 'case.closes': 'cases' },
      ...{ 'case.code-asked': 'cases', 'task.is-made': 'cases' },
      ...{ 'case.confirmation-lapses': 'cases', 'case.correction-lapses': 'cases' },
      ...{ 'survey.goes-out': 'satisfaction', 'survey.expires': 'satisfaction' },
      'notice.before-holiday': 'notices',
      ...{ 'morning.begins': 'morning', 'morning.list': 'morning', 'morning.sheet': 'morning' },
    });
  });
});
