import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pulse } from './pulse.js';

describe('a pulse', () => {
  let looks: number;
  let watchers: number;
  let takes: number;
  let pulse: Pulse;

  beforeEach(() => {
    void jest.useFakeTimers();
    [looks, watchers, takes] = [0, 1, 0];
    const look = async () => {
      looks++;
      if (takes > 0) await new Promise((resolve) => setTimeout(resolve, takes));
    };
    pulse = new Pulse(look, () => watchers > 0, 500);
  });
  afterEach(() => void jest.useRealTimers());
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('starts with the first user and stops with the last', async () => {
    await pass(10_000);
    expect(looks).toBe(0);
    pulse.wake();
    await pass(20 + 1_000);
    expect(looks).toBe(3);
    watchers = 0;
    await pass(10_000);
    expect([looks, jest.getTimerCount()]).toEqual([4, 0]);
    watchers = 1;
    pulse.wake();
    await pass(20);
    expect(looks).toBe(5);
  });

  it('runs once for all who come at the same moment', async () => {
    for (let n = 0; n < 1_000; n++) pulse.wake();
    await pass(20);
    expect(looks).toBe(1);
  });

  it('never runs twice at once, and soon again for those who came meanwhile', async () => {
    takes = 100;
    pulse.wake();
    await pass(50);
    pulse.wake();
    await pass(69);
    expect(looks).toBe(1);
    await pass(21);
    expect(looks).toBe(2);
  });

  it('pauses three times as long as a run took', async () => {
    takes = 1_000;
    pulse.wake();
    await pass(20 + 1_000 + 2_999);
    expect(looks).toBe(1);
    await pass(1);
    expect(looks).toBe(2);
  });
});
