import { beforeEach, describe, expect, it } from '@jest/globals';
import { SetTime } from '@app/platform';
import {
  makeCalendar,
  parseLength,
  type Calendar,
  type Clock,
  type ClockCommitment,
  type LadderRung,
} from '@app/sla/clock';
import type { TimerBook, WantedTimer } from '@app/sla/timers';
import type { CaseContext } from '../record/case-context.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import { ClockBook } from './clock-book.js';
import { ClockRow } from './clock.entity.js';
import type { CountedClock, CountedClocks } from './counted-clocks.js';
import type { EarlierDateBook } from './earlier-date-book.js';

const at = (text: string) => Date.parse(`${text}+08:00`);
const [WEDNESDAY, THURSDAY, FRIDAY] = ['2026-08-19', '2026-08-20', '2026-08-21'] as const;
const NOW = at(`${WEDNESDAY}T10:00`);
const DUE = at('2026-08-25T00:00'); // the end of Monday 2026-08-24
const START = 'T08:30';

/** A calendar with weekends and these days off. */
function calendar(version: string, ...off: string[]): Calendar {
  const first = Date.UTC(2026, 0, 1);
  const working = Uint8Array.from({ length: 365 }, (_, day) =>
    Number(new Date(first + day * 86_400_000).getUTCDay() % 6 !== 0),
  );
  const year = { year: 2026, working, remarks: Array.from(working, () => '') };
  const overlays = off.map((date) => ({ date, kind: 'DAY_OFF' as const, remark: '停止上班' }));
  return makeCalendar({ version, overlays, years: [year] });
}
const OLD = calendar('old');
const NEW = calendar('new', FRIDAY);

const LADDER: LadderRung[] = [
  { name: 'warn', at: '-1wd', to: ['CASE_HANDLER'] },
  { name: 'at-due', at: 'due', to: ['UNIT_HEAD'] },
  { name: 'late', at: '+1wd', to: ['UNIT_HEAD'] },
] as LadderRung[];
const RULE: ClockCommitment = {
  ...{ id: 'law.answer', version: '1', subject: 'CASE', length: parseLength('3wd'), startOn: ['RECEIVED'] },
  ...{ stopOn: ['REPLIED'], cancelOn: [], pauseOn: [], resumeOn: [], onCorrection: 'RESUME' },
};
const clock = (more: Partial<Clock> = {}): Clock => ({
  ...{ commitmentId: 'law.answer', commitmentVersion: '1', calendarVersion: 'old', subject: 'CASE' },
  ...{ subjectId: '', occurrence: 1, state: 'RUNNING', startedAt: NOW, endedAt: null, dueAt: DUE },
  ...{ dueDate: '2026-08-24', pauses: [], extensions: [], ...more },
});
const counted = (of: Partial<Clock> = {}, by = OLD, rule: Partial<ClockCommitment> = {}): CountedClock => ({
  ...{ clock: clock({ calendarVersion: by.version, ...of }), calendar: by, unitId: 'demo.a' },
  ...{ entry: { id: RULE.id, ladder: LADDER } as CountedClock['entry'], rule: { ...RULE, ...rule } },
});
const row = (more: Partial<ClockRow> = {}): ClockRow => ({
  ...{ id: 'k', caseId: 'c', organisationId: 'demo', unitId: 'demo.a', ownerUnitId: 'demo.a' },
  ...{ commitmentId: 'law.answer', commitmentVersion: '1', calendarVersion: 'old', subject: 'CASE' },
  ...{ subjectId: '', occurrence: 1, state: 'RUNNING', startedAt: NOW, endedAt: null, dueAt: DUE },
  ...{ dueDate: '2026-08-24', warnAt: at(FRIDAY + START), standing: 'ON_TRACK', generation: 3, ...more },
});
const timer = (occurrence: string, dueAt: number, generation = 3): WantedTimer => ({
  kind: occurrence === 'due' ? 'clock.due' : 'clock.rung',
  ...{ caseId: 'c', subjectId: 'k', generation, occurrence, dueAt },
});
const event = (type: HistoryEvent['type'], facts: object): HistoryEvent =>
  ({ seq: 1, type, at: NOW, facts: { clockId: 'k', ...facts } }) as HistoryEvent;

/** A `ClockBook` on a fake database with these rows, recording its changes to timers and rows. */
class World {
  stored: ClockRow[] = [row()];
  history: HistoryEvent[] = [];
  counted: CountedClock[] = [counted()];
  live: WantedTimer[] = [timer('warn', at(FRIDAY + START))];
  readonly time = new SetTime(NOW);
  readonly noted: string[] = [];
  readonly armed: WantedTimer[] = [];
  readonly replaced: WantedTimer[][] = [];
  /** Columns set in the row, by name. */
  readonly set: Record<string, unknown> = {};
  readonly statements: string[] = [];

