import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '@app/catalogue';
import type { BoardSheet } from '@app/lookups';
import { namesDemonstration, sheetParts } from './sheet-parts.js';

const NONE = { cases: [], next: null, hits: null, queue: 'untouched' };
const ROW = { caseNumber: 'DEMO-1150819-00042-7', unitId: 'demo.guidance', commitmentId: null, left: null };
const EMPTY = {
  ...{ at: 0, broken: [], today: [], untouched: NONE, approval: NONE, chases: [], tasks: [], away: [] },
  ...{
    people: [],
    numbers: { broken: 1, today: 2, untouched: 3, approval: 4, chases: 5, tasks: 6, away: 7 },
  },
} as unknown as BoardSheet;
const catalogue = { commitment: () => undefined } as unknown as Catalogue;
const with_ = (change: object) => ({ ...EMPTY, ...change }) as BoardSheet;

describe('the parts of a morning sheet in its mail', () => {
  it('have each its own number', () => {
    const counts = Object.entries(sheetParts(EMPTY, catalogue)).map(([part, { count }]) => [part, count]);
    expect(Object.fromEntries(counts)).toEqual(EMPTY.numbers);
  });

  it('name ten rows at most, with case number and unit', () => {
    const sheet = with_({ today: Array.from({ length: 12 }, () => ROW) });
    const { rows } = sheetParts(sheet, catalogue).today;
    expect(rows).toEqual(Array(10).fill({ caseNumber: ROW.caseNumber, unit: ROW.unitId }));
  });

  it.each<[string, (row: object) => object]>([
    ['broken', (row) => ({ broken: [row] })],
    ['today', (row) => ({ today: [row] })],
    ['untouched', (row) => ({ untouched: { ...NONE, cases: [row] } })],
    ['approval', (row) => ({ approval: { ...NONE, cases: [row] } })],
  ])('a case of the demonstration in %s keeps the mail from a real gateway', (_part, change) => {
    expect(namesDemonstration(with_(change({ ...ROW, origin: 'WEB' })))).toBe(false);
    expect(namesDemonstration(with_(change({ ...ROW, origin: 'DEMONSTRATION' })))).toBe(true);
  });
});
