import {
  checkExtension,
  CalendarRangeError,
  fold,
  HistoryError,
  beyondHorizon,
  isBreached,
  isEarlier,
  lastChange,
  parseLength,
  remaining,
  remainingWords,
  stateAt,
  type ClockCommitment,
  type ClockEvent,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, type EventLine } from './spec-support.js';

const calendar = calendarOf();
const one = (history: ClockEvent[], commitment: ClockCommitment) =>
  fold(history, commitment, calendar).at(-1)!;

describe('start and end', () => {
  test('a clock runs to 24:00 of its last day and names its versions', () => {
    expect(fold(historyOf(['RECEIVED', '2026-02-11']), commitmentOf('1wd'), calendar)).toStrictEqual([
      {
        commitmentId: 'law.test',
        commitmentVersion: '1',
        calendarVersion: 'test',
        subject: 'CASE',
        subjectId: '',
        occurrence: 1,
        state: 'RUNNING',
        startedAt: taipei('2026-02-11'),
        endedAt: null,
        dueAt: taipei('2026-02-12T24:00'),
        dueDate: '2026-02-12',
        pauses: [],
        extensions: [],
      },
    ]);
  });

  test.each([
    ['2026-02-12T23:59', 'ON_TIME'],
    ['2026-02-12T24:00', 'LATE'],
  ])('answered at %s it is %s', (at, state) => {
    const clock = one(historyOf(['RECEIVED', '2026-02-11'], ['REPLIED', at]), commitmentOf('1wd'));
    expect(clock).toMatchObject({ state, endedAt: taipei(at) });
  });

  test('withdrawn: ended without a verdict; later events do not touch it', () => {
    const ended = historyOf(['RECEIVED', '2026-02-11'], ['WITHDRAWN', '2026-02-12']);
    const after = historyOf(['REPLIED', '2026-03-01'], ['PAUSED', '2026-03-02']).map((e) => ({
      ...e,
      seq: e.seq + 2,
    }));
    expect(one([...ended, ...after], commitmentOf('1wd'))).toEqual(one(ended, commitmentOf('1wd')));
    expect(one(ended, commitmentOf('1wd')).state).toBe('CANCELLED');
  });

  test('a start while the clock is live is ignored; after its end it starts a new clock and the breach stays', () => {
    const history = historyOf(
      ['RECEIVED', '2026-03-02'],
      ['REOPENED', '2026-03-03'],
      ['REPLIED', '2026-03-20'],
      ['REOPENED', '2026-04-07'],
    );
    const clocks = fold(history, commitmentOf('6wd'), calendar);
    expect(clocks.map(({ occurrence, state, dueDate }) => [occurrence, state, dueDate])).toEqual([
      [1, 'LATE', '2026-03-10'],
      [2, 'RUNNING', '2026-04-15'],
    ]);
    expect(isBreached(clocks[0]!, taipei('2026-04-08'))).toBe(true);
  });

  test('an interim reply may end one clock and start the next', () => {
    const commitment = commitmentOf('6wd', {
      startOn: ['RECEIVED', 'INTERIM'],
      stopOn: ['INTERIM', 'REPLIED'],
    });
    const clocks = fold(
      historyOf(['RECEIVED', '2026-03-02'], ['INTERIM', '2026-03-09']),
      commitment,
      calendar,
    );
    expect(clocks.map(({ state, dueDate }) => [state, dueDate])).toEqual([
      ['ON_TIME', '2026-03-10'],
      ['RUNNING', '2026-03-17'],
    ]);
  });

  test('a promise that ends after the last loaded year is refused, not guessed', () => {
    expect(() => one(historyOf(['RECEIVED', '2027-12-20']), commitmentOf('2m'))).toThrow(CalendarRangeError);
    expect(() => one(historyOf(['RECEIVED', '2028-01-03']), commitmentOf('1wd'))).toThrow(/2027-12-31/);
  });
});

