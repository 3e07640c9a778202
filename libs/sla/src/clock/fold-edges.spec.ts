import {
  beyondHorizon,
  fold,
  HistoryError,
  parseLength,
  stateAt,
  type Calendar,
  type ClockCommitment,
} from './index.js';
import { calendarOf, commitmentOf, historyOf, taipei, type EventLine } from './spec-support.js';

/** Edge cases: two rules apply at the same instant, or a rule just does not apply. */
const calendar = calendarOf();
const received: EventLine = ['RECEIVED', '2026-03-02'];
const asked = (at: string, lastDay?: string): EventLine => [
  'CORRECTION_REQUESTED',
  at,
  lastDay ? { lastDay } : {},
];
const clocks = (commitment: ClockCommitment, ...lines: readonly EventLine[]) =>
  fold(historyOf(...lines), commitment, calendar);
const last = (length: string, ...lines: readonly EventLine[]) =>
  clocks(commitmentOf(length), ...lines).at(-1)!;
const extension = { maxTimes: 3, maxLength: parseLength('30d') };

describe('a later last day of a correction', () => {
  const postponed: EventLine = ['CORRECTION_POSTPONED', '2026-03-20', { lastDay: '2026-03-23' }];

  test('lengthens the pause of the awaited correction', () => {
    expect(last('30d', received, asked('2026-03-11', '2026-03-20'))).toMatchObject({ dueDate: '2026-04-10' });
    expect(last('30d', received, asked('2026-03-11', '2026-03-20'), postponed)).toMatchObject({
      state: 'PAUSED',
      dueDate: '2026-04-13',
      pauses: [{ from: taipei('2026-03-11'), until: '2026-03-23' }],
    });
  });

  test('has no effect where no correction is awaited, whether or not another pause is open', () => {
    expect(last('30d', received, postponed)).toMatchObject({ state: 'RUNNING', pauses: [] });
    const waiting: EventLine = ['SUPPLEMENT_REQUESTED', '2026-03-11'];
    expect(last('30d', received, waiting, postponed)).toEqual(last('30d', received, waiting));
    const deaf = commitmentOf('30d', { pauseOn: ['SUPPLEMENT_REQUESTED'] });
    expect(clocks(deaf, received, asked('2026-03-11', '2026-03-20'), postponed)).toEqual(
      clocks(deaf, received),
    );
  });
});

describe('pauses that overlap', () => {
  test('the newer last day applies when a correction is requested again', () => {
    const again = last('30d', received, asked('2026-03-11', '2026-03-20'), asked('2026-03-12', '2026-03-16'));
    expect(again.pauses).toMatchObject([{ from: taipei('2026-03-11'), until: '2026-03-16' }]);
  });

  test('of two, the one without a last day keeps the clock paused, whichever came first', () => {
    const waiting: EventLine = ['SUPPLEMENT_REQUESTED', '2026-03-11'];
    for (const two of [
      [waiting, asked('2026-03-11', '2026-03-20')],
      [asked('2026-03-11', '2026-03-20'), waiting],
    ])
      expect(last('30d', received, ...two)).toMatchObject({ state: 'PAUSED', dueAt: null });
  });

  test('of two with last days, the later one applies; the pause is over at the instant it ends', () => {
    const two = [
      asked('2026-03-11', '2026-03-20'),
      ['SUPPLEMENT_REQUESTED', '2026-03-11', { lastDay: '2026-03-13' }],
    ] as EventLine[];
    expect(last('30d', received, ...two, ['REPLIED', '2026-03-20T24:00'])).toMatchObject({
      dueDate: '2026-04-10',
      pauses: [{ from: taipei('2026-03-11'), to: taipei('2026-03-20T24:00') }],
    });
  });

  test('any resuming event ends a pause of an unknown kind', () => {
    expect(last('30d', received, ['PAUSED', '2026-03-11'], ['CORRECTED', '2026-03-12']).state).toBe(
      'RUNNING',
    );
    const supplement = [
      ['SUPPLEMENT_REQUESTED', '2026-03-11'],
      ['CORRECTED', '2026-03-12'],
    ] as EventLine[];
    expect(last('30d', received, ...supplement).state).toBe('PAUSED');
  });

  test('that begin after the end do not move the due date', () => {
    const supplement = (at: string) => last('6wd', received, ['SUPPLEMENT_REQUESTED', at]);
    expect(supplement('2026-03-10T23:59').dueAt).toBeNull();
    for (const at of ['2026-03-10T24:00', '2026-03-12']) expect(supplement(at).dueDate).toBe('2026-03-10');
  });

  test('a last day already past when it was set is an error in the history', () => {
    expect(() => last('30d', received, asked('2026-03-11T00:00', '2026-03-10'))).toThrow(HistoryError);
    expect(last('30d', received, asked('2026-03-10T23:59', '2026-03-10')).state).toBe('PAUSED');
  });
});

