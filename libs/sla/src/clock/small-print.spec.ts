import {
  checkExtension,
  ClockError,
  commitmentFaults,
  decodeCalendar,
  dueFor,
  fold,
  legalDue,
  makeCalendar,
  officeHours,
  parseCalendarCsv,
  parseLength,
  parseOfficeIntervals,
  parseRungAt,
  toDay,
  usedDaysFixedTerm,
  type CalendarFileError,
  type ClockCommitment,
  type Overlay,
} from './index.js';
import {
  calendarOf,
  commitmentOf,
  historyOf,
  plainYears,
  taipei,
  yearCsv,
  type EventLine,
} from './spec-support.js';

/** The full texts of the clock's errors in both languages; and the exact instants at which rules switch. */
const calendar = calendarOf();
const refusal = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    const { name, zh, en, message } = error as ClockError;
    expect(message).toBe(`${zh} / ${en}`);
    return `${name}: ${zh} / ${en}`;
  }
  return 'not refused';
};
const folded = (commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
  fold(historyOf(...lines), commitment, calendar);
const overlaid = (overlay: Partial<Overlay>) =>
  calendarOf({ overlays: [{ date: '2026-07-10', kind: 'CLOSURE', remark: '颱風', ...overlay }] });
const received: EventLine = ['RECEIVED', '2026-03-02'];

describe('the text of an error', () => {
  test.each<[string, () => unknown]>([
    [
      'ClockError: 「2026-2-3」不是日期（YYYY-MM-DD） / "2026-2-3" is not a date (YYYY-MM-DD)',
      () => toDay('2026-2-3'),
    ],
    [
      'ClockError: 「2026-02-30」不是日期（YYYY-MM-DD） / "2026-02-30" is not a date (YYYY-MM-DD)',
      () => toDay('2026-02-30'),
    ],
    [
      'LengthError: 「5」不是期限長度：請寫正整數加單位，例如 4h（小時）、8wh（上班小時）、5wd（工作日）、14d（日）、2w（週）、2m（月） / "5" is not a length: write a positive whole number and a unit, such as 4h, 8wh, 5wd, 14d, 2w or 2m',
      () => parseLength('5'),
    ],
    [
      'LengthError: 時數沒有末日，請用 dueFor / hours have no last day, use dueFor',
      () => legalDue(calendar, '2026-03-02', parseLength('8wh')),
    ],
    [
      'CalendarError: 辦公時間「09:00-12:00 11:00-17:00」有誤：請依先後寫成 08:30-12:30，不可重疊 / office hours "09:00-12:00 11:00-17:00": write 08:30-12:30, in order and without overlap',
      () => parseOfficeIntervals(['09:00-12:00', '11:00-17:00']),
    ],
    [
      'CalendarError: 辦公時間「nine to five」有誤：請依先後寫成 08:30-12:30，不可重疊 / office hours "nine to five": write 08:30-12:30, in order and without overlap',
      () => parseOfficeIntervals(['nine to five']),
    ],
    [
      'CalendarError: 2026-07-10 為半日上班，須寫明辦公時間 / 2026-07-10 is a half day: give its office hours',
      () => overlaid({ kind: 'HALF_DAY' }),
    ],
    [
      'CalendarError: 2026-07-10 不上班，不可有辦公時間 / 2026-07-10 is off: it cannot have office hours',
      () => overlaid({ hours: ['08:30-12:30'] }),
    ],
    [
      'CalendarError: 2028-07-10「颱風」不在已匯入的年度內 / 2028-07-10 "颱風" lies outside the years that are loaded',
      () => overlaid({ date: '2028-07-10' }),
    ],
    [
      'CalendarError: 日曆表沒有任何工作日 / the calendar has no working day',
      () => makeCalendar({ version: 'x', years: plainYears([2025], () => false) }),
    ],
    [
      'CalendarError: 沒有任何辦公時間 / there are no office hours at all',
      () => makeCalendar({ version: 'x', years: plainYears([2025]), officeHours: officeHours([], []) }),
    ],
    [
      'CalendarError: 沒有任何年度的日曆表 / no calendar year is given',
      () => makeCalendar({ version: 'x', years: [] }),
    ],
    [
      'CalendarError: 2025 年的日曆表重複 / the year 2025 is given twice',
      () => makeCalendar({ version: 'x', years: plainYears([2025, 2025]) }),
    ],
    [
      'CalendarError: 缺少 2025 年的日曆表 / the year 2025 is missing',
      () => makeCalendar({ version: 'x', years: plainYears([2024, 2026]) }),
    ],
    [
      'CalendarError: 沒有「Asia/Taibei」這個時區 / there is no time zone "Asia/Taibei"',
      () => calendarOf({ zone: 'Asia/Taibei' }),
    ],
    [
      'CalendarRangeError: 辦公日曆表 test 只有 2024-01-01 至 2027-12-31，無法計算 2028-01-01；請匯入該年度的日曆表（bin/desk calendar import） / calendar test covers 2024-01-01 to 2027-12-31, not 2028-01-01; import that year (bin/desk calendar import)',
      () => calendar.isWorking('2028-01-01'),
    ],
    [
      'CalendarRangeError: 辦公日曆表 test 只有 2024-01-01 至 2027-12-31，無法計算 2028-01-01 00:00；請匯入該年度的日曆表（bin/desk calendar import） / calendar test covers 2024-01-01 to 2027-12-31, not 2028-01-01 00:00; import that year (bin/desk calendar import)',
      () => calendar.dayAt(taipei('2028-01-01T00:00')),
    ],
    [
      'CalendarRangeError: 辦公日曆表 test 只有 2024-01-01 至 2027-12-31，無法計算 NaN；請匯入該年度的日曆表（bin/desk calendar import） / calendar test covers 2024-01-01 to 2027-12-31, not NaN; import that year (bin/desk calendar import)',
      () => calendar.works(NaN),
    ],
    [
      'CalendarRangeError: 辦公日曆表 test 只有 2024-01-01 至 2027-12-31，無法計算 2027-12-31 之後；請匯入該年度的日曆表（bin/desk calendar import） / calendar test covers 2024-01-01 to 2027-12-31, not what ends after 2027-12-31; import that year (bin/desk calendar import)',
      () => dueFor({ commitment: commitmentOf('40wd'), from: taipei('2027-12-01'), calendar }),
    ],
    [
      'CalendarRangeError: 辦公日曆表 test 只有 2024-01-01 至 2027-12-31，無法計算 2027-12-31 之後；請匯入該年度的日曆表（bin/desk calendar import） / calendar test covers 2024-01-01 to 2027-12-31, not what ends after 2027-12-31; import that year (bin/desk calendar import)',
      () => dueFor({ commitment: commitmentOf('400wh'), from: taipei('2027-12-01'), calendar }),
    ],
    [
      'LadderError: 「soon」不是稽催時點：請寫 70%、-1wd、-1wh、due、due@09:00 或 +1wd / "soon" is not a rung: write 70%, -1wd, -1wh, due, due@09:00 or +1wd',
      () => parseRungAt('soon'),
    ],
    [
      'HistoryError: 有兩件不同的事件同為第 1 號 / two events have the number 1',
      () => fold([...historyOf(received), { seq: 1, type: 'NOTED', at: 0 }], commitmentOf('6wd'), calendar),
    ],
    [
      'HistoryError: 第 2 號事件 REPLIED 早於期限已發生的事（開始或暫停） / event 2 REPLIED is earlier than what already happened to the clock (its start or pause)',
      () => folded(commitmentOf('6wd'), received, ['REPLIED', '2026-03-01']),
    ],
    [
      'HistoryError: 第 2 號事件 CORRECTION_REQUESTED 的最後日 2026-03-02 早於要求之日 / event 2 CORRECTION_REQUESTED has its last day 2026-03-02 before it was asked',
      () =>
        folded(commitmentOf('6wd'), received, [
          'CORRECTION_REQUESTED',
          '2026-03-03',
          { lastDay: '2026-03-02' },
        ]),
    ],
    [
      'LengthError: 第 2 號事件 EXTENDED 沒有展延長度 / event 2 EXTENDED has no length',
      () =>
        folded(commitmentOf('6wd', { extension: { maxTimes: 1, maxLength: parseLength('6wd') } }), received, [
          'EXTENDED',
          '2026-03-03',
        ]),
    ],
    [
      'HistoryError: 暫停的結束（2026-03-03 09:00）早於開始（2026-03-04 09:00） / a pause ends (2026-03-03 09:00) before it starts (2026-03-04 09:00)',
      () =>
        dueFor({
          commitment: commitmentOf('6wd'),
          from: taipei('2026-03-02'),
          pauses: [{ from: taipei('2026-03-04'), to: taipei('2026-03-03') }],
          calendar,
        }),
    ],
    [
      'HistoryError: 答復（2026-03-01 09:00）早於起算（2026-03-02 09:00） / the answer (2026-03-01 09:00) is earlier than the start (2026-03-02 09:00)',
      () =>
        dueFor({
          commitment: commitmentOf('6wd'),
          from: taipei('2026-03-02'),
          answered: taipei('2026-03-01'),
          calendar,
        }),
    ],
  ])('%s', (words, call) => {
    expect(refusal(call)).toBe(words);
  });
});

describe('the text for a file, line by line', () => {
  const good = yearCsv(2026, []);
  const problems = (text: string) => {
    try {
      parseCalendarCsv(text, '2026.csv');
    } catch (error) {
      return (error as CalendarFileError).problems.map(({ line, zh, en }) => `${line} ${zh} / ${en}`);
    }
    return [];
  };

  test.each<[string, string]>([
    [
      '1 標題列應為「西元日期,星期,是否放假,備註」，實為「西元日期,星期,是否放假,說明」 / the header must be "西元日期,星期,是否放假,備註", not "西元日期,星期,是否放假,說明"',
      good.replace('備註', '說明'),
    ],
    ['2 沒有任何日期 / there is no day in it', good.split('\r\n')[0]!],
    [
      '64 「2026-03-04,三,0,」不是一列日期（yyyymmdd,星期,0 或 2,備註） / "2026-03-04,三,0," is not a row of a day (yyyymmdd,weekday,0 or 2,remark)',
      good.replace('20260304,三', '2026-03-04,三'),
    ],
    [
      '64 2026-03-04 是星期三，不是「四」 / 2026-03-04 is 星期三, not "四"',
      good.replace('20260304,三', '20260304,四'),
    ],
    [
      '64 是否放假只能是 0（上班）或 2（放假），不能是「1」 / the code must be 0 (working) or 2 (off), not "1"',
      good.replace('20260304,三,0', '20260304,三,1'),
    ],
    [
      '64 2027-03-04 不屬於 2026 年 / 2027-03-04 does not belong to 2026',
      good.replace('20260304,三', '20270304,四'),
    ],
    [
      '64 2026-03-03 重複，已見於第 63 行 / 2026-03-03 is given twice, first on line 63',
      good.replace('20260304,三', '20260303,二'),
    ],
    [
      '65 2026-03-04 未依日期先後排列 / 2026-03-04 is out of order',
      good.replace(/^(20260304.*\r\n)(20260305.*\r\n)/m, '$2$1'),
    ],
    ['365 缺少 2026-12-31 / 2026-12-31 is missing', good.replace(/^20261231.*\r\n/m, '')],
  ])('%s', (words, text) => {
    expect(problems(text)[0]).toBe(words);
  });

  test('is sorted by line; an unreadable file is wrong in its first line', () => {
    const two = good.replace('20260302,一', '20260301,日').replace('20260304,三,0', '20260304,三,1');
    expect(problems(two).map((text) => text.slice(0, 2))).toEqual(['62', '64', '36', '36']); // two days are missing
    const unreadable = () => decodeCalendar(Uint8Array.from([0xff, 0xfe, 0xff]), 'x.csv');
    expect(refusal(unreadable)).toBe(
      'CalendarFileError: x.csv:1 編碼不是 UTF-8 也不是 Big5 / x.csv:1 the encoding is neither UTF-8 nor Big5',
    );
  });

  test('remarks are kept as they are, without the blanks around them', () => {
    const { remarks } = parseCalendarCsv(
      good.replace('20260304,三,0,', '20260304,三,0, 運動會 '),
      '2026.csv',
    );
    expect(remarks.filter(Boolean)).toEqual(['運動會']);
  });

  test('lists at most twenty problems', () => {
    expect(problems(good.replaceAll(',0,', ',7,'))).toHaveLength(20);
  });
});

describe('the text for a commitment', () => {
  const fault = (more: Partial<ClockCommitment>) =>
    commitmentFaults(
      commitmentOf('5wd', more),
      new Set(['RECEIVED', 'REOPENED', 'REPLIED', 'WITHDRAWN', 'MERGED']),
    ).map(({ field, zh, en }) => `${field}: ${zh} / ${en}`);
  const still = { pauseOn: [], resumeOn: [] };
  const extension = (maxTimes: number, length: string) => ({
    extension: { maxTimes, maxLength: parseLength(length) },
  });

  test.each<[string, Partial<ClockCommitment>]>([
    ['startOn: 沒有起算的事件 / no event starts it', { startOn: [] }],
    ['stopOn: 沒有辦結的事件 / no event stops it', { stopOn: [] }],
    [
      'length: 期限須為正整數 / the length must be a positive whole number',
      { length: { amount: -1, unit: 'd' } },
    ],
    [
      'stopOn: 每個結束的事件又會重新起算，永無止境 / every event that ends it starts it again: it would never end',
      { stopOn: ['RECEIVED'], cancelOn: ['REOPENED'] },
    ],
    ['resumeOn: 有暫停而無續行的事件 / it pauses but never resumes', { pauseOn: ['WITHDRAWN'] }],
    [
      'pauseOn: 同一事件不可既暫停又續行 / one event cannot both pause and resume it',
      { pauseOn: ['MERGED'], resumeOn: ['MERGED'] },
    ],
    [
      'extension: 展延的次數與長度須為正整數 / times and length of an extension must be positive',
      { extension: { maxTimes: 1, maxLength: { amount: 0, unit: 'd' } } },
    ],
    [
      'extension: 展延的次數與長度須為正整數 / times and length of an extension must be positive',
      { extension: { maxTimes: 0.5, maxLength: parseLength('1d') } },
    ],
    [
      'extension: 展延與期限須同為時數或同為日期 / hours are extended in hours, dates in dates',
      extension(1, '8h'),
    ],
    ['cancelOn: 沒有「RELPIED」這種事件 / there is no event "RELPIED"', { cancelOn: ['RELPIED'] }],
  ])('%s', (words, more) => {
    expect(fault({ ...still, ...more })).toEqual([words]);
  });

  test('a commitment needs only one end event that does not start it again', () => {
    expect(fault({ ...still, stopOn: ['RECEIVED', 'REPLIED'] })).toEqual([]);
    expect(fault({ ...still, stopOn: ['RECEIVED'], cancelOn: ['WITHDRAWN'] })).toEqual([]);
    expect(fault({ ...still, ...extension(2, '5wd') })).toEqual([]);
  });
});

describe('the text for an extension', () => {
  const limits = { extension: { maxTimes: 1, maxLength: parseLength('6wd') } };
  const asked = (length: string, at: string, commitment: ClockCommitment, ...lines: readonly EventLine[]) => {
    const clock = folded(commitment, received, ...lines).at(-1)!;
    return checkExtension({ clock, commitment, length: parseLength(length), at: taipei(at), calendar });
  };
  const six = commitmentOf('6wd', limits); // until 2026-03-10

  test.each<[string, Parameters<typeof asked>]>([
    [
      'not-extendable: 這項承諾不得展延 / this promise cannot be extended',
      ['6wd', '2026-03-03', commitmentOf('6wd')],
    ],
    [
      'clock-ended: 期限已經結束，無從展延 / the clock has ended and cannot be extended',
      ['6wd', '2026-03-05', six, ['REPLIED', '2026-03-04']],
    ],
    [
      'extension-too-late: 已逾期限（2026-03-10），不得展延 / it was due on 2026-03-10: too late to extend',
      ['6wd', '2026-03-10T24:00', six],
    ],
    [
      'extended-too-often: 展延以 1 次為限 / extended 1 time(s) already, which is the limit',
      ['1wd', '2026-03-06', six, ['EXTENDED', '2026-03-05', { length: '1wd' }]],
    ],
    [
      'extension-of-another-unit: 展延的單位須與期限（6wd）同為時數或同為日期 / a promise of 6wd is extended in the same kind of unit, hours or dates',
      ['8wh', '2026-03-03', six],
    ],
    ['extension-too-long: 每次展延不得超過 6wd / one extension is 6wd at most', ['7wd', '2026-03-03', six]],
    ['extension-too-long: 每次展延不得超過 6wd / one extension is 6wd at most', ['11d', '2026-03-03', six]],
  ])('%s', (words, request) => {
    const { reason, zh, en } = asked(...request)!;
    expect(`${reason}: ${zh} / ${en}`).toBe(words);
  });

  test('an extension is allowed up to the last moment and up to the full length', () => {
    const least = [asked('6wd', '2026-03-10T23:59', six), asked('8d', '2026-03-03', six)];
    expect(least).toEqual([null, null]); // 8 days from 03-10 end on 03-18, as six working days do
    expect(asked('9d', '2026-03-03', six)?.reason).toBe('extension-too-long');
  });
});

describe('the exact instant at which a rule switches', () => {
  test('a pause that begins at the end moves nothing, one a moment earlier does', () => {
    const due = (at: string) =>
      folded(commitmentOf('4h'), received, ['PAUSED', at], ['RESUMED', '2026-03-02T15:00']).at(-1)!.dueAt;
    expect(due('2026-03-02T13:00')).toBe(taipei('2026-03-02T13:00'));
    expect(due('2026-03-02T12:59')).toBe(taipei('2026-03-02T15:01'));
  });

  test('§48 IV is for a Saturday: another day off whose next working day is two days later ends at midnight', () => {
    const off = ['2026-03-11', '2026-03-12'].map((date) => ({
      date,
      kind: 'DAY_OFF' as const,
      remark: '測試',
    }));
    const question = {
      commitment: commitmentOf('9d', { saturdayMorning: true }),
      from: taipei('2026-03-02'),
    };
    expect(dueFor({ ...question, calendar: calendarOf({ overlays: off }) }).dueAt).toBe(
      taipei('2026-03-13T24:00'),
    );
  });

  test('used days of a fixed term: six at most when closed by the last day, all of them when late', () => {
    const used = (closed: string) => usedDaysFixedTerm(calendar, '2026-03-02', closed, '2026-03-20');
    expect(['2026-03-05', '2026-03-19', '2026-03-20', '2026-03-23'].map(used)).toEqual([3, 6, 6, 15]);
  });

  test('an event up to five seconds too early is accepted (clocks differ), more is an error', () => {
    const paused = (ms: number) =>
      folded(commitmentOf('4h'), received, ['PAUSED', taipei('2026-03-02') - ms]).at(-1)!.pauses;
    expect(paused(5_000)).toEqual([{ from: taipei('2026-03-02'), to: null }]);
    expect(refusal(() => paused(5_001))).toMatch(/^HistoryError/);
  });
});
