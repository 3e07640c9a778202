import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Keyring, minutes, SetTime, type HandOver, type Reader, type Rings } from '@app/platform';
import { Logger } from '@nestjs/common';
import type { Notice } from '../rows/notice.entity.js';
import type { Claim, NoticeClaims } from './notice-claims.js';
import type { NoticeOutbox } from './notice-outbox.js';
import { NoticeSender } from './notice-sender.js';
import type { Outbound } from './outbound.js';
import { NoticeUnmade } from './unmade.js';

const NOW = 1_000_000_000;
const LEASE = 30_000;
const ID = '00000000-0000-7000-8000-000000000000';
const ACCEPTED: HandOver = { state: 'ACCEPTED', providerId: 'p' };
const LATER: HandOver = { state: 'LATER', reason: 'full' };

const claimOf = (id: string): Claim => {
  const notice = { id, kind: 'k', channel: 'EMAIL', attempts: 1, createdAt: NOW, heldUntil: null };
  return { notices: [notice as Notice], message: { id, to: 'lin@example.test', text: '', label: '' } };
};

interface Made {
  batches?: string[][];
  /** Of the notices whose sender died. */
  interrupted?: string[];
  repeatable?: boolean;
  stored?: boolean;
}

/** A sender of notices that are there in batches; all are accepted unless a test says otherwise. */
function made({ batches = [], interrupted = [], repeatable = false, stored = true }: Made = {}) {
  const waiting = [...batches];
  const due = jest.fn(async (_most: number) =>
    (waiting.shift() ?? []).map((id) => ({ id, state: interrupted.includes(id) ? 'SENDING' : 'PENDING' })),
  );
  const claims = {
    leaseMs: LEASE,
    take: jest.fn(async (id: string): Promise<Claim | undefined> => claimOf(id)),
    finish: jest.fn(async (_claim: Claim, _change: object) => stored),
    renew: jest.fn(async (_claim: Claim) => {}),
    unmade: jest.fn(async (_error: NoticeUnmade) => {}),
  };
  const handOver = jest.fn(async (_notice: Notice, _message: unknown): Promise<HandOver> => ACCEPTED);
  const answer = jest.fn<Rings['answer']>();
  const sender = new NoticeSender(
    claims as unknown as NoticeClaims,
    { due } as unknown as NoticeOutbox,
    { handOver, transportOf: () => ({ repeatable }) } as unknown as Outbound,
    {} as Reader,
    { answer } as unknown as Rings,
    new SetTime(NOW),
    new Keyring('a secret of this spec, long enough'),
  );
  const taken = () => claims.take.mock.calls.map(([id]) => id);
  return { sender, claims, due, handOver, answer, taken };
}