describe('a period counted again', () => {
  const again = (length: string) => commitmentOf(length, { onCorrection: 'RESTART', extension });

  test('stays paused while something else is awaited', () => {
    const waiting = [
      received,
      ['SUPPLEMENT_REQUESTED', '2026-03-04'],
      asked('2026-03-05'),
      ['CORRECTED', '2026-03-10'],
    ];
    const commitment = again('6wd');
    expect(clocks(commitment, ...(waiting as EventLine[]))).toMatchObject([
      { state: 'PAUSED', restartedAt: taipei('2026-03-10'), dueAt: null },
    ]);
    expect(clocks(commitment, ...(waiting as EventLine[]), ['SUPPLEMENTED', '2026-03-12'])).toMatchObject([
      { state: 'RUNNING', dueDate: '2026-03-20' }, // six days from 12 March
    ]);
  });

  test('its extensions count from the next working day where it ends on a day off', () => {
    const lines = [
      received,
      ['EXTENDED', '2026-03-03', { length: '1d' }],
      asked('2026-03-04'),
      ['CORRECTED', '2026-03-09'],
    ];
    expect(clocks(again('5d'), ...(lines as EventLine[]))).toMatchObject([{ dueDate: '2026-03-17' }]); // Saturday, Monday, one more
  });

  test('is not counted again when it was already over at that instant', () => {
    const over = [asked('2026-03-02T13:00'), ['CORRECTED', '2026-03-02T13:00']] as EventLine[];
    const [clock] = clocks(again('4h'), received, ...over);
    expect(clock).not.toHaveProperty('restartedAt');
    expect(stateAt(clock!, taipei('2026-03-02T13:00'))).toBe('OVERDUE');
  });
});

describe('the clocks an event applies to', () => {
  test('an extension applies to the commitment it names, or to all', () => {
    const extended = (commitment?: string) =>
      clocks(commitmentOf('6wd', { extension }), received, [
        'EXTENDED',
        '2026-03-03',
        { length: '1d', ...(commitment && { commitment }) },
      ]).at(-1)!.dueDate;
    expect([extended('law.test'), extended('law.other'), extended()]).toEqual([
      '2026-03-11',
      '2026-03-10',
      '2026-03-11',
    ]);
  });

  test('an event without a referral starts no referral clock; one of another referral changes nothing', () => {
    const commitment = commitmentOf('6wd', { subject: 'REFERRAL', startOn: ['REFERRED'] });
    const a = { referralId: 'a' };
    expect(clocks(commitment, ['REFERRED', '2026-03-02'])).toEqual([]);
    const begun = [['REFERRED', '2026-03-02', a]] as EventLine[];
    expect(clocks(commitment, ...begun, ['PAUSED', '2026-03-03', { referralId: 'b' }])).toEqual(
      clocks(commitment, ...begun),
    );
  });

  test('an answered chain starts again when offered again; so does a withdrawn case', () => {
    const chain = commitmentOf('2w', { subject: 'REFERRAL_CHAIN', startOn: ['REFERRED'] });
    const of = (id: string) => ({ referralId: id, chainId: 'a' });
    const answered = clocks(
      chain,
      ['REFERRED', '2026-03-02', of('a')],
      ['REPLIED', '2026-03-04', of('a')],
      ['REFERRED', '2026-03-09', of('b')],
    );
    expect(answered).toMatchObject([
      { state: 'ON_TIME' },
      { state: 'RUNNING', startedAt: taipei('2026-03-09') },
    ]);
    const withdrawn = clocks(
      commitmentOf('6wd'),
      received,
      ['WITHDRAWN', '2026-03-04'],
      ['REOPENED', '2026-03-09'],
    );
    expect(withdrawn).toMatchObject([
      { state: 'CANCELLED' },
      { startedAt: taipei('2026-03-09'), endedAt: null },
    ]);
  });

  test('an event delivered twice counts once; events delivered in reverse are put in order', () => {
    const commitment = commitmentOf('6wd', { extension });
    const history = historyOf(
      received,
      ['EXTENDED', '2026-03-03', { length: '1d' }],
      ['REPLIED', '2026-03-05'],
    );
    const once = fold(history, commitment, calendar);
    expect(once[0]!.extensions).toHaveLength(1);
    expect(fold([...history, ...history].reverse(), commitment, calendar)).toEqual(once);
    expect(() => fold([...history, { ...history[1]!, length: '2d' }], commitment, calendar)).toThrow(
      HistoryError,
    );
  });
});