describe('pauses', () => {
  const asked = ['CORRECTION_REQUESTED', '2026-03-11', { lastDay: '2026-03-20' }] as const;
  const received = ['RECEIVED', '2026-03-02'] as const;

  test.each([
    ['30d', '2026-04-15'], // unrolled 04-01, 21 days left
    ['4w', '2026-04-13'],
    ['1m', '2026-04-16'],
    ['10wd', '2026-03-30'], // 03-16; three working days left
  ])('%s: goes on with what remains from the day the correction is received: %s', (length, due) => {
    const late = historyOf(received, ['CORRECTION_REQUESTED', '2026-03-11'], ['CORRECTED', '2026-03-25']);
    expect(one(late, commitmentOf(length)).dueDate).toBe(due);
  });

  test('working hours: only paused office time is added', () => {
    const history = historyOf(
      ['RECEIVED', '2026-03-06T16:30'], // Friday
      ['PAUSED', '2026-03-06T17:00'],
      ['RESUMED', '2026-03-09T08:30'], // Monday
    );
    expect(one(history, commitmentOf('8wh')).dueAt).toBe(taipei('2026-03-09T17:00'));
    expect(one(history.slice(0, 1), commitmentOf('8wh')).dueAt).toBe(taipei('2026-03-09T16:30'));
  });

  test('elapsed hours: the pause is added to the millisecond', () => {
    const history = historyOf(received, ['PAUSED', '2026-03-02T10:00'], ['RESUMED', '2026-03-02T10:20']);
    expect(one(history, commitmentOf('4h')).dueAt).toBe(taipei('2026-03-02T13:20'));
  });

  test('while paused: due as if resumed on the last day, or no due date if there is none', () => {
    expect(one(historyOf(received, asked), commitmentOf('30d'))).toMatchObject({
      state: 'PAUSED',
      dueDate: '2026-04-10',
      pauses: [{ to: null, until: '2026-03-20', lapsesAt: taipei('2026-03-20T24:00') }],
    });
    const open = one(historyOf(received, ['SUPPLEMENT_REQUESTED', '2026-03-11']), commitmentOf('30d'));
    expect(open).toMatchObject({ state: 'PAUSED', dueAt: null, dueDate: null });
  });

  test.each([
    ['the timer on the next morning', ['CORRECTION_LAPSED', '2026-03-21T00:05']],
    ['a timer that came days late', ['CORRECTION_LAPSED', '2026-03-27']],
    ['a correction that came too late', ['CORRECTED', '2026-03-27']],
  ] as const)('a correction that lapses ends its pause on its own last day: %s', (_, event) => {
    const clock = one(historyOf(received, asked, event), commitmentOf('30d', { onCorrection: 'RESTART' }));
    expect(clock).toMatchObject({ state: 'RUNNING', dueDate: '2026-04-10' });
    expect(clock.pauses).toMatchObject([{ to: taipei('2026-03-20T24:00') }]);
  });

  test('an answer after the last day first ends the pause, also when its timer never came', () => {
    const clock = one(historyOf(received, asked, ['REPLIED', '2026-04-11']), commitmentOf('30d'));
    expect(clock).toMatchObject({ state: 'LATE', dueDate: '2026-04-10' });
  });

  test('RESTART: a complete correction counts the whole period again and keeps extensions', () => {
    const commitment = commitmentOf('30d', {
      onCorrection: 'RESTART',
      extension: { maxTimes: 1, maxLength: parseLength('30d') },
    });
    const history = historyOf(received, ['EXTENDED', '2026-03-03', { length: '10d' }], asked, [
      'CORRECTED',
      '2026-03-18',
    ]);
    expect(one(history, commitment)).toMatchObject({
      state: 'RUNNING',
      restartedAt: taipei('2026-03-18'),
      dueDate: '2026-04-27', // 04-17 and ten days
    });
    expect(one(history.slice(2).with(0, history[0]!), commitment).dueDate).toBe('2026-04-01');
  });

  test('RESTART does not undo a breach from before the correction was requested', () => {
    const history = historyOf(received, ['CORRECTION_REQUESTED', '2026-03-12'], ['CORRECTED', '2026-03-18']);
    const clock = one(history, commitmentOf('6wd', { onCorrection: 'RESTART' }));
    expect(clock.dueDate).toBe('2026-03-10');
    expect(stateAt(clock, taipei('2026-03-18'))).toBe('OVERDUE');
  });

  test('two causes: the clock runs on when both are over, and the overlap counts once', () => {
    const history = historyOf(
      received,
      ['SUPPLEMENT_REQUESTED', '2026-03-05'],
      asked,
      ['SUPPLEMENTED', '2026-03-12'],
      ['CORRECTED', '2026-03-18'],
    );
    expect(one(history.slice(0, 4), commitmentOf('30d')).state).toBe('PAUSED');
    expect(one(history, commitmentOf('30d'))).toMatchObject({
      state: 'RUNNING',
      dueDate: '2026-04-14', // 04-01 and 13 days
      pauses: [{ from: taipei('2026-03-05'), to: taipei('2026-03-18') }],
    });
  });

  test('an answer while paused is judged as resumed at that instant', () => {
    const paused = historyOf(received, ['PAUSED', '2026-03-10T10:00'], ['REPLIED', '2026-05-20']);
    expect(one(paused, commitmentOf('6wd'))).toMatchObject({ state: 'ON_TIME', dueDate: '2026-05-20' });
    const late = historyOf(received, ['PAUSED', '2026-03-11'], ['REPLIED', '2026-05-20']);
    expect(one(late, commitmentOf('6wd'))).toMatchObject({ state: 'LATE', dueDate: '2026-03-10' });
  });

  test('a pause between the counted end and the due date (next working day) leaves no days, but does not make it late', () => {
    const history = historyOf(
      ['RECEIVED', '2026-01-16'],
      ['PAUSED', '2026-02-20'],
      ['RESUMED', '2026-03-05'],
    );
    expect(one(history, commitmentOf('30d')).dueDate).toBe('2026-03-05'); // ended 02-15, due 02-23
  });

  test('what cannot have happened is refused; a few milliseconds of skew between processes are not', () => {
    const back = (at: string | number) => historyOf(received, ['PAUSED', '2026-03-03'], ['RESUMED', at]);
    expect(() => one(back('2026-03-02T12:00'), commitmentOf('6wd'))).toThrow(HistoryError);
    expect(one(back(taipei('2026-03-03') - 200), commitmentOf('6wd')).dueDate).toBe('2026-03-10');
    const ended = historyOf(received, ['CORRECTION_REQUESTED', '2026-03-11', { lastDay: '2026-03-10' }]);
    expect(() => one(ended, commitmentOf('30d'))).toThrow(/2026-03-10/);
  });
});

