import { describe, expect, it } from '@jest/globals';
import { Gauges, inSeconds } from './gauges.js';

describe('gauges', () => {
  it('are read from all rooms together', async () => {
    const gauges = new Gauges();
    gauges.offer(async () => ({ waiting: 3, oldest: null }));
    gauges.offer(async () => ({ failed: 0 }));
    expect(await gauges.read()).toEqual({ waiting: 3, oldest: null, failed: 0 });
  });

  it('have one owner each', async () => {
    const gauges = new Gauges();
    gauges.offer(async () => ({ waiting: 3 }));
    gauges.offer(async () => ({ waiting: 4 }));
    await expect(gauges.read()).rejects.toThrow('same name');
  });

  it('give ages in seconds', () =>
    expect([inSeconds(1_499), inSeconds(0), inSeconds(null)]).toEqual([1, 0, null]));
});
