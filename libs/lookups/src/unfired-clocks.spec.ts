import { describe, expect, it } from '@jest/globals';
import type { Reader } from '@app/platform';
import { unfiredClocks } from './unfired-clocks.js';

const NOW = 100;
const CLOCK = { organisationId: 'demo', unitId: 'demo.guidance', commitmentId: 'law.petition', warnAt: 50 };
const found = async (clock: object) => {
  const reader = { ask: async () => [{ ...CLOCK, ...clock }] } as unknown as Reader;
  const clocks = await unfiredClocks(reader, { organisationId: 'demo', units: 'ALL' }, NOW);
  return clocks.map(({ from, to }) => [from, to]);
};

describe('clocks whose timer is due', () => {
  it.each([
    ['ON_TRACK', 200, [['ON_TRACK', 'WARNING']]],
    ['WARNING', 100, [['WARNING', 'OVERDUE']]],
    ['WARNING', 200, []],
    ['OVERDUE', 90, []],
  ])('that were told as %s, due at %s, stand otherwise at 100: %j', async (standing, dueAt, moved) =>
    expect(await found({ state: 'RUNNING', standing, dueAt })).toEqual(moved),
  );

  it('do not include clocks that are paused, now or when last stored', async () => {
    expect(await found({ state: 'PAUSED', standing: 'ON_TRACK', dueAt: 90 })).toEqual([]);
    expect(await found({ state: 'RUNNING', standing: null, dueAt: 90 })).toEqual([]);
  });
});
