import { describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { countClocks, type ClockChange } from './clock-counts.js';
import type { ClockRow } from './clock.entity.js';

const row = (more: Partial<ClockRow> = {}): ClockRow =>
  ({
    ...{
      id: '0000000f',
      caseId: '00000001',
      organisationId: 'demo',
      ownerUnitId: 'demo.a',
      unitId: 'demo.b',
    },
    ...{ commitmentId: 'law.x', state: 'RUNNING', standing: 'ON_TRACK', endedAt: null, ...more },
  }) as ClockRow;

/** The rows that one call writes: `day|…|standing|slot n`. */
async function counted(...changes: ClockChange[]): Promise<string[]> {
  const asked: unknown[][] = [];
  const master = { query: ({ values }: { values: unknown[] }) => ({ rows: [asked.push(values)] }) };
  const connection = {
    ...{ options: { type: 'postgres' }, driver: { master }, logger: { logQuery: () => undefined } },
  };
  await countClocks({ connection } as unknown as EntityManager, changes);
  expect(asked.length).toBeLessThan(2);
  const [values = []] = asked;
  return Array.from({ length: values.length / 8 }, (_, at) => values.slice(8 * at, 8 * at + 8)).map(
    (one) => `${one.slice(0, 7).join('|')} ${String(one[7])}`,
  );
}

describe('the counts of clocks by standing', () => {
  it('a new clock counts one', async () =>
    expect(await counted({ after: row() })).toEqual(['|demo|demo.a|demo.b|law.x|ON_TRACK|1 1']));

  it('a changed standing subtracts from the old count and adds to the new', async () => {
    const change = { before: row(), after: row({ standing: 'WARNING' }) };
    expect(await counted(change)).toEqual([
      '|demo|demo.a|demo.b|law.x|ON_TRACK|1 -1',
      '|demo|demo.a|demo.b|law.x|WARNING|1 1',
    ]);
  });

  it('an unchanged standing writes nothing', async () => {
    expect(await counted({ before: row(), after: row() })).toEqual([]);
    const moved = [
      { before: row(), after: row({ unitId: 'demo.c' }) },
      { before: row({ unitId: 'demo.c' }), after: row() },
    ];
    expect(await counted(...moved)).toEqual([]);
    expect(await counted()).toEqual([]);
  });

  it('of several only changed counts are written, always in the same order', async () => {
    const units = ['demo.z', 'demo.m', 'demo.a', 'demo.q'];
    const fresh = units.map((unitId) => ({ after: row({ unitId }) }));
    const written = ['a', 'm', 'q', 'z'].map((unit) => `|demo|demo.a|demo.${unit}|law.x|ON_TRACK|1 1`);
    expect(await counted(...fresh, { before: row(), after: row() })).toEqual(written);
    expect(await counted(...fresh.toReversed())).toEqual(written);
  });

  it('what ended in time is counted by its day in Taipei; paused, late and cancelled ones nowhere', async () => {
    const kept = { state: 'ON_TIME', standing: null, endedAt: Date.parse('2026-08-19T16:00:00Z') } as const;
    expect(await counted({ after: row(kept) })).toEqual(['2026-08-20|demo|demo.a|demo.b|law.x|KEPT|1 1']);
    for (const state of ['PAUSED', 'LATE', 'CANCELLED'] as const)
      expect(await counted({ after: row({ state, standing: null, endedAt: 1 }) })).toEqual([]);
  });

  it.each([
    ['00000004', 0],
    ['4000000b', 3],
    ['1000000a', 2],
    ['1000000-', 0],
  ])('is spread over four rows by the last sign of the case: %s in %s', async (caseId, slot) =>
    expect(await counted({ after: row({ caseId }) })).toEqual([
      `|demo|demo.a|demo.b|law.x|ON_TRACK|${slot} 1`,
    ]),
  );

  it('or by the clock itself, where it has no case', async () =>
    expect((await counted({ after: row({ caseId: null, id: '0000000e' }) }))[0]).toMatch(/\|2 1$/));
});
