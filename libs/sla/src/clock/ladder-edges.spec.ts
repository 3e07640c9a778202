import {
  firstWarning,
  fold,
  ladderInstants,
  type Calendar,
  type ClockCommitment,
  type LadderRung,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, type EventLine } from './spec-support.js';

/** Rungs that fall into a pause, onto the due moment, or outside office time. */
const calendar = calendarOf();
const clockOf = (commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
  fold(historyOf(...lines), commitment, calendar).at(-1)!;
const rungs = (when: LadderRung['when'], ...places: string[]): LadderRung[] =>
  places.map((at) => ({ name: at, at, to: ['CASE_HANDLER'], when }));
const heard = (clock: ReturnType<typeof clockOf>, ladder: LadderRung[]) =>
  ladderInstants(clock, ladder, calendar).map(({ rung, kind }) => `${rung.name} ${kind}`);

test('a warning that falls into a pause is left out, from its first instant to its last', () => {
  const pause: EventLine[] = [
    ['RECEIVED', '2026-03-02'],
    ['PAUSED', '2026-03-04'],
    ['RESUMED', '2026-03-09'],
  ];
  const clock = clockOf(commitmentOf('5d'), ...pause); // due on Thursday 03-12
  expect(clock.dueDate).toBe('2026-03-12');
  const at = ['-8d@08:59', '-8d@09:00', '-5d@12:00', '-3d@08:59', '-3d@09:00'];
  expect(heard(clock, rungs('AT_ONCE', ...at))).toEqual(['-8d@08:59 WARNING', '-3d@09:00 WARNING']);
});

test('while a correction is awaited, warnings after its last day are kept', () => {
  const asked: EventLine = ['CORRECTION_REQUESTED', '2026-03-04', { lastDay: '2026-03-09' }];
  const clock = clockOf(commitmentOf('5d'), ['RECEIVED', '2026-03-02'], asked);
  expect([clock.state, clock.dueDate]).toEqual(['PAUSED', '2026-03-12']);
  const at = ['-4d@12:00', '-3d@23:59', '-2d@00:00', '-1d@12:00'];
  expect(heard(clock, rungs('AT_ONCE', ...at))).toEqual(['-2d@00:00 WARNING', '-1d@12:00 WARNING']);
});

test('a percentage of a period that a correction began again counts from there', () => {
  const restarts = commitmentOf('10d', { onCorrection: 'RESTART' });
  const history: EventLine[] = [
    ['RECEIVED', '2026-03-02'],
    ['CORRECTION_REQUESTED', '2026-03-05', { lastDay: '2026-03-20' }],
    ['CORRECTED', '2026-03-09'],
  ];
  const clock = clockOf(restarts, ...history);
  expect(clock.restartedAt).toBe(taipei('2026-03-09'));
  const [half] = ladderInstants(clock, rungs('AT_ONCE', '50%'), calendar);
  expect(half!.at).toBe((taipei('2026-03-09') + clock.dueAt!) / 2);
});

test('a rung at the due moment or after it is not a warning', () => {
  const clock = clockOf(commitmentOf('3wh'), ['RECEIVED', '2026-03-02T09:00']); // until noon
  expect(clock.dueAt).toBe(taipei('2026-03-02T12:00'));
  expect(heard(clock, rungs('OFFICE_HOURS', 'due@12:00', 'due@11:59'))).toEqual(['due@11:59 WARNING']);
  const after = rungs('OFFICE_HOURS', 'due', '+1wd');
  expect(heard(clock, after)).toEqual(['due DUE', '+1wd ESCALATION']);
  expect(firstWarning(ladderInstants(clock, after, calendar))).toBeNull();
});

test('a percentage rung is left out where the period has no office time', () => {
  const weekend = clockOf(commitmentOf('4h'), ['RECEIVED', '2026-03-07T10:00']);
  expect(heard(weekend, rungs('OFFICE_HOURS', '50%'))).toEqual([]);
  expect(heard(weekend, rungs('AT_ONCE', '50%'))).toEqual(['50% WARNING']);
});

test('an unexpected error of the calendar is thrown, not taken for its end', () => {
  const value = () => {
    throw new TypeError('broken');
  };
  const broken = Object.create(calendar, { workingDayAfter: { value } }) as Calendar;
  const clock = clockOf(commitmentOf('6wd'), ['RECEIVED', '2026-03-02']);
  expect(() => ladderInstants(clock, rungs('OFFICE_HOURS', '+1wd'), broken)).toThrow(TypeError);
});
