import type { NewestEvents } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { SetTime } from '@app/platform';
import { KeptNumbers } from './kept-numbers.js';

const NOON = Date.parse('2026-03-02T12:00:00+08:00');
const her = {
  ...{ kind: 'staff', id: 'wang', name: '王小明', organisationId: 'sme', unitId: 'sme.loans' },
  roles: ['CASE_HANDLER'],
} as StaffActor;

describe('numbers that stand on each page', () => {
  let mark: string;
  let time: SetTime;
  let kept: KeptNumbers;
  let counted: number;
  const count = () => Promise.resolve(++counted);
  const shown = (actor = her, what = 'bar') => kept.of(actor, what, count);

  beforeEach(() => {
    [mark, counted] = ['7', 0];
    time = new SetTime(NOON);
    kept = new KeptNumbers({ mark: () => Promise.resolve(mark) } as NewestEvents, time);
  });

  it('are counted once while nothing happens', async () => {
    expect([await shown(), await shown()]).toEqual([1, 1]);
  });

  it('are counted again as soon as something happened on a case', async () => {
    await shown();
    mark = '8';
    expect(await shown()).toBe(2);
    expect(await shown()).toBe(2);
  });

  it('are old at once when something happens while they are counted', async () => {
    await kept.of(her, 'bar', async () => {
      mark = '8';
      return count();
    });
    expect(await shown()).toBe(2);
  });

  it.each([2_999, 3_000, -3_000])('are kept for less than three seconds: %s ms later', async (later) => {
    await shown();
    time.set(NOON + later);
    expect(await shown()).toBe(later === 2_999 ? 1 : 2);
  });

  it.each<[string, Partial<StaffActor>]>([
    ['person', { id: 'lin' }],
    ['unit', { unitId: 'sme.guidance' }],
    ['agency', { organisationId: 'ida' }],
    ['role', { roles: ['UNIT_HEAD'] }],
  ])('are not those of another %s', async (_what, other) => {
    await shown();
    expect(await shown({ ...her, ...other })).toBe(2);
    expect(await shown()).toBe(1);
  });

  it('are told apart by what is counted', async () => {
    await shown();
    expect(await shown(her, 'queues')).toBe(2);
  });

  it('are counted again after a count that failed', async () => {
    await expect(kept.of(her, 'bar', () => Promise.reject(new Error('no database')))).rejects.toThrow(
      'no database',
    );
    expect(await shown()).toBe(1);
  });

  it('of as many people as wanted are counted, of the last 2,000 kept', async () => {
    await shown();
    for (let n = 0; n < 2_000; n++) await shown({ ...her, id: `other ${n}` });
    const before = counted;
    await shown();
    expect(counted).toBe(before + 1);
  });
});