describe('extension', () => {
  const commitment = commitmentOf('30wd', { extension: { maxTimes: 2, maxLength: parseLength('30wd') } });
  const start = ['RECEIVED', '2026-04-07'] as const;
  const extend = (at: string, length = '10wd', more = {}) => ['EXTENDED', at, { length, ...more }] as const;

  test('counts from the old due date, not from the decision', () => {
    const clock = one(historyOf(start, extend('2026-05-04')), commitment);
    expect(clock.dueDate).toBe('2026-06-03');
    expect(clock.extensions).toEqual([
      { at: taipei('2026-05-04'), length: parseLength('10wd'), before: '2026-05-20', after: '2026-06-03' },
    ]);
  });

  test('of a paused clock: the days are added when it runs on', () => {
    const history = historyOf(start, ['PAUSED', '2026-05-04'], extend('2026-05-05'), [
      'RESUMED',
      '2026-05-06',
    ]);
    expect(one(history, commitment).dueDate).toBe('2026-06-05');
    expect(one(history.slice(0, 3), commitment)).toMatchObject({ state: 'PAUSED', dueAt: null });
  });

  test('of another commitment: does not move this one', () => {
    const history = historyOf(start, extend('2026-05-04', '10wd', { commitment: 'law.other' }));
    expect(one(history, commitment).dueDate).toBe('2026-05-20');
  });

  test.each([
    ['not extendable', commitmentOf('30wd'), [], '10wd', '2026-05-04', /cannot be extended/],
    ['ended', commitment, [['REPLIED', '2026-05-04']], '10wd', '2026-05-05', /has ended/],
    ['after the due date', commitment, [], '10wd', '2026-05-21T00:00', /too late/],
    ['too often', commitment, [extend('2026-05-04'), extend('2026-05-05')], '10wd', '2026-05-06', /2 time/],
    ['too long', commitment, [], '31wd', '2026-05-04', /30wd at most/],
    ['too long in another unit', commitment, [], '2m', '2026-05-04', /30wd at most/],
    ['hours for days', commitment, [], '8wh', '2026-05-04', /same kind of unit/],
  ] as const)(
    '%s: refused with the reason, and a recorded one moves nothing',
    (_, given, events, length, at, reason) => {
      const history = historyOf(start, ...events);
      const clock = one(history, given);
      const refusal = checkExtension({
        clock,
        commitment: given,
        length: parseLength(length),
        at: taipei(at),
        calendar,
      });
      expect(refusal?.message).toMatch(reason);
      const recorded = [...history, ...historyOf(extend(at, length)).map((e) => ({ ...e, seq: 99 }))];
      expect(one(recorded, given)).toEqual(clock);
    },
  );

  test('on the last day, in another unit and within the limit: allowed', () => {
    const clock = one(historyOf(start), commitment);
    const request = {
      clock,
      commitment,
      calendar,
      at: taipei('2026-05-20T23:59'),
      length: parseLength('1m'),
    };
    expect(checkExtension(request)).toBeNull();
  });
});

