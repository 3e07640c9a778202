import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Catalogue } from '@app/catalogue';
import type { UnitOfWork } from '@app/platform';
import type { Timer, TimerRunner } from '@app/sla/timers';
import type { ClockBook } from '../clocks/clock-book.js';
import type { ClockRow } from '../clocks/clock.entity.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { ClockTimers } from './clock-timers.js';

const [NOW, DUE] = [2_000, 1_000];
const row = {
  id: 'k',
  unitId: 'demo.a',
  commitmentId: 'law.x',
  commitmentVersion: '1',
  dueDate: '2026-08-24',
  dueAt: DUE,
};
const LADDER = [
  { name: 'warn', to: ['CASE_HANDLER'] },
  { name: 'late', to: ['UNIT_HEAD'] },
];

describe('the event when a moment of a clock has come', () => {
  let said: EventDraft[];
  let armed: string[];
  /** The live rows returned at each query. */
  let found: Partial<ClockRow>[][];
  let ladder: object[] | undefined;
  let handlers: Map<string, (timer: Timer, now: number) => Promise<void>>;
  beforeEach(() => {
    [said, armed, found, ladder, handlers] = [[], [], [[row], [row]], LADDER, new Map()];
    const connection = {
      ...{ options: { type: 'better-sqlite3' }, logger: { logQuery: () => undefined } },
      getMetadata: () => ({
        tableName: 'clock',
        columns: Object.keys(row).map((name) => ({ propertyName: name, databaseName: name })),
      }),
      driver: { databaseConnection: { prepare: () => ({ reader: true, all: () => found.shift() ?? [] }) } },
    };
    new ClockTimers(
      {
        handle: (kind: string, handler: never) => handlers.set(kind, handler),
        lateness: () => ({ lateMs: 7 }),
      } as unknown as TimerRunner,
      {
        append: async (_context: unknown, drafts: EventDraft[]) => void said.push(...drafts),
      } as unknown as History,
      {
        armNext: async (_context: unknown, { id }: ClockRow, { occurrence }: Timer) =>
          void armed.push(`${id} after ${occurrence}`),
      } as unknown as ClockBook,
      { run: (work: (manager: unknown) => unknown) => work({ connection }) } as unknown as UnitOfWork,
      { enter: async (manager: unknown) => ({ manager, file: { id: 'c' } }) } as unknown as CaseAccess,
      { clock: () => ladder && { entry: { ladder } } } as unknown as Catalogue,
    ).onModuleInit();
  });

  const strike = (kind: 'clock.rung' | 'clock.due', occurrence: string, dueAt: number) =>
    handlers.get(kind)!(
      { kind, caseId: 'c', subjectId: 'k', generation: 1, occurrence, dueAt } as Timer,
      NOW,
    );
  const facts = (rung: string, to: string[], dueDate = '2026-08-24') => ({
    ...{ clockId: 'k', commitment: 'law.x', dueDate, unit: 'demo.a', rung, to, lateMs: 7 },
  });

  it.each([
    ['a rung before its due moment warns', 'clock.rung', 'warn', DUE - 1, 'WARNED', ['CASE_HANDLER']],
    ['a rung at its due moment chases', 'clock.rung', 'late', DUE, 'CHASED', ['UNIT_HEAD']],
    ['a rung after it chases', 'clock.rung', 'late', DUE + 1, 'CHASED', ['UNIT_HEAD']],
    ['at its due moment it breaks', 'clock.due', 'due', DUE, 'OVERDUE', []],
    ['a rung that the ladder no longer has tells no role', 'clock.rung', 'gone', DUE - 1, 'WARNED', []],
  ] as const)('%s', async (_what, kind, occurrence, dueAt, type, to) => {
    await strike(kind, occurrence, dueAt);
    expect(said).toMatchObject([{ type, at: NOW, facts: facts(occurrence, [...to]) }]);
    expect(armed).toEqual([`k after ${occurrence}`]);
  });

  it('names no role for a promise that no longer exists', async () => {
    ladder = undefined;
    await strike('clock.rung', 'warn', DUE - 1);
    expect(said).toMatchObject([{ type: 'WARNED', facts: { to: [] } }]);
  });

  it('has an empty date for a clock without a date', async () => {
    found = [[{ ...row, dueDate: null }], []];
    await strike('clock.due', 'due', DUE);
    expect(said).toMatchObject([{ facts: facts('due', [], '') }]);
  });

  it('is not appended for a clock that has ended or moved since', async () => {
    found = [];
    await strike('clock.rung', 'warn', DUE - 1);
    expect([said, armed]).toEqual([[], []]);
  });

  it('arms no timer for a clock that was counted again meanwhile', async () => {
    found = [[row]];
    await strike('clock.rung', 'warn', DUE - 1);
    expect([said.length, armed]).toEqual([1, []]);
  });
});
