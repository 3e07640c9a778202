import { describe, expect, it } from '@jest/globals';
import { SystemTime } from './time-source.js';
import { SetHost } from './set-host.js';
import { TrustedTime } from './trusted-time.js';

const START = Date.parse('2026-08-19T10:00:00+08:00');
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

describe('the trusted time', () => {
  const started = () => {
    const time = new TrustedTime();
    expect(time.observe(START, 0)).toBe('agrees');
    return time;
  };

  it('is not sane before the first reading', () => {
    expect(new TrustedTime().sane).toBe(false);
    expect(started().sane).toBe(true);
  });

  it('follows drift of up to 2 s between two looks', () => {
    const time = started();
    expect(time.observe(START + 12_000, 10_000)).toBe('agrees');
    expect(time.at(10_000)).toBe(START + 12_000);
  });

  it.each([HOUR, -HOUR, 3 * DAY, -DAY, 3_653 * DAY, 2_001, -2_001])(
    'doubts a jump of %d ms and continues as before',
    (jump) => {
      const time = started();
      expect(time.observe(START + 10_000 + jump, 10_000)).toBe('doubted');
      expect(time.sane).toBe(false);
      expect(time.at(10_000)).toBe(START + 10_000);
      expect(time.offMs).toBe(jump);
    },
  );

  it('is sane again at once when the clock is back', () => {
    const time = started();
    time.observe(START + 10_000 + HOUR, 10_000);
    expect(time.observe(START + 20_000, 20_000)).toBe('agrees');
    expect(time.sane).toBe(true);
  });

  it('accepts a jump back after a minute, and a jump ahead after as long as its size', () => {
    const back = started();
    back.observe(START - HOUR, 0);
    expect(back.observe(START - HOUR + 59_000, 59_000)).toBe('doubted');
    expect(back.observe(START - HOUR + MINUTE, MINUTE)).toBe('believed');
    const ahead = started();
    ahead.observe(START + HOUR, 0);
    expect(ahead.observe(START + HOUR + 59 * MINUTE, 59 * MINUTE)).toBe('doubted');
    expect(ahead.observe(START + 2 * HOUR, HOUR)).toBe('believed');
    expect(ahead.at(HOUR)).toBe(START + 2 * HOUR);
  });

  it('waits again from the start when the clock jumps again', () => {
    const time = started();
    time.observe(START - HOUR, 0);
    time.observe(START - 2 * HOUR + 50_000, 50_000);
    expect(time.observe(START - 2 * HOUR + MINUTE, MINUTE)).toBe('doubted');
  });
});

describe('the clock of a process', () => {
  it('is the host’s until it is set, and follows monotonic time afterwards', () => {
    const host = new SetHost(START);
    const time = new SystemTime(host);
    expect(time.now()).toBe(host.wall());
    time.steer(START, true);
    host.jump(HOUR);
    host.pass(5);
    expect([time.now(), time.sane]).toEqual([START + 5, true]);
  });
});