describe('referrals', () => {
  const referral = (more: Partial<ClockCommitment>) =>
    commitmentOf('1wd', {
      startOn: ['REFERRED'],
      stopOn: ['REFERRAL_REPLIED'],
      cancelOn: ['REFERRAL_RETURNED', 'WITHDRAWN'],
      ...more,
    });
  const history = historyOf(
    ['REFERRED', '2026-02-04', { referralId: 'a', chainId: 'a' }],
    ['REFERRED', '2026-02-04', { referralId: 'x', chainId: 'x' }],
    ['REFERRAL_RETURNED', '2026-02-05', { referralId: 'a', chainId: 'a' }],
    ['REFERRED', '2026-02-06', { referralId: 'b', chainId: 'a' }],
  );

  test('each referral has its own clock', () => {
    const clocks = fold(history, referral({ subject: 'REFERRAL' }), calendar);
    expect(clocks.map(({ subjectId, state, dueDate }) => [subjectId, state, dueDate])).toEqual([
      ['a', 'CANCELLED', '2026-02-05'],
      ['x', 'RUNNING', '2026-02-05'],
      ['b', 'RUNNING', '2026-02-09'],
    ]);
  });

  test('the reply clock of a chain counts from the first offer, also after a return and a new offer', () => {
    const reply = referral({ subject: 'REFERRAL_CHAIN', length: parseLength('2w'), cancelOn: [] });
    const clocks = fold(history, reply, calendar);
    expect(clocks.map(({ subjectId, dueDate }) => [subjectId, dueDate])).toEqual([
      ['a', '2026-02-23'],
      ['x', '2026-02-23'],
    ]);
    const cancelling = fold(history, { ...reply, cancelOn: ['REFERRAL_RETURNED'] }, calendar);
    expect(cancelling.filter(({ subjectId }) => subjectId === 'a')).toMatchObject([
      { occurrence: 1, state: 'CANCELLED' },
      { occurrence: 2, state: 'RUNNING', startedAt: taipei('2026-02-04'), dueDate: '2026-02-23' },
    ]);
  });

  test('an event of the whole case applies to the clocks of all its referrals', () => {
    const withdrawn = [
      ...history,
      ...historyOf(['WITHDRAWN', '2026-02-06T12:00']).map((e) => ({ ...e, seq: 5 })),
    ];
    const states = fold(withdrawn, referral({ subject: 'REFERRAL' }), calendar).map(({ state }) => state);
    expect(states).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
  });
});

