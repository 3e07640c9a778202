import { describe, expect, it } from '@jest/globals';
import type { Chase } from '../kinds/chase.js';
import { holdMs, isRungFor } from './chase-of.js';

const NOW = 1_000_000;
const WINDOW = 60_000;
const chase = (change: Partial<Chase> = {}): Chase => ({
  ...{ rung: { at: '-1wd' }, moment: NOW, late: false, occasion: 'x', dueAt: NOW + 300_000 },
  ...change,
});

describe('how long a chase waits for others to the same person', () => {
  it.each<[string, Partial<Chase>, number]>([
    ['the window', {}, WINDOW],
    ['not past due', { dueAt: NOW + 20_000 }, 20_000],
    ['due this moment: the window', { dueAt: NOW }, WINDOW],
    ['overdue: the window', { dueAt: NOW - 5 }, WINDOW],
    ['of a paused clock without a due date: the window', { dueAt: null }, WINDOW],
    ['at the due moment: not at all', { rung: { at: 'due' } }, 0],
    ['a rung for night as well: not at all', { rung: { at: '-1h', when: 'AT_ONCE' } }, 0],
  ])('%s', (_what, change, ms) => expect(holdMs(chase(change), NOW, WINDOW)).toBe(ms));

  it('what is said late waits for the sweep', () => {
    expect(isRungFor(chase())).toBe(true);
    expect(isRungFor(chase({ late: true }))).toBe(false);
  });
});
