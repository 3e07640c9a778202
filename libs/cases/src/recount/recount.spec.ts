import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Catalogue } from '@app/catalogue';
import { SetTime, type Reader, type UnitOfWork } from '@app/platform';
import { CalendarRangeError } from '@app/sla/clock';
import type { Timer, TimerBook, TimerRunner } from '@app/sla/timers';
import type { ClockBook } from '../clocks/clock-book.js';
import { ClockRow } from '../clocks/clock.entity.js';
import type { Corrections } from '../clocks/corrections.js';
import type { CountedClocks } from '../clocks/counted-clocks.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { Recount } from './recount.js';

const clock = { commitmentId: 'law.x', subjectId: '', occurrence: 1, dueAt: 2, dueDate: '2026-08-21' };
const row = { ...clock, id: 'k', dueAt: 1, dueDate: '2026-08-20', endedAt: null as number | null };

describe('a case whose clocks are counted again', () => {
  let said: EventDraft[];
  let projected: number;
  let stored: object[];
  let counted: () => object[];
  let live: object[];
  let countedBy: string | undefined;
  let recount: Recount;
  let slice: (timer: Timer) => Promise<void>;
  beforeEach(() => {
    [said, projected, stored, counted, live, countedBy] = [[], 0, [row], () => [{ clock }], [], 'before'];
    const answerTo = (sql: string) =>
      sql.startsWith('INSERT INTO installation')
        ? [{ key: 'counted-by' }]
        : sql.includes('"clock"')
          ? stored
          : [];
    const connection = {
      ...{ options: { type: 'better-sqlite3' }, logger: { logQuery: () => undefined } },
      getMetadata: (entity: unknown) => ({
        tableName: entity === ClockRow ? 'clock' : 'history_event',
        columns: Object.keys(row).map((name) => ({ propertyName: name, databaseName: name })),
      }),
      driver: {
        databaseConnection: {
          prepare: (sql: string) => ({ reader: true, all: () => answerTo(sql) }),
        },
      },
    };
    const deleting = { delete: () => deleting, from: () => deleting, execute: async () => undefined };
    const manager = { connection, save: async () => undefined, createQueryBuilder: () => deleting };
    recount = new Recount(
      { handle: (_kind: string, handler: typeof slice) => (slice = handler) } as unknown as TimerRunner,
      {
        live: async () => live,
        arm: async () => undefined,
        replace: async () => undefined,
      } as unknown as TimerBook,
      { run: (work: (one: unknown) => unknown) => work(manager) } as unknown as UnitOfWork,
      {
        rows: async () => [{ caseId: 'c' }],
        row: async () => ({ n: 1 }),
        repository: () => ({ findOneBy: async () => countedBy && { value: countedBy } }),
      } as unknown as Reader,
      {
        enter: async (held: unknown) => ({ manager: held, file: { id: 'c', caseNumber: 'N' } }),
      } as unknown as CaseAccess,
      { calendarsInForce: () => 'now' } as unknown as Catalogue,
      { of: () => counted() } as unknown as CountedClocks,
      { project: async () => void projected++ } as unknown as ClockBook,
      { postponed: () => undefined } as unknown as Corrections,
      {
        append: async (_context: unknown, drafts: EventDraft[]) => void said.push(...drafts),
      } as unknown as History,
      new SetTime(7),
    );
    recount.onModuleInit();
    Object.assign(recount, {
      log: { error: () => undefined },
      progress: async () => ({ cases: 1, done: 0 }),
    });
  });
  const one = () => slice({ occurrence: '' } as Timer);

  it('gets an event where a date has moved', async () => {
    await one();
    const moved = [{ commitment: 'law.x', before: '2026-08-20', after: '2026-08-21' }];
    expect([said, projected]).toMatchObject([[{ type: 'RECOUNTED', at: 7, facts: { moved } }], 0]);
  });

  it.each([
    ['none has moved', () => [{ ...row, dueAt: clock.dueAt }]],
    ['the clock is over', () => [{ ...row, endedAt: 1 }]],
    ['the clock is new', () => []],
  ])('says nothing where %s, but keeps its clocks right', async (_what, rows) => {
    stored = rows();
    await one();
    expect([said, projected]).toEqual([[], 1]);
  });

  it('that cannot be counted does not block the others', async () => {
    counted = () => {
      throw new CalendarRangeError('超出日曆', 'outside the calendar');
    };
    await one();
    expect([said, projected]).toEqual([[], 0]);
  });

  it('any other error stops the pass', async () => {
    counted = () => {
      throw new TypeError('a fault');
    };
    await expect(one()).rejects.toThrow('a fault');
  });

  it('the pass is under way while a slice is armed, or the calendars differ from those counted by', async () => {
    expect(await recount.isUnderWay()).toBe(true);
    countedBy = 'now';
    expect(await recount.isUnderWay()).toBe(false);
    live = [{}];
    expect(await recount.isUnderWay()).toBe(true);
  });

  it('the pass begins once for new calendars', async () => {
    expect(await recount.look()).toBe(true);
    countedBy = 'now';
    expect(await recount.look()).toBe(false);
  });
});