describe('the time now', () => {
  const clock = one(historyOf(['RECEIVED', '2026-04-07']), commitmentOf('6wd')); // due 04-15
  test.each([
    ['2026-04-08', 'RUNNING', false, 5, 7],
    ['2026-04-14', 'WARNING', false, 1, 1],
    ['2026-04-15T23:59', 'WARNING', false, 0, 0],
    ['2026-04-16T00:00', 'OVERDUE', true, 1, 1],
    ['2026-04-20', 'OVERDUE', true, 3, 5],
  ])('%s: %s', (now, state, late, workingDays, calendarDays) => {
    expect(stateAt(clock, taipei(now), taipei('2026-04-13'))).toBe(state);
    expect(remaining(clock, taipei(now), calendar)).toMatchObject({ late, workingDays, calendarDays });
  });

  test.each([
    ['6wd', '2026-04-08', '還有 5 個工作日', '5 working days left'],
    ['6wd', '2026-04-14', '還有 1 個工作日', '1 working day left'],
    ['6wd', '2026-04-15', '今天到期', 'due today'],
    ['6wd', '2026-04-16', '已逾期 1 個工作日', 'overdue by 1 working day'],
    ['4h', '2026-04-07T09:20', '還有 3 小時', '3 hours left'],
    ['4h', '2026-04-07T12:30', '今天到期', 'due today'],
    ['4h', '2026-04-07T13:30', '已逾期', 'overdue'],
    ['4h', '2026-04-07T15:00', '已逾期 2 小時', 'overdue by 2 hours'],
    ['4h', '2026-04-09', '已逾期 2 個工作日', 'overdue by 2 working days'],
  ])('%s at %s: %s', (length, now, zh, en) => {
    const commitment = commitmentOf(length);
    const left = remaining(one(historyOf(['RECEIVED', '2026-04-07']), commitment), taipei(now), calendar)!;
    const words = (['zh-TW', 'en'] as const).map((locale) =>
      remainingWords(left, commitment.length.unit, locale),
    );
    expect(words).toEqual([zh, en]);
  });

  test('an ended clock does not change any more', () => {
    const ended = one(historyOf(['RECEIVED', '2026-04-07'], ['REPLIED', '2026-04-14']), commitmentOf('6wd'));
    const far = taipei('2027-12-31');
    expect(stateAt(ended, far)).toBe('ON_TIME');
    expect(remaining(ended, far, calendar)).toMatchObject({ late: false, workingDays: 1 });
  });

  test('a pause with a last day is over the day after, before any timer has fired', () => {
    const asked = ['CORRECTION_REQUESTED', '2026-04-08', { lastDay: '2026-04-10' }] as const;
    const paused = one(historyOf(['RECEIVED', '2026-04-07'], asked), commitmentOf('6wd'));
    expect(stateAt(paused, taipei('2026-04-10T23:59'))).toBe('PAUSED');
    expect(stateAt(paused, taipei('2026-04-11T00:00'))).toBe('RUNNING');
    expect(stateAt(paused, paused.dueAt!)).toBe('OVERDUE');
  });
});

