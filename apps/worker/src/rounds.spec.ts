import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Rounds } from './rounds.js';

/** Written by hand: the steps of a round, in order. */
const ROUND = [
  ...['catalogue', 'calendar', 'holidays', 'mornings', 'timers', 'notices'],
  ...['scans', 'orphans', 'housekeeping', 'erasing', 'retention', 'erased', 'heartbeat'],
];
const MINUTE = 60_000;

/** Fakes of the rooms that a worker calls; they record calls, and can be made to fail or wait. */
class FakeRooms {
  calls: string[] = [];
  fails = new Set<string>();
  waits = new Map<string, Promise<void>>();
  timers = {
    ...{ behind: false, start: () => void this.calls.push('start timers') },
    sweep: () => this.called('timers'),
  };
  notices = { behind: false, sweep: () => this.called('notices') };
  ended = () => new Promise<void>((resolve) => setImmediate(resolve));

  rounds(seconds = 60): Rounds {
    const one = (name: string, method: string) => ({ [method]: () => this.called(name) });
    return new Rounds(
      ...([
        ...[
          this.timers,
          this.notices,
          one('holidays', 'arm'),
          one('mornings', 'arm'),
          one('listen', 'listen'),
        ],
        ...[one('catalogue', 'refresh'), one('calendar', 'look')],
        ...[one('scans', 'sweep'), one('orphans', 'sweep')],
        ...[one('erasing', 'finishRestored'), one('erased', 'sweep')],
        one('retention', 'sweep'),
        { mark: (what: string) => this.called(what === 'sweep' ? 'heartbeat' : `wrong mark ${what}`) },
        ...[one('housekeeping', 'sweep'), { start: (role: string) => this.called(`watch ${role}`) }],
        ...[{ start: () => void this.calls.push('watchdog') }, { SWEEP_SECONDS: seconds }],
      ] as unknown as ConstructorParameters<typeof Rounds>),
    );
  }

  private async called(name: string): Promise<void> {
    this.calls.push(name);
    // so that endless rounds fail a test instead of never ending
    if (this.calls.length > 100) this.timers.behind = this.notices.behind = false;
    await this.waits.get(name);
    if (this.fails.has(name)) throw new Error(`${name} is broken`);
  }
}

describe('the rounds of a worker', () => {
  let rooms: FakeRooms;
  let rounds: Rounds;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    rooms = new FakeRooms();
    rounds = rooms.rounds();
  });
  afterEach(async () => {
    for (const name of rooms.waits.keys()) rooms.waits.delete(name);
    [rooms.timers.behind, rooms.notices.behind] = [false, false];
    await rounds.beforeApplicationShutdown();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  async function begin(): Promise<string[]> {
    await rounds.onApplicationBootstrap();
    await rooms.ended();
    const first = rooms.calls;
    rooms.calls = [];
    return first;
  }
  async function pass(ms: number): Promise<string[]> {
    rooms.calls = [];
    await jest.advanceTimersByTimeAsync(ms);
    await rooms.ended();
    return rooms.calls;
  }

  it('begin after handlers, trusted time and rings are started; the first round at once', async () => {
    expect(await begin()).toEqual(['start timers', 'watch worker', 'listen', 'watchdog', ...ROUND]);
  });

  it('run every minute, or as often as set, each complete and in order', async () => {
    await begin();
    expect(await pass(MINUTE - 1)).toEqual([]);
    expect(await pass(1)).toEqual(ROUND);
    expect(await pass(MINUTE)).toEqual(ROUND);
    await rounds.beforeApplicationShutdown();
    rounds = rooms.rounds(5);
    await begin();
    expect(await pass(4_999)).toEqual([]);
    expect(await pass(1)).toEqual(ROUND);
  });

  it('check for a new calendar and new promises in each round, before timers fire', async () => {
    await begin();
    const round = await pass(MINUTE);
    expect(round.indexOf('catalogue')).toBeLessThan(round.indexOf('calendar'));
    expect(round.indexOf('calendar')).toBeLessThan(round.indexOf('timers'));
    expect(round.indexOf('timers')).toBeLessThan(round.indexOf('notices'));
  });

  it.each(['catalogue', 'calendar', 'holidays', 'mornings', 'notices', 'housekeeping', 'heartbeat'])(
    'continue when %s fails, in the same round and the next',
    async (broken) => {
      rooms.fails.add(broken);
      expect((await begin()).slice(4)).toEqual(ROUND);
      expect(await pass(MINUTE)).toEqual(ROUND);
      expect(Logger.prototype.error).toHaveBeenCalledWith(
        expect.stringMatching(/^sweep of .* failed: Error: /),
      );
    },
  );

  it('write no heartbeat when the sweep of timers failed; the next successful round does', async () => {
    rooms.fails.add('timers');
    expect((await begin()).slice(4)).toEqual(ROUND.filter((name) => name !== 'heartbeat'));
    rooms.fails.clear();
    expect(await pass(MINUTE)).toEqual(ROUND);
  });

  it('never overlap, and do not queue up behind a slow one', async () => {
    let free = () => undefined as void;
    await begin();
    rooms.waits.set('notices', new Promise((resolve) => (free = resolve)));
    expect((await pass(MINUTE)).at(-1)).toBe('notices');
    expect(await pass(5 * MINUTE)).toEqual([]);
    rooms.waits.clear();
    rooms.calls = [];
    free();
    await rooms.ended();
    expect(rooms.calls).toEqual([
      'scans',
      'orphans',
      'housekeeping',
      'erasing',
      'retention',
      'erased',
      'heartbeat',
    ]);
    expect(await pass(MINUTE)).toEqual(ROUND);
  });

  it.each(['timers', 'notices'] as const)('continue at once while %s are behind', async (what) => {
    await begin();
    let times = 2;
    rooms[what].behind = true;
    rooms.notices.sweep = async () => {
      rooms.calls.push('notices');
      if (--times === 0) rooms[what].behind = false;
    };
    expect(await pass(MINUTE)).toEqual([...ROUND, ...ROUND]);
  });

  it('end with the current round at shutdown, even when behind', async () => {
    let free = () => undefined as void;
    await begin();
    rooms.timers.behind = true;
    rooms.waits.set('timers', new Promise((resolve) => (free = resolve)));
    await pass(MINUTE);
    let ended = false;
    const ending = rounds.beforeApplicationShutdown().then(() => void (ended = true));
    await rooms.ended();
    expect(ended).toBe(false);
    rooms.waits.clear();
    free();
    await ending;
    const after = rooms.calls.slice(rooms.calls.indexOf('timers'));
    expect(after).toEqual([
      'timers',
      'notices',
      'scans',
      'orphans',
      'housekeeping',
      'erasing',
      'retention',
      'erased',
      'heartbeat',
    ]);
    expect(await pass(10 * MINUTE)).toEqual([]);
  });

  it('do not begin when a kind of timer has no handler', async () => {
    rooms.timers.start = () => {
      throw new Error('no handler for timers of kind clock.due (cases)');
    };
    await expect(rounds.onApplicationBootstrap()).rejects.toThrow('no handler');
    expect(rooms.calls).toEqual([]);
  });
});
