import { describe, expect, it } from '@jest/globals';
import type { Standing } from '@app/cases';
import type { Reader } from '@app/platform';
import { BoardCounts } from './board-counts.js';
import type { UnfiredClock } from './unfired-clocks.js';

const counted = (commitmentId: string, standing: Standing | 'KEPT', n: number) => ({
  ...{ commitmentId, unitId: 'demo.guidance', standing, n },
});
const board = (rows: object[], unfired: UnfiredClock[] = []) =>
  new BoardCounts({ ask: async () => rows } as unknown as Reader).of([], unfired, 0);

describe('the totals of a board', () => {
  it('are listed by promise: most overdue first, then most warnings', async () => {
    const { counts, ...totals } = await board([
      ...[
        counted('calm', 'ON_TRACK', 9),
        counted('warns', 'WARNING', 1),
        counted('warns more', 'WARNING', 4),
      ],
      ...[counted('late', 'OVERDUE', 1), counted('later', 'OVERDUE', 2), counted('late', 'WARNING', 8)],
      ...[counted('calm', 'KEPT', 3), counted('gone', 'ON_TRACK', 0)],
    ]);
    expect(counts.map((row) => [row.commitmentId, row.running, row.warning, row.overdue])).toEqual([
      ['later', 2, 0, 2],
      ['late', 9, 8, 1],
      ['warns more', 4, 4, 0],
      ['warns', 1, 1, 0],
      ['calm', 9, 0, 0],
    ]);
    expect(totals).toEqual({ running: 25, warning: 13, overdue: 3, kept: 3 });
  });

  it('count a clock by its standing now, also if its timer has not fired yet', async () => {
    const where = { id: '1', commitmentId: 'law.petition', unitId: 'demo.guidance' };
    const rows = [counted('law.petition', 'ON_TRACK', 2), counted('law.petition', 'WARNING', 1)];
    const unfired: UnfiredClock[] = [
      { ...where, from: 'ON_TRACK', to: 'WARNING' },
      { ...where, from: 'WARNING', to: 'OVERDUE' },
    ];
    expect(await board(rows, unfired)).toMatchObject({ running: 3, warning: 1, overdue: 1 });
  });
});