describe('changes of the calendar', () => {
  const received = ['RECEIVED', '2026-07-06'] as const; // Monday; six working days: 07-14
  const typhoon = { date: '2026-07-10', kind: 'CLOSURE', remark: '颱風停止上班' } as const;
  const later = calendarOf({ version: 'typhoon', overlays: [typhoon] });

  test('a closure declared late moves a date later, never earlier; revoking it would', () => {
    const [before] = fold(historyOf(received), commitmentOf('6wd'), calendar);
    const [after] = fold(historyOf(received), commitmentOf('6wd'), later);
    expect(after).toMatchObject({ calendarVersion: 'typhoon', dueDate: '2026-07-15' });
    expect([isEarlier(after!, before!), isEarlier(before!, after!), isEarlier(before!, before!)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('a clock without a due date compares as later than any other', () => {
    const [dated] = fold(historyOf(received), commitmentOf('6wd'), calendar);
    const [waiting] = fold(historyOf(received, ['PAUSED', '2026-07-07']), commitmentOf('6wd'), calendar);
    expect([isEarlier(dated!, waiting!), isEarlier(waiting!, dated!)]).toEqual([true, false]);
  });

  test('name the last change', () => {
    const change = (...more: readonly EventLine[]) =>
      lastChange(one(historyOf(received, ...more), commitmentOf('6wd')));
    expect(change()).toBeNull();
    expect(change(['PAUSED', '2026-07-07'])).toEqual({ kind: 'PAUSED', at: taipei('2026-07-07') });
    expect(change(['PAUSED', '2026-07-07'], ['RESUMED', '2026-07-08'])?.kind).toBe('RESUMED');
  });

  test('promises that would end past the loaded years are reported months ahead', () => {
    const [short, long] = [commitmentOf('6wd'), commitmentOf('2m')];
    expect(beyondHorizon([short, long], calendar, taipei('2027-09-01'))).toEqual([]);
    expect(beyondHorizon([short, long], calendar, taipei('2027-11-10'))).toEqual([long]);
    expect(beyondHorizon([short, long], calendar, taipei('2028-01-01'))).toEqual([short, long]);
  });
});

describe('edges', () => {
  const received = ['RECEIVED', '2026-03-02'] as const; // six working days: Tuesday 03-10

  test('nothing left when paused on the last day: due on the day it goes on, rolled if that is a day off', () => {
    const history = historyOf(received, ['PAUSED', '2026-03-10'], ['RESUMED', '2026-03-14']); // a Saturday
    expect(one(history, commitmentOf('6wd')).dueDate).toBe('2026-03-16');
  });

  test('every pause is kept', () => {
    const twice = historyOf(
      received,
      ['PAUSED', '2026-03-03'],
      ['RESUMED', '2026-03-04'],
      ['PAUSED', '2026-03-05'],
      ['RESUMED', '2026-03-06'],
    );
    expect(one(twice, commitmentOf('6wd')).pauses).toEqual([
      { from: taipei('2026-03-03'), to: taipei('2026-03-04') },
      { from: taipei('2026-03-05'), to: taipei('2026-03-06') },
    ]);
  });

  test.each([
    ['2026-03-05', '2026-03-11'],
    ['2026-03-11', '2026-03-05'],
  ])('two causes that lapse on %s and %s: the later last day ends the pause', (first, second) => {
    const history = historyOf(
      received,
      ['CORRECTION_REQUESTED', '2026-03-04', { lastDay: first }],
      ['SUPPLEMENT_REQUESTED', '2026-03-04', { lastDay: second }],
      ['EXTENDED', '2026-03-20', { length: '1d' }],
    );
    const commitment = commitmentOf('30d', { extension: { maxTimes: 1, maxLength: parseLength('1d') } });
    const [paused, lapsed] = [history.slice(0, 3), history].map((events) => one(events, commitment));
    expect(paused).toMatchObject({ state: 'PAUSED', dueDate: '2026-04-08' });
    expect(paused?.pauses).toMatchObject([{ to: null, until: '2026-03-11' }]);
    expect(lapsed).toMatchObject({ state: 'RUNNING', dueDate: '2026-04-09' });
    expect(lapsed?.pauses).toMatchObject([{ to: taipei('2026-03-11T24:00') }]);
  });

  test('hours that end at midnight are due on the day that ends there', () => {
    expect(one(historyOf(['RECEIVED', '2026-03-02T20:00']), commitmentOf('4h'))).toMatchObject({
      dueAt: taipei('2026-03-03T00:00'),
      dueDate: '2026-03-02',
    });
  });

  test('an answer at the due instant itself is late', () => {
    const clock = one(historyOf(received), commitmentOf('6wd'));
    expect([isBreached(clock, clock.dueAt! - 1), isBreached(clock, clock.dueAt!)]).toEqual([false, true]);
  });

  test('two events with the same number are refused', () => {
    const history = historyOf(received, ['PAUSED', '2026-03-03']).map((event) => ({ ...event, seq: 7 }));
    expect(() => one(history, commitmentOf('6wd'))).toThrow(HistoryError);
  });
});