describe('a promise of units asked to co-handle', () => {
  test('counts for each request apart, and ends by its own answer', () => {
    const of = {
      subject: 'CO_HANDLING',
      startOn: ['CO_HANDLING'],
      stopOn: ['CO_HANDLING_ANSWERED'],
    } as const;
    const all = clocks(
      commitmentOf('3wd', { ...of, startOn: [...of.startOn], stopOn: [...of.stopOn] }),
      ['CO_HANDLING', '2026-03-02', { coHandlingId: 'a' }],
      ['CO_HANDLING', '2026-03-03', { coHandlingId: 'b' }],
      ['CO_HANDLING_ANSWERED', '2026-03-04', { coHandlingId: 'a' }],
    );
    expect(all.map(({ subjectId, dueDate, state }) => [subjectId, dueDate, state])).toEqual([
      ['a', '2026-03-05', 'ON_TIME'],
      ['b', '2026-03-06', 'RUNNING'],
    ]);
  });
});

describe('more time for a partner', () => {
  const given = (of: object): EventLine => ['REFERRAL_TIME_GRANTED', '2026-03-04', { length: '2wd', ...of }];
  const referred: EventLine = ['REFERRED', '2026-03-02', { referralId: 'a', chainId: 'a' }];
  const dueOf = (subject: 'CASE' | 'REFERRAL' | 'REFERRAL_CHAIN' | 'CO_HANDLING', ...lines: EventLine[]) =>
    clocks(commitmentOf('6wd', { subject, startOn: ['REFERRED'] }), referred, ...lines)[0]?.dueDate;

  test('moves the promises of the referral and of its chain, whatever they say of extensions', () => {
    const given1 = given({ referralId: 'a', chainId: 'a' });
    expect(dueOf('REFERRAL')).toBe('2026-03-10');
    expect([dueOf('REFERRAL', given1), dueOf('REFERRAL_CHAIN', given1)]).toEqual([
      '2026-03-12',
      '2026-03-12',
    ]);
  });

  test('moves neither a promise of the case nor one of another referral', () => {
    expect(dueOf('CASE', given({ referralId: 'a', chainId: 'a' }))).toBe('2026-03-10');
    expect(dueOf('REFERRAL', given({ referralId: 'b', chainId: 'b' }))).toBe('2026-03-10');
  });

  test('has no effect on one that is overdue', () => {
    const late: EventLine = ['REFERRAL_TIME_GRANTED', '2026-03-11', { length: '9wd', referralId: 'a' }];
    expect(dueOf('REFERRAL', late)).toBe('2026-03-10');
  });
});

test('"past the loaded years" is distinguished from other errors', () => {
  const broken = Object.create(calendar, {
    dayAt: {
      value: () => {
        throw new TypeError('broken');
      },
    },
  }) as Calendar;
  expect(() => beyondHorizon([commitmentOf('6wd')], broken, taipei('2026-03-02'))).toThrow(TypeError);
  const far = [commitmentOf('6wd'), commitmentOf('2m')];
  expect(beyondHorizon(far, calendar, taipei('2027-12-01'))).toEqual([far[1]]);
});
