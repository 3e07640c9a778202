import { SetTime, type Doorbell, type Reader, type Rings, type Settings } from '@app/platform';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { timerRow } from '../../../../test/support/timer-rows.js';
import type { DueTimer, DueTimers } from './due-timers.js';
import { TIMER_KINDS, type TimerKind } from './kinds.js';
import type { RingAhead } from './ring-ahead.js';
import type { Outcome, TimerClaims } from './timer-claims.js';
import type { Timer } from './timer.entity.js';
import { TimerRunner } from './timer-runner.js';

const NOW = 1_000_000_000;
const KINDS = Object.keys(TIMER_KINDS) as TimerKind[];

describe('what the worker does with timers', () => {
  /** Milliseconds of the process, which no clock moves. */
  let running: number;
  let time: SetTime;
  let batches: string[][];
  let dueAt: number | undefined;
  /** What the claim of a timer comes to; `fails`: its handler throws. */
  let outcomes: Record<string, Outcome | 'fails'>;
  let calls: string[];
  let rung: [number, number][];
  let ring: (id: string, generation: number) => Promise<void>;
  let runner: TimerRunner;

  const claim = async (id: string, act: (timer: Timer, now: number) => Promise<void>): Promise<Outcome> => {
    const outcome = outcomes[id] ?? 'fired';
    if (outcome === 'fails') throw new Error('cannot');
    if (outcome === 'fired') await act(timerRow({ id }), NOW);
    return outcome;
  };
  const claims = {
    take: async (id: string, _generation: number, careful: boolean, act: never) => {
      calls.push(`take ${id}`);
      return careful ? 'careful' : claim(id, act);
    },
    note: jest.fn(async (id: string) => {
      calls.push(`note ${id}`);
      return outcomes[id] === 'not-due' ? undefined : timerRow({ id });
    }),
    takeNoted: async ({ id }: Timer, act: never) => {
      calls.push(`take noted ${id}`);
      if (outcomes[id] === 'suspect') outcomes[id] = 'fired';
      return claim(id, act);
    },
    failed: jest.fn(async (id: string, _generation: number, noted: boolean) => {
      calls.push(`failed ${id}${noted ? ' noted' : ''}`);
    }),
  };

  beforeEach(() => {
    [running, time, batches, dueAt, outcomes, calls, rung] = [7, new SetTime(NOW), [], undefined, {}, [], []];
    jest.spyOn(performance, 'now').mockImplementation(() => running);
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const due = {
      batch: async (): Promise<DueTimer[]> => (batches.shift() ?? []).map((id) => ({ id, generation: 1 })),
      oldestAge: async () => 42,
    } as unknown as DueTimers;
    const ahead = { look: async () => void calls.push('look ahead') } as unknown as RingAhead;
    const reader = { row: async () => dueAt && { dueAt: String(dueAt) } } as unknown as Reader;
    const rings = { answer: (kind: string, how: never) => void (kind === 'timer' && (ring = how)) };
    const doorbell = {
      ring: ({ kind, id, generation }: Record<string, unknown>, wait: number, now: number) => {
        if (kind === 'timer' && id === 'a' && generation === 1) rung.push([wait, now]);
      },
    };
    runner = new TimerRunner(
      ...([claims as unknown as TimerClaims, due, ahead, reader, rings as unknown as Rings] as const),
      ...([doorbell as unknown as Doorbell, time, { SWEEP_SECONDS: 60 } as Settings] as const),
    );
    runner.handle('survey.expires', async ({ id }) => void calls.push(`act ${id}`));
  });
  afterEach(() => void jest.restoreAllMocks());

  const start = () => {
    for (const kind of KINDS) if (kind !== 'survey.expires') runner.handle(kind, async () => undefined);
    runner.start();
  };

  describe('by a sweep:', () => {
    it('fires one batch after the other until none is left, and looks ahead once', async () => {
      batches = [['a', 'b'], ['c']];
      expect(await runner.sweep()).toBe(3);
      expect(calls.filter((call) => call.startsWith('act')).toSorted()).toEqual(['act a', 'act b', 'act c']);
      expect([calls.filter((call) => call === 'look ahead').length, runner.behind]).toEqual([1, false]);
    });

    it('leaves a batch of which none could be fired to the next sweep', async () => {
      batches = [['a'], ['b']];
      outcomes = { a: 'not-due' };
      expect([await runner.sweep(), runner.behind]).toEqual([0, false]);
      expect(calls).toEqual(['take a', 'look ahead']);
    });

    it('is not behind before its first round, nor where nothing is due', async () => {
      expect(runner.behind).toBe(false);
      expect([await runner.sweep(), runner.behind, calls]).toEqual([0, false, ['look ahead']]);
    });

    it('begins no batch after ten seconds, and says that it is behind until it caught up', async () => {
      batches = [['a'], ['b'], ['c']];
      const act = async () => void (running += 5_000);
      runner = Object.assign(runner, { handlers: new Map([['survey.expires', act]]) });
      expect([await runner.sweep(), runner.behind]).toEqual([2, true]);
      expect([await runner.sweep(), runner.behind]).toEqual([1, false]);
    });

    it('fires nothing and looks at nothing while the time is not trusted', async () => {
      batches = [['a']];
      time.sane = false;
      expect([await runner.sweep(), await runner.fire('a', 1), calls]).toEqual([0, false, []]);
    });

    it('ends where the time is doubted meanwhile', async () => {
      batches = [['a'], ['b']];
      runner = Object.assign(runner, {
        handlers: new Map([['survey.expires', async () => void (time.sane = false)]]),
      });
      expect([await runner.sweep(), batches, calls]).toEqual([1, [['b']], ['take a']]);
    });
  });

  describe('of one that fails', () => {
    it('counts it, fires the others, and stays alive even if that cannot be stored', async () => {
      batches = [['a', 'b']];
      outcomes = { a: 'fails' };
      claims.failed.mockRejectedValueOnce(new Error('no database'));
      expect(await runner.sweep()).toBe(1);
      expect(claims.failed).toHaveBeenLastCalledWith('a', 1, false);
      expect(await runner.fire('a', 1)).toBe(false);
      expect(calls.slice(-2)).toEqual(['take a', 'failed a']);
    });

    it('does not count it twice where the attempt was recorded before', async () => {
      start();
      outcomes = { a: 'fails' };
      expect(await runner.fire('a', 1)).toBe(false);
      expect(calls).toEqual(['take a', 'note a', 'take noted a', 'failed a noted']);
    });

    it('records each attempt first, those that failed before one after the other', async () => {
      outcomes = { a: 'suspect', b: 'suspect' };
      expect(await Promise.all([runner.fire('a', 1), runner.fire('b', 1)])).toEqual([true, true]);
      expect(calls.filter((call) => !call.startsWith('take a') && !call.startsWith('take b'))).toEqual([
        ...['note a', 'take noted a', 'act a', 'note b', 'take noted b', 'act b'],
      ]);
    });

    it('does not count an attempt that could not be recorded, and does not act', async () => {
      start();
      claims.note.mockRejectedValueOnce(new Error('no database'));
      expect([await runner.fire('a', 1), calls]).toEqual([false, ['take a', 'failed a noted']]);
    });

    it('does not act where it must not run now', async () => {
      start();
      outcomes = { a: 'not-due' };
      expect([await runner.fire('a', 1), calls]).toEqual([false, ['take a', 'note a']]);
    });
  });

  it('after a start records attempts first, for 30 seconds', async () => {
    start();
    running += 29_999;
    expect(await runner.fire('a', 1)).toBe(true);
    running += 1;
    expect(await runner.fire('b', 1)).toBe(true);
    expect(calls).toEqual(['take a', 'note a', 'take noted a', 'act a', 'take b', 'act b']);
  });

  it('does not start with a kind that has no handler, nor take two for one', () => {
    const missing = KINDS.filter((kind) => kind !== 'survey.expires');
    const named = missing.map((kind) => `${kind} (${TIMER_KINDS[kind]})`).join(', ');
    expect(() => runner.start()).toThrow(`no handler for timers of kind ${named}`);
    expect(() => runner.handle('survey.expires', async () => undefined)).toThrow(
      'two handlers for timers of kind survey.expires',
    );
  });

  it('calls a timer late from more than two sweeps on', () => {
    const late = (by: number) => runner.lateness(timerRow({ id: 'a', dueAt: NOW }), NOW + by);
    expect([late(0), late(120_000), late(120_001)]).toEqual([
      ...[{}, {}, { lateMs: 120_001, trueDueAt: NOW }],
    ]);
  });

  it('knows how long it has fired none, and how late the oldest is', async () => {
    const idle = runner.idleMs();
    running += 500;
    expect(runner.idleMs()).toBe(idle + 500);
    await runner.fire('a', 1);
    expect(runner.idleMs()).toBe(0);
    running += 30;
    outcomes = { b: 'not-due' };
    await runner.fire('b', 1);
    expect([runner.idleMs(), await runner.oldestDueAge()]).toEqual([30, 42]);
  });

  describe('when it is rung for', () => {
    beforeEach(() => {
      start();
      running += 30_000;
    });

    it('fires it, and rings no more', async () => {
      dueAt = NOW + 5_000;
      await ring('a', 1);
      expect([calls, rung]).toEqual([['take a', 'act a'], []]);
    });

    it.each([
      ['when it falls due', NOW + 5_000, [[5_000, NOW]]],
      ['a second later at the earliest', NOW + 400, [[1_000, NOW]]],
      ['not again when it is due already', NOW, []],
      ['not again when it is gone', undefined, []],
    ])('too early is rung for %s', async (_when, at, again) => {
      outcomes = { a: 'not-due' };
      dueAt = at;
      await ring('a', 1);
      expect(rung).toEqual(again);
    });
  });
});