  readonly book = new ClockBook(
    { of: () => this.counted } as unknown as CountedClocks,
    {
      note: async (_manager: unknown, { id }: ClockRow) => void this.noted.push(id),
    } as unknown as EarlierDateBook,
    {
      arm: async (timers: WantedTimer[]) => void this.armed.push(...timers),
      replace: async (_id: string, _kinds: unknown, timers: WantedTimer[]) => void this.replaced.push(timers),
      live: async () => this.live,
    } as unknown as TimerBook,
    this.time,
  );

  get context(): CaseContext {
    const file = { id: 'c', organisationId: 'demo', unitId: 'demo.a' };
    const save = () => Promise.resolve();
    return { manager: { connection: this.connection }, file, save } as unknown as CaseContext;
  }

  project = (events?: HistoryEvent[]) => this.book.project(this.context, events);

  private readonly connection = {
    options: { type: 'better-sqlite3' },
    logger: { logQuery: () => undefined },
    getMetadata: (entity: unknown) => {
      const names = entity === ClockRow ? Object.keys(row()) : ['seq', 'type', 'at', 'facts'];
      const columns = names.map((name) => ({
        propertyName: name,
        databaseName: name,
        isPrimary: name === 'id',
      }));
      return { tableName: entity === ClockRow ? 'clock' : 'history_event', columns };
    },
    driver: { databaseConnection: { prepare: (sql: string) => this.prepare(sql) } },
  };

  private prepare(sql: string) {
    return {
      reader: sql.startsWith('SELECT'),
      all: () => (sql.includes('"clock"') ? this.stored : this.history),
      run: (values: unknown[]) => {
        this.statements.push(sql.split(' ').slice(0, 3).join(' '));
        const names = [...sql.matchAll(/"(\w+)" = \?/g)].map(([, name]) => name!);
        if (sql.startsWith('UPDATE')) names.slice(0, -1).forEach((name, n) => (this.set[name] = values[n]));
      },
    };
  }
}

