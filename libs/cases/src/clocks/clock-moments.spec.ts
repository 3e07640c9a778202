import { describe, expect, it } from '@jest/globals';
import type { Clock, LadderMoment } from '@app/sla/clock';
import type { FoldableEvent } from './clock-events.js';
import { momentsOf, nextMoment, Said } from './clock-moments.js';
import { standingAt } from './clock-standing.js';
import type { ClockRow } from './clock.entity.js';

const DUE = 1_000;
const clock = { state: 'RUNNING', dueAt: DUE, dueDate: '2026-08-20' } as Clock;
const rung = (name: string, at: number) =>
  ({ rung: { name }, at, kind: 'WARNING' }) as unknown as LadderMoment;
const RUNGS = [rung('late', 1_500), rung('warn', 500), rung('at-due', DUE), rung('early', 100)];
const names = (of: Clock = clock) => momentsOf(of, RUNGS).map(({ name }) => name);
const said = (...events: [FoldableEvent['type'], object][]) =>
  new Said(
    'k',
    events.map(([type, facts], at) => ({ seq: at + 1, type, at, facts: { clockId: 'k', ...facts } })),
  );

describe('the moments of a clock', () => {
  it('are in time order; at the due instant the breach comes before the rungs', () => {
    expect(names()).toEqual(['early', 'warn', 'due', 'at-due', 'late']);
    expect(momentsOf(clock, RUNGS).map(({ kind }) => kind)).toEqual([
      ...['clock.rung', 'clock.rung', 'clock.due', 'clock.rung', 'clock.rung'],
    ]);
  });

  it.each([
    { state: 'PAUSED' },
    { state: 'ON_TIME' },
    { state: 'LATE' },
    { state: 'CANCELLED' },
    { dueAt: null },
  ])('are none with %j', (change) => expect(names({ ...clock, ...change } as Clock)).toEqual([]));

  it.each<[string, Said, string | undefined]>([
    ['nothing was said', said(), 'early'],
    ['it warned', said(['WARNED', { rung: 'early', dueDate: '2026-08-20' }]), 'warn'],
    ['it warned of another day', said(['WARNED', { rung: 'early', dueDate: '2026-08-19' }]), 'early'],
    [
      'another clock warned',
      said(['WARNED', { clockId: 'l', rung: 'early', dueDate: '2026-08-20' }]),
      'early',
    ],
    ['it broke on another day', said(['OVERDUE', { dueDate: '2026-08-19' }]), 'early'],
  ])('when %s, the next is %s', (_what, before, next) => {
    expect(nextMoment(clock, momentsOf(clock, RUNGS), before)?.name).toBe(next);
  });

  it('include a breach once in the life of a clock, a rung once for each due date', () => {
    const moments = momentsOf(clock, RUNGS).slice(2);
    const broken = ['OVERDUE', { dueDate: '2026-08-19' }] as const;
    expect(nextMoment(clock, moments, said([...broken]))?.name).toBe('at-due');
    const chased = ['CHASED', { rung: 'at-due', dueDate: '2026-08-20' }] as const;
    expect(nextMoment(clock, moments, said([...broken], [...chased]))?.name).toBe('late');
    const last = ['CHASED', { rung: 'late', dueDate: '2026-08-20' }] as const;
    expect(nextMoment(clock, moments, said([...broken], [...chased], [...last]))).toBeUndefined();
  });
});

describe('the standing of a clock', () => {
  const row = { state: 'RUNNING', dueAt: DUE, warnAt: 500 } as ClockRow;

  it.each<[number, Partial<ClockRow>, string | null]>([
    [499, {}, 'ON_TRACK'],
    [500, {}, 'WARNING'],
    [DUE - 1, {}, 'WARNING'],
    [DUE, {}, 'OVERDUE'],
    [DUE - 1, { warnAt: null }, 'ON_TRACK'],
    [DUE, { warnAt: null }, 'OVERDUE'],
    [DUE, { dueAt: null }, null],
    [DUE, { state: 'PAUSED' }, null],
    [DUE, { state: 'ON_TIME' }, null],
    [DUE, { state: 'LATE' }, null],
    [DUE, { state: 'CANCELLED' }, null],
  ])('at %s with %j: %s', (now, change, standing) => {
    expect(standingAt({ ...row, ...change }, now)).toBe(standing);
  });
});
