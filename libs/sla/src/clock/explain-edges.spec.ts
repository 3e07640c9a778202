import {
  CalendarFileError,
  canBeExtended,
  checkExtension,
  dueFor,
  explain,
  fold,
  isBreached,
  lastChange,
  nextLongBreak,
  parseLength,
  remaining,
  stateAt,
  whyWords,
  type Calendar,
  type ClockCommitment,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, type EventLine } from './spec-support.js';

/**
 * Explanations where pauses and extensions coincide, and queries about a clock just before its start and after its
 * end.
 */
const calendar = calendarOf();
const received: EventLine = ['RECEIVED', '2026-03-02']; // a Monday; five days end on Saturday 03-07
const extension = { maxTimes: 2, maxLength: parseLength('30d') };
const clockOf = (commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
  fold(historyOf(received, ...lines), commitment, calendar).at(-1)!;
const fiveDays = commitmentOf('5d', { extension });
const told = (commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
  explain(clockOf(commitment, ...lines), commitment, calendar).map(
    ({ date, counted, why }) => `${date.slice(5)} ${counted ? '+' : '-'} ${why}`,
  );
const extended = (at: string): EventLine => ['EXTENDED', at, { length: '1d' }];
const ROLLED = ['03-07 + CALENDAR_DAY', '03-08 - ROLLED', '03-09 - ROLLED', '03-10 + EXTENSION'];

describe('an extension in an explanation', () => {
  test('counts from the working day it extended, also when a pause came later', () => {
    expect(
      told(fiveDays, extended('2026-03-03'), ['PAUSED', '2026-03-04'], ['RESUMED', '2026-03-05']),
    ).toEqual([
      '03-02 - RECEIPT_DAY',
      '03-03 + CALENDAR_DAY',
      '03-04 + CALENDAR_DAY',
      '03-05 - PAUSED',
      '03-06 + CALENDAR_DAY',
      '03-07 + CALENDAR_DAY',
      '03-08 + CALENDAR_DAY',
      '03-09 - ROLLED',
      '03-10 - ROLLED',
      '03-11 + EXTENSION',
    ]);
  });

  test.each<[string, EventLine[]]>([
    ['after a pause', [['PAUSED', '2026-03-03'], ['RESUMED', '2026-03-03T12:00'], extended('2026-03-04')]],
    [
      'in the instant a pause ended',
      [['PAUSED', '2026-03-04T08:00'], ['RESUMED', '2026-03-04'], extended('2026-03-04')],
    ],
  ])('given %s, counts from the rolled date', (_, lines) => {
    expect(told(fiveDays, ...lines).slice(5)).toEqual(ROLLED);
  });

  test('given at the instant a pause began, counts from the end as it was then', () => {
    const lines = [
      ['PAUSED', '2026-03-04'],
      extended('2026-03-04'),
      ['RESUMED', '2026-03-04T12:00'],
    ] as EventLine[];
    expect(told(fiveDays, ...lines).slice(5)).toEqual([
      '03-07 + CALENDAR_DAY',
      '03-08 + EXTENSION',
      '03-09 - ROLLED',
    ]);
  });

  test('given while a correction is awaited', () => {
    const asked: EventLine = ['CORRECTION_REQUESTED', '2026-03-04', { lastDay: '2026-03-05' }];
    expect(told(fiveDays, asked, extended('2026-03-04T12:00')).slice(3)).toEqual([
      '03-05 - PAUSED',
      '03-06 + CALENDAR_DAY',
      '03-07 + CALENDAR_DAY',
      '03-08 + CALENDAR_DAY',
      '03-09 + EXTENSION',
    ]);
  });

  test('given after a correction lapsed: its last day is the last one not counted', () => {
    const asked: EventLine = ['CORRECTION_REQUESTED', '2026-03-03', { lastDay: '2026-03-09' }];
    const lines = [asked, ['CORRECTION_LAPSED', '2026-03-10T00:05'], extended('2026-03-10')] as EventLine[];
    expect(told(fiveDays, ...lines).slice(-4)).toEqual([
      '03-13 + CALENDAR_DAY',
      '03-14 + EXTENSION',
      '03-15 - ROLLED',
      '03-16 - ROLLED',
    ]);
  });

  test('given before the period was counted again, follows the new period', () => {
    const again = commitmentOf('5d', { extension, onCorrection: 'RESTART' });
    const lines = [
      ['CORRECTION_REQUESTED', '2026-03-04'],
      extended('2026-03-05'),
      ['CORRECTED', '2026-03-09'],
    ] as EventLine[];
    expect(told(again, ...lines).slice(-4)).toEqual([
      '03-14 + CALENDAR_DAY',
      '03-15 - ROLLED',
      '03-16 - ROLLED',
      '03-17 + EXTENSION',
    ]);
  });
});

describe('hours in an explanation', () => {
  const days = (length: string, from: string) =>
    dueFor({ commitment: commitmentOf(length), from: taipei(from), calendar }).days.map(
      ({ date, why, remark }) => `${date.slice(5)} ${why} ${remark ?? ''}`.trim(),
    );

  test('name the kind of each day, counted or not', () => {
    expect(days('8wh', '2026-10-08T16:00')).toEqual([
      '10-08 OFFICE_TIME',
      '10-09 DAY_OFF 補假',
      '10-10 DAY_OFF 國慶日',
      '10-11 DAY_OFF',
      '10-12 OFFICE_TIME',
    ]);
    expect(days('30h', '2026-10-09T20:00')).toEqual([
      '10-09 ELAPSED_HOURS 補假',
      '10-10 ELAPSED_HOURS 國慶日',
      '10-11 ELAPSED_HOURS',
    ]);
  });
});

describe('state and remaining time of a clock', () => {
  const waiting = clockOf(fiveDays, ['SUPPLEMENT_REQUESTED', '2026-03-04']);
  const running = clockOf(fiveDays);

  test('paused without a last day: neither overdue nor near', () => {
    const later = taipei('2026-06-01');
    expect([
      stateAt(waiting, later),
      isBreached(waiting, later),
      remaining(waiting, later, calendar),
    ]).toEqual(['PAUSED', false, null]);
  });

  test('at the exact instant of its warning, and past the loaded years', () => {
    const [before, at] = [taipei('2026-03-05') - 1, taipei('2026-03-05')];
    expect([stateAt(running, before, at), stateAt(running, at, at)]).toEqual(['RUNNING', 'WARNING']);
    expect(remaining(running, taipei('2031-01-01'), calendar)).toBeNull();
  });

  test('name the last change', () => {
    const pause = [
      ['PAUSED', '2026-03-03'],
      ['RESUMED', '2026-03-04'],
    ] as EventLine[];
    expect(lastChange(running)).toBeNull();
    expect(lastChange(waiting)).toEqual({ kind: 'PAUSED', at: taipei('2026-03-04') });
    expect(lastChange(clockOf(fiveDays, ...pause))).toEqual({ kind: 'RESUMED', at: taipei('2026-03-04') });
    expect(lastChange(clockOf(fiveDays, ...pause, extended('2026-03-05')))).toEqual({
      ...{ kind: 'EXTENDED', at: taipei('2026-03-05') },
      ...{ before: '2026-03-09', after: '2026-03-10' },
    });
    expect(lastChange(clockOf(fiveDays, extended('2026-03-02T10:00'), ...pause))?.kind).toBe('RESUMED');
    const again = commitmentOf('5d', { onCorrection: 'RESTART' });
    const corrected = clockOf(again, ['CORRECTION_REQUESTED', '2026-03-04'], ['CORRECTED', '2026-03-05']);
    expect(lastChange(corrected)).toEqual({ kind: 'RESTARTED', at: taipei('2026-03-05') });
  });
});

describe('whether it can be extended', () => {
  const six = commitmentOf('6wd', { extension: { maxTimes: 1, maxLength: parseLength('6wd') } });
  const reason = (length: string, at: string, ...lines: readonly EventLine[]) =>
    checkExtension({
      ...{ clock: clockOf(six, ...lines), commitment: six, calendar },
      ...{ length: parseLength(length), at: taipei(at) },
    })?.reason ?? null;

  test('at all: only while it runs, and only if its commitment allows extensions', () => {
    const at = taipei('2026-03-04');
    const can = (commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
      canBeExtended({ clock: clockOf(commitment, ...lines), commitment, at, calendar });
    expect(can(six)).toBe(true);
    expect(can(six, ['REPLIED', '2026-03-03'])).toBe(false);
    expect(can(commitmentOf('6wd'))).toBe(false);
  });

  test('lengths of two units are compared from the due date, not from today', () => {
    expect(reason('9d', '2026-03-06')).toBe('extension-too-long'); // 03-19; six working days end on 03-18
    expect(reason('8d', '2026-03-06')).toBeNull();
    expect(reason('1d', '2026-03-05', ['SUPPLEMENT_REQUESTED', '2026-03-04'])).toBeNull();
  });

  test('an extension that is too long is refused also where the calendar ends', () => {
    const late = fold(historyOf(['RECEIVED', '2027-12-21']), six, calendar)[0]!; // due 2027-12-30
    const request = { clock: late, commitment: six, at: taipei('2027-12-22'), calendar };
    expect(checkExtension({ ...request, length: parseLength('7wd') })?.reason).toBe('extension-too-long');
  });
});

describe('a promise without a case', () => {
  const days = { commitment: fiveDays, from: taipei('2026-03-02'), calendar };
  const span = (from: string, to: string) => ({ from: taipei(from), to: taipei(to) });

  test('an extension is granted at the last moment possible, and before a pause that begins after the end', () => {
    const pauses = [span('2026-03-03', '2026-03-04')];
    expect(dueFor({ ...days, pauses, extends: ['1d'] }).dueDate).toBe('2026-03-10');
    const hours = commitmentOf('4h', { extension: { maxTimes: 1, maxLength: parseLength('4h') } });
    const late = { commitment: hours, from: taipei('2026-03-02'), calendar, extends: ['4h'] };
    const due = dueFor({ ...late, pauses: [span('2026-03-02T13:00', '2026-03-02T14:00')] }).dueAt;
    expect(due).toBe(taipei('2026-03-02T18:00'));
  });

  test('pauses may be given in any order; one that lies before the start is ignored', () => {
    const two = [span('2026-03-03', '2026-03-04'), span('2026-03-05', '2026-03-08')];
    expect(dueFor({ ...days, pauses: two }).dueDate).toBe('2026-03-11');
    expect(dueFor({ ...days, pauses: two.toReversed() })).toEqual(dueFor({ ...days, pauses: two }));
    expect(dueFor({ ...days, pauses: [span('2026-02-20', '2026-02-25')] })).toEqual(dueFor(days));
  });

  test('a pause that lies within another changes nothing', () => {
    const long = span('2026-03-03', '2026-03-09');
    const short = span('2026-03-04', '2026-03-05');
    expect(dueFor({ ...days, pauses: [long, short] })).toEqual(dueFor({ ...days, pauses: [long] }));
  });

  test('can be answered at the instant it began', () => {
    expect(dueFor({ ...days, answered: days.from }).answer).toEqual({ state: 'ON_TIME', usedDays: 0.5 });
  });
});

test('an unknown reason code is shown as it is', () => {
  expect(['WORKING_DAY', 'FROM_ELSEWHERE'].map((why) => whyWords(why, 'en'))).toEqual([
    'working day',
    'FROM_ELSEWHERE',
  ]);
});

test('each problem of a file has a line of its own', () => {
  const problem = (line: number) => ({ line, zh: '有誤', en: 'wrong' });
  expect(new CalendarFileError('x.csv', [problem(2), problem(3)]).en).toBe('x.csv:2 wrong\nx.csv:3 wrong');
});

test('an unexpected error while looking for a long break is thrown, not taken for "none"', () => {
  const value = () => {
    throw new TypeError('broken');
  };
  const broken = Object.create(calendar, { works: { value } }) as Calendar;
  expect(() => nextLongBreak(broken, '2026-03-02')).toThrow(TypeError);
});
