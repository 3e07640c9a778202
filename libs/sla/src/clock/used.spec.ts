import { clockUsedDays, dueFor, fold, HistoryError, type ClockCommitment } from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, type EventLine } from './spec-support.js';

const calendar = calendarOf();

const usedBy = (now: string, commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
  clockUsedDays(fold(historyOf(...lines), commitment, calendar).at(-1)!, commitment, calendar, taipei(now));

describe('the days a clock used', () => {
  const six = commitmentOf('6wd');
  const month = commitmentOf('30d');

  test.each<[string, string, EventLine[], number]>([
    ['answered on the day of receipt', '2026-05-04T09:00', [['REPLIED', '2026-05-04T17:00']], 0.5],
    ['answered two working days later', '2026-05-04', [['REPLIED', '2026-05-06']], 2],
    ['answered late: all of them', '2026-05-04', [['REPLIED', '2026-05-20']], 12],
    ['over the Spring Festival (example 19)', '2026-02-11', [['REPLIED', '2026-02-23']], 3],
    ['withdrawn', '2026-05-04', [['WITHDRAWN', '2026-05-05']], 1],
  ])('%s', (_, received, lines, used) => {
    expect(usedBy('2026-12-31', six, ['RECEIVED', received], ...lines)).toBe(used);
  });

  test('are counted up to now while it runs', () => {
    const received: EventLine = ['RECEIVED', '2026-05-04'];
    expect(['2026-05-04', '2026-05-05', '2026-05-09'].map((now) => usedBy(now, six, received))).toEqual([
      0.5, 1, 4,
    ]);
  });

  test('days of a correction are not used, whether the promise is in working or in calendar days', () => {
    const lines: EventLine[] = [
      ['RECEIVED', '2026-03-02'],
      ['CORRECTION_REQUESTED', '2026-03-11', { lastDay: '2026-03-31' }],
      ['CORRECTED', '2026-03-25'],
    ];
    expect(usedBy('2026-03-20', month, ...lines.slice(0, 2))).toBe(7); // 3-6 and 9-11 March
    expect(usedBy('2026-12-31', month, ...lines, ['REPLIED', '2026-04-15'])).toBe(20); // and 13 since 26 March
  });

  test('are counted from the start again when the period is restarted', () => {
    const again = commitmentOf('6wd', { onCorrection: 'RESTART' });
    const lines: EventLine[] = [
      ['RECEIVED', '2026-03-02'],
      ['CORRECTION_REQUESTED', '2026-03-05'],
      ['CORRECTED', '2026-03-09'],
    ];
    expect(usedBy('2026-12-31', again, ...lines, ['REPLIED', '2026-03-11'])).toBe(2);
  });

  test('are null for a promise in hours and past the loaded years', () => {
    expect(usedBy('2026-05-06', commitmentOf('8wh'), ['RECEIVED', '2026-05-04'])).toBeNull();
    expect(usedBy('2031-01-01', six, ['RECEIVED', '2026-05-04'])).toBeNull();
  });
});

describe('a promise without a case that was answered', () => {
  const question = { commitment: commitmentOf('30d'), from: taipei('2026-03-02'), calendar };
  const pauses = [{ from: taipei('2026-03-11'), to: taipei('2026-03-25') }];
  const answer = (answered: string) => dueFor({ ...question, pauses, answered: taipei(answered) });

  test('is kept or late, with the days used', () => {
    expect(dueFor(question).answer).toBeUndefined();
    expect(answer('2026-04-15T23:59')).toMatchObject({
      dueDate: '2026-04-15',
      answer: { state: 'ON_TIME', usedDays: 20 },
    });
    expect(answer('2026-04-16T00:00').answer).toEqual({ state: 'LATE', usedDays: 21 });
  });

  test('a pause ends with the answer; one that begins after it is ignored', () => {
    expect(answer('2026-03-13')).toMatchObject({
      dueDate: '2026-04-07',
      answer: { state: 'ON_TIME', usedDays: 7 },
    });
    expect(answer('2026-03-10')).toMatchObject({ dueDate: '2026-04-01', answer: { usedDays: 6 } });
  });

  test('cannot be answered before it was promised', () => {
    expect(() => answer('2026-03-01')).toThrow(HistoryError);
  });
});
