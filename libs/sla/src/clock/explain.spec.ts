import {
  commitmentFaults,
  dueFor,
  explain,
  ExtensionError,
  fold,
  formatLength,
  HistoryError,
  LengthError,
  MOST_EXPLAINED_DAYS,
  parseLength,
  type ClockCommitment,
  type CountedDay,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, plainYears, taipei, type EventLine } from './spec-support.js';

const calendar = calendarOf();
const told = (days: readonly CountedDay[]) =>
  days.map(
    ({ date, counted, why, remark }) =>
      `${date.slice(5)} ${counted ? '+' : '-'} ${why}${remark ? ` ${remark}` : ''}`,
  );
const explained = (length: string, ...lines: readonly EventLine[]) => {
  const commitment = commitmentOf(length, { extension: { maxTimes: 2, maxLength: parseLength('30d') } });
  return told(explain(fold(historyOf(...lines), commitment, calendar).at(-1)!, commitment, calendar));
};

describe('the explanation', () => {
  test('working days, with the remarks of the calendar', () => {
    expect(explained('3wd', ['RECEIVED', '2026-10-08'])).toEqual([
      '10-08 - RECEIPT_DAY',
      '10-09 - DAY_OFF 補假',
      '10-10 - DAY_OFF 國慶日',
      '10-11 - DAY_OFF',
      '10-12 + WORKING_DAY',
      '10-13 + WORKING_DAY',
      '10-14 + WORKING_DAY',
    ]);
    expect(explained('1wd', ['RECEIVED', '2025-02-07']).at(-1)).toBe('02-08 + MAKEUP_WORKING_DAY 補行上班');
  });

  test('calendar days: the last day falls on a holiday and is rolled', () => {
    const days = explained('2w', ['RECEIVED', '2026-09-11']);
    expect(days.slice(-6)).toEqual([
      '09-24 + CALENDAR_DAY',
      '09-25 + CALENDAR_DAY 中秋節',
      '09-26 - ROLLED',
      '09-27 - ROLLED',
      '09-28 - ROLLED 孔子誕辰紀念日/教師節',
      '09-29 - ROLLED',
    ]);
  });

  test('a correction and an extension', () => {
    expect(
      explained(
        '6d',
        ['RECEIVED', '2026-03-02'],
        ['CORRECTION_REQUESTED', '2026-03-03', { lastDay: '2026-03-10' }],
        ['CORRECTED', '2026-03-05'],
        ['EXTENDED', '2026-03-06', { length: '1d' }],
      ),
    ).toEqual([
      '03-02 - RECEIPT_DAY',
      '03-03 + CALENDAR_DAY',
      '03-04 - PAUSED',
      '03-05 - PAUSED',
      '03-06 + CALENDAR_DAY',
      '03-07 + CALENDAR_DAY',
      '03-08 + CALENDAR_DAY',
      '03-09 + CALENDAR_DAY',
      '03-10 + CALENDAR_DAY',
      '03-11 + EXTENSION',
    ]);
  });

  test('an extension given while paused adds its own days only', () => {
    expect(
      explained(
        '5d', // until Saturday 03-07
        ['RECEIVED', '2026-03-02'],
        ['PAUSED', '2026-03-03'],
        ['EXTENDED', '2026-03-04', { length: '1d' }],
        ['RESUMED', '2026-03-05'],
      ).slice(2),
    ).toEqual([
      '03-04 - PAUSED',
      '03-05 - PAUSED',
      '03-06 + CALENDAR_DAY',
      '03-07 + CALENDAR_DAY',
      '03-08 + CALENDAR_DAY',
      '03-09 + CALENDAR_DAY',
      '03-10 + EXTENSION',
    ]);
  });

  test('an extension of a due date moved to a working day: the days off in between are not counted', () => {
    expect(
      explained('5d', ['RECEIVED', '2026-03-02'], ['EXTENDED', '2026-03-04', { length: '1d' }]).slice(5),
    ).toEqual(['03-07 + CALENDAR_DAY', '03-08 - ROLLED', '03-09 - ROLLED', '03-10 + EXTENSION']);
  });

  test('a correction that lapsed: its last day is the last one not counted', () => {
    const asked = ['CORRECTION_REQUESTED', '2026-03-03', { lastDay: '2026-03-05' }] as const;
    const days = [
      '03-02 - RECEIPT_DAY',
      '03-03 + WORKING_DAY',
      '03-04 - PAUSED',
      '03-05 - PAUSED',
      '03-06 + WORKING_DAY',
    ];
    expect(explained('2wd', ['RECEIVED', '2026-03-02'], asked)).toEqual(days);
    expect(
      explained('2wd', ['RECEIVED', '2026-03-02'], asked, ['CORRECTION_LAPSED', '2026-03-06T00:05']),
    ).toEqual(days);
  });

  test('a pause without end is the end of the list', () => {
    const days = explained('6wd', ['RECEIVED', '2026-03-02'], ['SUPPLEMENT_REQUESTED', '2026-03-03']);
    expect(days).toEqual(['03-02 - RECEIPT_DAY', '03-03 + WORKING_DAY', '03-04 - PAUSED']);
  });

  test('a period counted again', () => {
    const commitment = commitmentOf('2wd', { onCorrection: 'RESTART' });
    const history = historyOf(
      ['RECEIVED', '2026-03-02'],
      ['CORRECTION_REQUESTED', '2026-03-03'],
      ['CORRECTED', '2026-03-05'],
    );
    expect(told(explain(fold(history, commitment, calendar)[0]!, commitment, calendar))).toEqual([
      '03-02 - RECEIPT_DAY',
      '03-03 - RESTARTED',
      '03-04 - RESTARTED',
      '03-05 - RECEIPT_DAY',
      '03-06 + WORKING_DAY',
      '03-07 - DAY_OFF',
      '03-08 - DAY_OFF',
      '03-09 + WORKING_DAY',
    ]);
  });

  test('hours', () => {
    const pause = [{ from: taipei('2026-03-06T00:00'), to: taipei('2026-03-10T00:00') }];
    const days = (length: string) =>
      told(
        dueFor({
          commitment: commitmentOf(length),
          from: taipei('2026-03-05T17:00'),
          pauses: pause,
          calendar,
        }).days,
      );
    expect(days('2wh')).toEqual([
      '03-05 + OFFICE_TIME',
      '03-06 - PAUSED',
      '03-07 - DAY_OFF',
      '03-08 - DAY_OFF',
      '03-09 - PAUSED',
      '03-10 + OFFICE_TIME',
    ]);
    expect(days('8h').map((day) => day.slice(6))).toEqual([
      '+ ELAPSED_HOURS',
      '- PAUSED',
      '- PAUSED',
      '- PAUSED',
      '- PAUSED',
      '+ ELAPSED_HOURS',
    ]);
    const evening = dueFor({ commitment: commitmentOf('2wh'), from: taipei('2026-03-05T19:00'), calendar });
    expect(told(evening.days)).toEqual(['03-05 - OFF_HOURS', '03-06 + OFFICE_TIME']);
  });

  test('has a maximum length', () => {
    const years = calendarOf({ years: plainYears([2024, 2025, 2026, 2027, 2028, 2029]) });
    const { days, dueDate } = dueFor({
      commitment: commitmentOf('60m'),
      from: taipei('2024-01-02'),
      calendar: years,
    });
    expect(days).toHaveLength(MOST_EXPLAINED_DAYS);
    expect(dueDate).toBe('2029-01-02');
  });
});

