import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SetTime, type Reception, type Rings } from '@app/platform';
import type { TimerRunner } from '@app/sla/timers';
import { Watchdog } from './watchdog.js';

/** A receiver that never receives, unless set otherwise. */
class FakeReceiver {
  reception: Reception = 'lost';
  opened = 0;
  probe = async () => this.reception;
  reopen = async () => void this.opened++;
}

describe('the watchdog', () => {
  let receiver: FakeReceiver;
  let time: SetTime;
  let ended: number;
  let due: { age: number | null; idle: number };
  let dog: Watchdog;
  beforeEach(() => {
    [receiver, time, ended, due] = [new FakeReceiver(), new SetTime(0), 0, { age: null, idle: 0 }];
    const timers = { oldestDueAge: async () => due.age, idleMs: () => due.idle };
    dog = new Watchdog(receiver as unknown as Rings, timers as unknown as TimerRunner, time, () => ended++);
  });
  const look = async (times: number) => {
    for (let n = 0; n < times; n++) await dog.look();
  };

  it('reopens a lost receiver three times, then ends the process', async () => {
    await look(3);
    expect([receiver.opened, ended]).toEqual([3, 0]);
    await look(1);
    expect([receiver.opened, ended]).toEqual([3, 1]);
  });

  it('resets the count once the receiver works, not while that is unknown', async () => {
    await look(2);
    receiver.reception = 'unknown';
    await look(5);
    receiver.reception = 'lost';
    await look(1);
    expect([receiver.opened, ended]).toEqual([3, 0]);
    receiver.reception = 'receives';
    await look(1);
    receiver.reception = 'lost';
    await look(3);
    expect([receiver.opened, ended]).toEqual([6, 0]);
  });

  it('treats an unknown state neither as working nor as lost', async () => {
    await look(3);
    receiver.reception = 'unknown';
    await look(5);
    expect([receiver.opened, ended]).toEqual([3, 0]);
    receiver.reception = 'lost';
    await look(1);
    expect([receiver.opened, ended]).toEqual([3, 1]);
  });

  it('does nothing while Redis is unavailable', async () => {
    receiver.reception = 'away';
    await look(10);
    expect([receiver.opened, ended]).toEqual([0, 0]);
  });

  it.each([
    ['timers lie due and none fires', { age: 91_000, idle: 91_000 }, true, 1],
    ['they have just begun to lie too long', { age: 90_001, idle: 90_000 }, true, 1],
    ['they have not yet', { age: 90_000, idle: 90_000 }, true, 0],
    ['one fired less than 90 s ago', { age: 91_000, idle: 89_999 }, true, 0],
    ['a catch-up goes on', { age: 3_600_000, idle: 200 }, true, 0],
    ['nothing is due', { age: null, idle: 3_600_000 }, true, 0],
    ['the clock is doubted', { age: 91_000, idle: 91_000 }, false, 0],
  ])('when %s', async (_what, figures, sane, opened) => {
    receiver.reception = 'receives';
    due = figures;
    time.sane = sane;
    await look(1);
    expect(receiver.opened).toBe(opened);
  });

  it('checks every half minute from its start until it is closed', async () => {
    jest.useFakeTimers();
    try {
      const look = jest.spyOn(dog, 'look').mockResolvedValue();
      dog.start();
      jest.advanceTimersByTime(29_999);
      expect(look).not.toHaveBeenCalled();
      jest.advanceTimersByTime(1);
      jest.advanceTimersByTime(30_000);
      expect(look).toHaveBeenCalledTimes(2);
      dog.beforeApplicationShutdown();
      jest.advanceTimersByTime(300_000);
      expect(look).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('does not end the process because the database is unavailable', async () => {
    receiver.probe = async () => Promise.reject(new Error('no'));
    await look(10);
    expect(ended).toBe(0);
  });
});
