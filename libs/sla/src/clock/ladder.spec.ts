import {
  DEFAULT_LADDER,
  firstWarning,
  fold,
  ladderFor,
  ladderInstants,
  LadderError,
  ONE_DAY_LADDER,
  parseLength,
  parseRungAt,
  type Clock,
  type LadderOf,
  type LadderRung,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, type EventLine } from './spec-support.js';

const calendar = calendarOf();
const clockOf = (length: string, ...lines: readonly EventLine[]): Clock =>
  fold(historyOf(...lines), commitmentOf(length), calendar).at(-1)!;
const shown = (clock: Clock, ladder: readonly LadderRung[], since?: number) =>
  ladderInstants(clock, ladder, calendar, since).map(({ rung, at, kind }) => {
    const wall = new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
    return `${rung.name} ${wall} ${kind}`;
  });
const rungs = (...ats: string[]): LadderRung[] => ats.map((at) => ({ name: at, at, to: ['CASE_HANDLER'] }));

describe('the ladder', () => {
  test('the default ladder, over a weekend', () => {
    const clock = clockOf('6wd', ['RECEIVED', '2026-03-05T08:30']); // Thursday; due Friday 13
    expect(shown(clock, DEFAULT_LADDER)).toEqual([
      'warn-70 2026-03-11T16:42 WARNING', // 70 % of seven office days is 39.2 hours
      'warn-1wd 2026-03-12T08:30 WARNING',
      'due-day 2026-03-13T09:00 WARNING',
      'overdue-at-once 2026-03-14T00:00 DUE',
      'overdue-1 2026-03-16T08:30 ESCALATION',
      'overdue-3 2026-03-18T08:30 ESCALATION',
      'overdue-5 2026-03-20T08:30 ESCALATION',
    ]);
  });

  test('the ladder of one-day promises', () => {
    expect(ladderFor(parseLength('1wd'))).toBe(ONE_DAY_LADDER);
    expect(ladderFor(parseLength('2wd'))).toBe(DEFAULT_LADDER);
    expect(ladderFor(parseLength('1wd'), [])).toEqual([]);
    expect(shown(clockOf('1wd', ['RECEIVED', '2026-03-05T15:00']), ONE_DAY_LADDER).slice(0, 4)).toEqual([
      'due-noon 2026-03-06T12:00 WARNING',
      'due-last-hour 2026-03-06T16:30 WARNING',
      'overdue-at-once 2026-03-07T00:00 DUE',
      'overdue-1 2026-03-09T08:30 ESCALATION',
    ]);
  });

  test('rungs already past when the clock starts, or its timer is armed, are left out', () => {
    const clock = clockOf('2wd', ['RECEIVED', '2026-03-05T15:00']); // due Monday 9
    expect(shown(clock, rungs('-2wd', '-1wd', 'due@09:00'))).toEqual([
      '-1wd 2026-03-06T08:30 WARNING',
      'due@09:00 2026-03-09T09:00 WARNING',
    ]);
    expect(shown(clock, rungs('-1wd', 'due', '+1wd'), taipei('2026-03-20'))).toEqual([
      'due 2026-03-10T00:00 DUE',
      '+1wd 2026-03-10T08:30 ESCALATION',
    ]);
  });

  test('a warning at the start itself counts as past', () => {
    expect(shown(clockOf('1wd', ['RECEIVED', '2026-03-05T08:30']), rungs('-1wd'))).toEqual([]);
    expect(shown(clockOf('1wd', ['RECEIVED', '2026-03-05T08:29']), rungs('-1wd'))).toHaveLength(1);
  });

  test('every warning is moved into office time', () => {
    const clock = clockOf('8wh', ['RECEIVED', '2026-03-05T10:30']); // due Friday 10:30
    expect(
      shown(
        clock,
        rungs('50%', '-4wh', '-1wh', '-12h', '-1d@20:00', '-1wd@12:45', 'due@12:00', '+2wh', '+2h'),
      ),
    ).toEqual([
      '-1wd@12:45 2026-03-05T13:30 WARNING',
      '50% 2026-03-05T15:30 WARNING',
      '-4wh 2026-03-05T15:30 WARNING',
      '-12h 2026-03-06T08:30 WARNING',
      '-1d@20:00 2026-03-06T08:30 WARNING',
      '-1wh 2026-03-06T09:30 WARNING',
      '+2wh 2026-03-06T13:30 ESCALATION',
      '+2h 2026-03-06T13:30 ESCALATION',
    ]);
  });

  test('a warning that the next opening would move past the due moment comes in the last office minute before', () => {
    const night = clockOf('24h', ['RECEIVED', '2026-03-05T03:00']); // Thursday; due Friday 03:00
    expect(shown(night, rungs('-4h', '-1h', 'due@02:00'))).toEqual([
      '-4h 2026-03-05T17:29 WARNING',
      '-1h 2026-03-05T17:29 WARNING',
      'due@02:00 2026-03-05T17:29 WARNING',
    ]);
    const opening = clockOf('24h', ['RECEIVED', '2026-03-05T08:30']); // due exactly at opening time
    expect(shown(opening, rungs('-1h'))).toEqual(['-1h 2026-03-05T17:29 WARNING']);
    const evening = clockOf('4h', ['RECEIVED', '2026-03-05T18:00']); // no office time before it is due
    expect(shown(evening, rungs('-1h', '50%'))).toEqual([]);
  });

  test('AT_ONCE means exactly that instant, also by night and on days off, if between start and due', () => {
    const clock = clockOf('24h', ['RECEIVED', '2026-03-07T03:00']); // Saturday; due Sunday 03:00
    const places = ['50%', '-4h', '-1d', '-1wd@20:00', 'due@02:30', 'due@03:00', '-24h', '+1h', '+1wd'];
    const atOnce = rungs(...places).map((rung) => ({ ...rung, when: 'AT_ONCE' as const }));
    expect(shown(clock, atOnce)).toEqual([
      '50% 2026-03-07T15:00 WARNING',
      '-4h 2026-03-07T23:00 WARNING',
      'due@02:30 2026-03-08T02:30 WARNING',
      '+1h 2026-03-08T04:00 ESCALATION',
      '+1wd 2026-03-09T08:30 ESCALATION',
    ]);
    expect(shown(clock, rungs(...places))).toEqual([
      '+1h 2026-03-09T08:30 ESCALATION',
      '+1wd 2026-03-09T08:30 ESCALATION',
    ]);
    const friday = clockOf('72h', ['RECEIVED', '2026-03-06T12:00']); // due Monday noon
    expect(shown(friday, atOnce.slice(2, 4))).toEqual([
      '-1wd@20:00 2026-03-06T20:00 WARNING',
      '-1d 2026-03-08T00:00 WARNING',
    ]);
  });

  test('referrals remind the partner; the desk is reminded at once when an offer expires', () => {
    const to = (length: string, about: LadderOf) =>
      Object.fromEntries(
        ladderFor(parseLength(length), undefined, about).map((rung) => [rung.name, rung.to]),
      );
    expect(to('1wd', 'OFFER')).toMatchObject({
      'due-noon': ['PARTNER', 'CASE_HANDLER'],
      'overdue-at-once': ['DESK_SUPERVISOR', 'PARTNER'],
    });
    expect(to('2w', 'REFERRAL')).toMatchObject({
      'due-day': ['PARTNER', 'CASE_HANDLER', 'DEPUTY'],
      'overdue-at-once': ['UNIT_HEAD'],
    });
  });

  test('the percentage leaves pauses out', () => {
    const clock = clockOf(
      '8wh',
      ['RECEIVED', '2026-03-05T08:30'],
      ['PAUSED', '2026-03-05T10:30'],
      ['RESUMED', '2026-03-09T08:30'],
    );
    expect(shown(clock, rungs('25%', '50%'))).toEqual([
      '25% 2026-03-09T08:30 WARNING',
      '50% 2026-03-09T10:30 WARNING',
    ]);
  });

  test('no rungs while there is no due date, none for an ended clock', () => {
    expect(
      shown(clockOf('6wd', ['RECEIVED', '2026-03-05'], ['PAUSED', '2026-03-06']), DEFAULT_LADDER),
    ).toEqual([]);
    expect(
      shown(clockOf('6wd', ['RECEIVED', '2026-03-05'], ['REPLIED', '2026-03-06']), DEFAULT_LADDER),
    ).toEqual([]);
  });

  test('rungs past the loaded years are left out; the clock is not refused', () => {
    const clock = clockOf('6wd', ['RECEIVED', '2027-12-21T08:30']); // due 2027-12-30, the last working day
    expect(clock.dueDate).toBe('2027-12-30');
    expect(shown(clock, DEFAULT_LADDER).map((line) => line.split(' ')[0])).toEqual([
      'warn-70',
      'warn-1wd',
      'due-day',
      'overdue-at-once',
    ]);
    expect(firstWarning(ladderInstants(clock, rungs('+1wd'), calendar))).toBeNull();
  });

  test.each(['0%', '100%', '7', 'wd', '-0wd', '+1w', 'due@9:00', 'due@24:00', '-1wh@09:00', '1wd', ''])(
    '"%s" is refused',
    (at) => {
      expect(() => parseRungAt(at)).toThrow(LadderError);
    },
  );
});