describe('the rows and timers of clocks', () => {
  let world: World;
  beforeEach(() => void (world = new World()));

  it('a new case gets a row for each clock, and the timer of its first moment', async () => {
    world.counted = [counted(), counted({ occurrence: 2, dueAt: null, dueDate: null, state: 'PAUSED' })];
    await world.project([]);
    expect(world.statements).toEqual(['INSERT INTO "clock"', 'INSERT INTO clock_count']);
    const subjectId = expect.any(String) as unknown as string;
    expect(world.armed).toEqual([{ ...timer('warn', at(FRIDAY + START), 1), subjectId }]);
    expect(world.noted).toEqual([]);
  });

  it('a case without a clock writes nothing', async () => {
    world.counted = [];
    await world.project([]);
    expect([world.statements, world.armed]).toEqual([[], []]);
  });

  it('past warnings of a new clock among existing ones are skipped', async () => {
    world.stored = [];
    world.time.set(at(`${FRIDAY}T12:00`));
    await world.project();
    expect(world.armed.map(({ occurrence }) => occurrence)).toEqual(['due']);
  });

  it('an unchanged clock changes nothing', async () => {
    await world.project();
    expect([world.set, world.statements, world.armed, world.replaced]).toEqual([{}, [], [], []]);
    expect(world.noted).toEqual(['k']);
  });

  it('a new unit alone is only stored', async () => {
    world.counted = [{ ...counted(), unitId: 'demo.b' }];
    await world.project();
    expect([world.set, world.replaced]).toEqual([{ unitId: 'demo.b' }, []]);
  });

  it.each<[string, Partial<Clock>, object, WantedTimer[]]>([
    [
      'later',
      { dueAt: DUE + 86_400_000, dueDate: '2026-08-25' },
      { dueDate: '2026-08-25', warnAt: at(`2026-08-24${START}`) },
      [timer('warn', at(`2026-08-24${START}`), 4)],
    ],
    ['over', { state: 'ON_TIME', endedAt: NOW }, { state: 'ON_TIME', warnAt: null, standing: null }, []],
    ['paused', { state: 'PAUSED' }, { state: 'PAUSED', warnAt: null, standing: null }, []],
  ])('a clock that is %s now has a new generation and other timers', async (_what, change, set, timers) => {
    world.counted = [counted(change)];
    await world.project();
    expect([world.set, world.replaced]).toEqual([
      expect.objectContaining({ generation: 4, ...set }),
      [timers],
    ]);
  });

  it('a past warning changes its standing; a moved clock has the standing of its new dates', async () => {
    world.time.set(at(FRIDAY + START));
    await world.project();
    expect(world.set).toEqual({ standing: 'WARNING' });
  });

  describe('with the same date by another calendar', () => {
    beforeEach(() => void (world.counted = [counted({}, NEW)]));

    it('a warning that moves is armed for its new time, in a new generation', async () => {
      await world.project();
      expect(world.set).toEqual({ calendarVersion: 'new', warnAt: at(THURSDAY + START), generation: 4 });
      expect(world.replaced).toEqual([[timer('warn', at(THURSDAY + START), 4)]]);
    });

    it('with the same timers it keeps its generation', async () => {
      world.live = [timer('warn', at(THURSDAY + START))];
      await world.project();
      expect(world.set).toEqual({ calendarVersion: 'new', warnAt: at(THURSDAY + START) });
      expect(world.replaced).toEqual([]);
    });

    it.each([
      ['another moment', [timer('due', at(THURSDAY + START))]],
      ['another time', [timer('warn', at(FRIDAY + START))]],
      ['none', []],
    ])('with timers of %s it does not', async (_what, live) => {
      world.live = live;
      await world.project();
      expect(world.replaced).toHaveLength(1);
    });

    it('a warning already given is not repeated, also at that exact moment', async () => {
      const warned = { warnAt: at(FRIDAY + START), standing: 'WARNING' as const };
      world.stored = [row(warned)];
      for (const now of [at(FRIDAY + START), at(`${FRIDAY}T12:00`)]) {
        world.time.set(now);
        await world.project();
        expect(world.set).toEqual({ calendarVersion: 'new', generation: 4 });
      }
      expect(world.replaced.at(-1)).toEqual([timer('due', DUE, 4)]);
    });

    it('a clock without a warning gets one', async () => {
      world.stored = [row({ warnAt: null })];
      await world.project();
      expect(world.set).toMatchObject({ warnAt: at(THURSDAY + START) });
    });
  });

  describe('after a moment has passed', () => {
    const next = async (occurrence: string, dueAt: number) => {
      await world.book.armNext(world.context, row(), { occurrence, dueAt });
      return world.armed.map((one) => [one.occurrence, one.dueAt]);
    };

    it.each([
      ['warn', at(FRIDAY + START), [['due', DUE]]],
      ['due', DUE, [['at-due', DUE]]],
      ['at-due', DUE, [['late', at(`2026-08-25${START}`)]]],
      ['late', at(`2026-08-25${START}`), []],
    ])('%s: the one that follows is armed', async (occurrence, dueAt, armed) =>
      expect(await next(occurrence, dueAt)).toEqual(armed),
    );

    it('a rung no longer on the ladder: the next one after its time', async () => {
      expect(await next('gone', at(FRIDAY + START))).toEqual([['due', DUE]]);
      world.armed.length = 0;
      expect(await next('gone', at(FRIDAY + START) - 1)).toEqual([['warn', at(FRIDAY + START)]]);
    });

    it('what is recorded already is not armed again', async () => {
      world.history = [event('OVERDUE', { dueDate: '2026-08-24' })];
      expect(await next('warn', at(FRIDAY + START))).toEqual([['at-due', DUE]]);
    });

    it.each(['WARNED', 'CHASED'] as const)('nor what was %s for this due date', async (type) => {
      world.history = [event(type, { rung: 'warn', dueDate: '2026-08-24' })];
      expect(await next('gone', NOW)).toEqual([['due', DUE]]);
      world.armed.length = 0;
      world.history = [event(type, { rung: 'warn', dueDate: '2026-08-21' })];
      expect(await next('gone', NOW)).toEqual([['warn', at(FRIDAY + START)]]);
      world.armed.length = 0;
      world.history = [event('NOTED', { rung: 'warn', dueDate: '2026-08-24' })];
      expect(await next('gone', NOW)).toEqual([['warn', at(FRIDAY + START)]]);
    });

    it('nothing for a clock that no longer exists', async () => {
      world.counted = [counted({ occurrence: 2 })];
      expect(await next('warn', at(FRIDAY + START))).toEqual([]);
    });
  });

  describe('an extension (展延)', () => {
    const extension = { maxTimes: 1, maxLength: parseLength('10wd') };
    const refusal = (wish: { length?: string; commitment?: string } = {}) =>
      world.book.extensionRefusal(world.context, { length: '5wd', at: NOW, ...wish });
    const other = (more: Partial<Clock> = {}) => {
      const rule = { ...RULE, id: 'law.other', extension };
      return { ...counted({ commitmentId: 'law.other', ...more }), rule };
    };

    it('is possible where one clock can be extended', async () => {
      world.counted = [counted(), other()];
      expect(await refusal()).toBeUndefined();
      expect(await refusal({ commitment: 'law.other' })).toBeUndefined();
    });

    it('is refused where no running clock can be extended', async () => {
      expect(await refusal()).toBe('nothing-to-extend');
      world.counted = [other({ state: 'ON_TIME', endedAt: NOW })];
      expect(await refusal()).toBe('nothing-to-extend');
      world.counted = [];
      expect(await refusal()).toBe('nothing-to-extend');
    });

    it('is refused where another promise was named', async () => {
      world.counted = [counted(), other()];
      expect(await refusal({ commitment: 'law.answer' })).toBe('nothing-to-extend');
    });

    it('is refused with the reason of the first clock where none can be extended', async () => {
      world.counted = [other()];
      expect(await refusal({ length: '11wd' })).toBe('extension-too-long');
      world.counted = [other({ dueAt: NOW }), other({ occurrence: 2 })];
      expect(await refusal({ length: '11wd' })).toBe('extension-too-late');
      expect(await refusal()).toBeUndefined();
    });
  });
});