let warnings: jest.SpiedFunction<Logger['warn']>;
let errors: jest.SpiedFunction<Logger['error']>;
beforeEach(() => {
  warnings = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  errors = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('a ring', () => {
  it('for a notice has it sent, before the ring is answered', async () => {
    const { sender, answer, claims } = made();
    sender.onModuleInit();
    const [kind, ringing] = answer.mock.calls[0]!;
    expect(kind).toBe('notice');
    await ringing('n', 0);
    expect(claims.finish).toHaveBeenCalledTimes(1);
    expect(claims.finish.mock.calls[0]![0]).toEqual(claimOf('n'));
  });
});

describe('one notice', () => {
  it('accepted by its gateway: stored so, and nothing to warn of', async () => {
    const { sender, claims, handOver } = made();
    expect(await sender.send(ID)).toBe(true);
    expect(handOver).toHaveBeenCalledWith(claimOf(ID).notices[0], claimOf(ID).message);
    expect(claims.finish.mock.calls[0]![1]).toMatchObject({ state: 'ACCEPTED', sentAt: NOW });
    expect(warnings).not.toHaveBeenCalled();
  });

  it('not accepted: stored so, and warned of with the reason', async () => {
    const { sender, claims, handOver } = made();
    handOver.mockResolvedValue(LATER);
    expect(await sender.send(ID)).toBe(false);
    const change = { state: 'PENDING', reason: 'full', nextAttemptAt: NOW + minutes(1) };
    expect(claims.finish.mock.calls[0]![1]).toMatchObject(change);
    expect(warnings.mock.calls).toEqual([[expect.stringContaining('full')]]);
  });

  it.each([
    [true, undefined],
    [false, true],
  ])('the outcome unknown, a repeat known as one %s: marked %s', async (repeatable, ambiguous) => {
    const { sender, claims, handOver } = made({ repeatable });
    handOver.mockResolvedValue({ state: 'UNSURE', reason: 'cut' });
    await sender.send(ID);
    expect((claims.finish.mock.calls[0]![1] as Partial<Notice>).ambiguous).toBe(ambiguous);
  });

  it('taken over by another sender meanwhile: warned of, though its gateway accepted it', async () => {
    const { sender } = made({ stored: false });
    expect(await sender.send(ID)).toBe(true);
    expect(warnings.mock.calls).toEqual([[expect.stringContaining('another sender took over')]]);
  });

  it('that another sender holds: nothing is done', async () => {
    const { sender, claims, handOver } = made();
    claims.take.mockResolvedValue(undefined);
    expect(await sender.send(ID)).toBe(false);
    expect(handOver).not.toHaveBeenCalled();
    expect(claims.finish).not.toHaveBeenCalled();
  });

  it('of which no message can be made: counted, and the others go on', async () => {
    const { sender, claims } = made();
    const unmade = new NoticeUnmade(claimOf(ID).notices, new TypeError('x'));
    claims.take.mockRejectedValue(unmade);
    expect(await sender.send(ID)).toBe(false);
    expect(claims.unmade.mock.calls).toEqual([[unmade]]);
    expect(errors).toHaveBeenCalledTimes(1);
  });

  it('whose failure could not be counted either: both are logged, and the others go on', async () => {
    const { sender, claims } = made();
    claims.take.mockRejectedValue(new NoticeUnmade([], 'text'));
    claims.unmade.mockRejectedValue(new Error('disk full'));
    expect(await sender.send(ID)).toBe(false);
    expect(errors.mock.calls).toEqual([
      [expect.stringContaining(ID)],
      [expect.stringContaining('disk full')],
    ]);
  });

  it('whose database failed: not counted as its own failure', async () => {
    const { sender, claims } = made();
    claims.take.mockRejectedValue(new Error('database locked'));
    expect(await sender.send(ID)).toBe(false);
    expect(claims.unmade).not.toHaveBeenCalled();
    expect(errors).toHaveBeenCalledTimes(1);
  });
});

describe('a slow gateway', () => {
  /** The gateway answers when it is told to. */
  function slow() {
    jest.useFakeTimers();
    const all = made();
    const { promise, resolve, reject } = Promise.withResolvers<HandOver>();
    all.handOver.mockReturnValue(promise);
    return { ...all, resolve, reject };
  }

  it('has the lease renewed three times in its length, also after a renewal failed', async () => {
    const { sender, claims, resolve } = slow();
    claims.renew.mockRejectedValueOnce(new Error('database locked'));
    const sending = sender.send(ID);
    await jest.advanceTimersByTimeAsync(LEASE / 3 - 1);
    expect(claims.renew).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(claims.renew.mock.calls).toEqual([[claimOf(ID)]]);
    await jest.advanceTimersByTimeAsync((LEASE / 3) * 5);
    expect(claims.renew).toHaveBeenCalledTimes(6);
    resolve(ACCEPTED);
    expect(await sending).toBe(true);
  });

  it.each(['answered', 'failed'])('no longer once it %s', async (end) => {
    const { sender, claims, resolve, reject } = slow();
    const sending = sender.send(ID);
    await jest.advanceTimersByTimeAsync(LEASE / 3);
    if (end === 'answered') resolve(ACCEPTED);
    else reject(new Error('x'));
    await sending;
    await jest.advanceTimersByTimeAsync(LEASE);
    expect(claims.renew).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a sweep', () => {
  it('sends batch after batch until none is due, and counts what was accepted', async () => {
    const { sender, due, taken, handOver } = made({ batches: [['a', 'b'], ['c']] });
    handOver.mockResolvedValueOnce(LATER);
    expect(await sender.sweep()).toBe(2);
    expect(taken()).toEqual(['a', 'b', 'c']);
    expect(due.mock.calls).toEqual([[200], [200], [200]]);
    expect(sender.behind).toBe(false);
  });

  it('ends with a batch of which none was accepted: the gateways are in trouble', async () => {
    const { sender, handOver, taken } = made({ batches: [['a', 'b'], ['c']] });
    handOver.mockResolvedValue(LATER);
    expect(await sender.sweep()).toBe(0);
    expect(taken()).toEqual(['a', 'b']);
    expect(sender.behind).toBe(false);
  });

  it('sends the interrupted ones first and one at a time, then three at once', async () => {
    const batches = [['a', 'x', 'b', 'c', 'y', 'd', 'e']];
    const { sender, handOver } = made({ batches, interrupted: ['x', 'y'] });
    const inFlight = new Set<string>();
    const seen: string[] = [];
    handOver.mockImplementation(async ({ id }) => {
      seen.push([...inFlight.add(id)].join(''));
      await new Promise(setImmediate);
      inFlight.delete(id);
      return ACCEPTED;
    });
    await sender.sweep();
    expect(seen.slice(0, 5)).toEqual(['x', 'y', 'a', 'ab', 'abc']);
    expect(Math.max(...seen.map(({ length }) => length))).toBe(3);
    expect(seen).toHaveLength(7);
  });

  it('of interrupted ones only sends these only', async () => {
    const { sender, taken } = made({ batches: [['x', 'y']], interrupted: ['x', 'y'] });
    expect(await sender.sweep()).toBe(2);
    expect(taken()).toEqual(['x', 'y']);
    expect(errors).not.toHaveBeenCalled();
  });
});

/** The gateway takes 40 ms for each; the interrupted ones go one after another. */
describe('the time that a sweep may take', () => {
  const ALL = ['a', 'b', 'c', 'd'];
  function timed(batches: string[][] = [ALL]) {
    let at = 7;
    jest.spyOn(performance, 'now').mockImplementation(() => at);
    const all = made({ batches, interrupted: ALL });
    all.handOver.mockImplementation(async () => {
      at += 40;
      return ACCEPTED;
    });
    return all;
  }

  it('begins none after it, and says that it left some behind', async () => {
    const { sender, taken, due } = timed();
    expect(sender.behind).toBe(false);
    expect(await sender.sweep(100)).toBe(3);
    expect(taken()).toEqual(['a', 'b', 'c']);
    expect(sender.behind).toBe(true);
    expect(due).toHaveBeenCalledTimes(1);
  });

  it('is up at its last millisecond', async () => {
    const { sender, taken } = timed();
    expect(await sender.sweep(80)).toBe(2);
    expect(taken()).toEqual(['a', 'b']);
    expect(sender.behind).toBe(true);
  });

  it('none at all: nothing is begun', async () => {
    const { sender, taken } = timed();
    expect(await sender.sweep(0)).toBe(0);
    expect(taken()).toEqual([]);
    expect(sender.behind).toBe(true);
  });

  it('twenty seconds, unless said otherwise', async () => {
    const many = Array.from({ length: 501 }, () => 'a');
    const { sender, taken } = timed([many]);
    expect(await sender.sweep()).toBe(500);
    expect(taken()).toHaveLength(500);
  });

  it('where nothing is due none was left behind, even if there is no time', async () => {
    const { sender } = timed([ALL, []]);
    await sender.sweep(0);
    expect(sender.behind).toBe(true);
    await sender.sweep(0);
    expect(sender.behind).toBe(false);
  });
});