describe('a promise without a case', () => {
  const extension = { maxTimes: 1, maxLength: parseLength('2m') };
  const question = { commitment: commitmentOf('2m', { extension }), from: taipei('2026-01-15'), calendar };

  test('extensions count from the old due date, and are granted before it passes', () => {
    expect(dueFor({ ...question, extends: ['2m'] }).dueDate).toBe('2026-05-18'); // 03-16, then 05-16 is a Saturday
    const late = [{ from: taipei('2026-03-20'), to: taipei('2026-03-30') }];
    expect(dueFor({ ...question, pauses: late }).dueDate).toBe('2026-03-16');
    expect(dueFor({ ...question, pauses: late, extends: ['2m'] }).dueDate).toBe('2026-05-26');
  });

  test('refuses impossible pauses and extensions', () => {
    expect(() => dueFor({ ...question, extends: ['3m'] })).toThrow(ExtensionError);
    expect(() => dueFor({ ...question, extends: ['1m', '1m'] })).toThrow(ExtensionError);
    expect(() => dueFor({ ...question, extends: ['0d'] })).toThrow(LengthError);
    const backwards = [{ from: taipei('2026-01-20'), to: taipei('2026-01-19') }];
    expect(() => dueFor({ ...question, pauses: backwards })).toThrow(HistoryError);
  });

  test('§48 IV: with the Saturday rule a last day on Saturday ends on Monday noon, if Monday is worked', () => {
    const noon = (from: string) =>
      dueFor({ commitment: commitmentOf('5d', { saturdayMorning: true }), from: taipei(from), calendar })
        .dueAt;
    expect(noon('2026-03-02')).toBe(taipei('2026-03-09T12:00')); // Saturday 03-07
    expect(noon('2026-03-03')).toBe(taipei('2026-03-09T24:00')); // Sunday
    expect(noon('2026-02-09')).toBe(taipei('2026-02-23T24:00')); // the Spring Festival follows
    expect(noon('2025-02-03')).toBe(taipei('2025-02-08T24:00')); // a working Saturday
  });
});

describe('lengths and commitments', () => {
  test.each(['4h', '8wh', '5wd', '14d', '2w', '2m'])('%s is parsed and formatted', (text) => {
    expect(formatLength(parseLength(text))).toBe(text);
  });
  test.each(['', '0d', '-1d', '1.5d', '5', 'wd', '5 wd', '5WD', '10000d', '2y', '01d'])(
    '"%s" is refused',
    (text) => {
      expect(() => parseLength(text)).toThrow(LengthError);
    },
  );

  test.each<[string, Partial<ClockCommitment>, string]>([
    ['no start', { startOn: [] }, 'startOn'],
    ['no stop', { stopOn: [] }, 'stopOn'],
    ['a cycle', { stopOn: ['RECEIVED'], cancelOn: [] }, 'stopOn'],
    ['a zero length', { length: { amount: 0, unit: 'd' } }, 'length'],
    ['half a length', { length: { amount: 1.5, unit: 'd' } }, 'length'],
    ['a pause without end', { resumeOn: [] }, 'resumeOn'],
    ['a pause that resumes', { pauseOn: ['RESUMED'] }, 'pauseOn'],
    ['no times', { extension: { maxTimes: 0, maxLength: parseLength('1d') } }, 'extension'],
    ['days extended in hours', { extension: { maxTimes: 1, maxLength: parseLength('8wh') } }, 'extension'],
    ['an unknown event', { stopOn: ['REPLIED', 'RELPIED'] }, 'stopOn'],
  ])('%s is found', (_, more, field) => {
    const sound = commitmentOf('5wd');
    const known = new Set([
      ...sound.startOn,
      ...sound.stopOn,
      ...sound.cancelOn,
      ...sound.pauseOn,
      ...sound.resumeOn,
    ]);
    expect(commitmentFaults(sound, known)).toEqual([]);
    expect(commitmentFaults({ ...sound, ...more }, known).map((fault) => fault.field)).toEqual([field]);
  });
});
