import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@app/sla/clock';
import { clockOf, foldOf, told, whole } from '../../../../test/support/whole-case.js';
import { WHOLE_CASE_INVARIANTS } from './case-invariants.js';
import { OriginsSeen } from './origins-seen.js';
import { WITHOUT_PROMISE } from '../record/list-place.js';
import type { WholeCase } from './whole-case.js';

const catalogue = { unit: (id: string) => ({ id, organisation: id.split('.')[0] }) as never };
const named = (of: WholeCase) =>
  WHOLE_CASE_INVARIANTS.filter(({ check }) => check(of, catalogue).length > 0).map(({ name }) => name);

/** How the case was tampered with, and the invariants that report it: these and no others. */
const TAMPERED: [name: string, what: string, change: (of: WholeCase) => void, also?: string[]][] = [
  ['history-chain', 'an event was edited', (of) => void (of.events[0]!.at = 7)],
  ['history-chain', 'the head is another', (of) => void (of.file.historyHead = 'x')],
  ['history-length', 'the case counts one event more', (of) => void of.file.historySeq++],
  ['history-length', 'the case counts one event fewer', (of) => void of.file.historySeq--],
  [
    'case-owner',
    'the unit is of another organisation',
    (of) => {
      of.file.unitId = 'sme.planning';
      for (const clock of of.clocks) clock.ownerUnitId = 'sme.planning';
    },
  ],
  [
    'case-without-clock',
    'all have ended',
    (of) => {
      told(of);
      of.timers = [];
      for (const one of [...of.clocks, ...(of.folded as Clock[])])
        Object.assign(one, { state: 'LATE', standing: null });
      of.file.listOrder = WITHOUT_PROMISE;
    },
  ],
  [
    'case-without-clock',
    'one is paused without an end',
    (of) => {
      told(of);
      of.timers = [];
      of.clocks = of.clocks.filter(({ id }) => id === 'paused');
      of.folded = [foldOf(of, 'paused')];
      for (const one of [of.clocks[0]!, foldOf(of, 'paused')]) one.dueAt = null;
      of.file.listOrder = WITHOUT_PROMISE;
    },
  ],
  ['imported-with-clock', 'imported and not adopted', (of) => void (of.file.origin = 'IMPORTED')],
  ...(['startedAt', 'endedAt', 'dueAt'] as const).map((field): (typeof TAMPERED)[number] => [
    'clock-not-folded',
    `${field} is another`,
    (of) => void (clockOf(of, 'kept')[field] = 77),
  ]),
  ['clock-not-folded', 'the state is another', (of) => void (clockOf(of, 'kept').state = 'LATE')],
  ['clock-not-folded', 'one is not stored', (of) => void of.clocks.pop()],
  ['clock-not-folded', 'one follows from nothing', (of) => void (of.folded as Clock[]).pop()],
  ['clock-not-folded', 'the history cannot be folded', (of) => void (of.folded = new Error('x'))],
  [
    'clock-misplaced',
    'on the board of another unit',
    (of) => void (clockOf(of, 'runs').ownerUnitId = 'demo.registry'),
  ],
  ['clock-misplaced', 'of another organisation', (of) => void (clockOf(of, 'runs').organisationId = 'sme')],
  ['clock-standing', 'runs and stands nowhere', (of) => void (clockOf(of, 'runs').standing = null)],
  ['clock-standing', 'has ended and still stands', (of) => void (clockOf(of, 'kept').standing = 'WARNING')],
  [
    'two-live-clocks',
    'one runs twice',
    (of) => {
      of.clocks.push({ ...clockOf(of, 'runs'), occurrence: 2 });
      (of.folded as Clock[]).push({ ...foldOf(of, 'runs'), occurrence: 2 });
    },
  ],
  [
    'two-live-clocks',
    'one runs and is paused',
    (of) => {
      of.clocks.push({ ...clockOf(of, 'paused'), commitmentId: 'promise-runs', occurrence: 2 });
      (of.folded as Clock[]).push({ ...foldOf(of, 'paused'), commitmentId: 'promise-runs', occurrence: 2 });
    },
  ],
  ['two-live-timers', 'one is armed twice', (of) => void of.timers.push({ ...of.timers[0]!, id: 't3' })],
  [
    'timer-of-older-clock',
    'of an older generation',
    (of) => void of.timers.push({ ...of.timers[0]!, id: 't3', occurrence: 'x', generation: 1 }),
  ],
  [
    'timer-of-older-clock',
    'of a clock that has ended',
    (of) => void of.timers.push({ ...of.timers[0]!, id: 't3', kind: 'clock.rung', subjectId: 'kept' }),
  ],
  ['clock-without-timer', 'none is armed', (of) => void of.timers.shift()],
  ['clock-without-timer', 'one of another kind is armed', (of) => void (of.timers[0]!.kind = 'case.closes')],
  [
    'clock-without-timer',
    'the one armed is of an older generation',
    (of) => void (of.timers[0]!.generation = 1),
    ['timer-of-older-clock'],
  ],
  ['breach-not-matched', 'it fired and was not said', (of) => told(of)],
  [
    'breach-not-matched',
    'it was said and did not fire',
    (of) => told(of, ['OVERDUE', { clockId: 'broken' }], ['OVERDUE', { clockId: 'runs' }]),
  ],
  [
    'breach-not-matched',
    'it was said twice, and fired twice',
    (of) => {
      told(of, ['OVERDUE', { clockId: 'broken' }], ['OVERDUE', { clockId: 'broken' }]);
      of.timers.push({ ...of.timers[1]!, id: 't3' });
    },
  ],
  ['list-place', 'it stands after its due date', (of) => void (of.file.listOrder = 101)],
  ['list-place', 'it waits for another', (of) => void (of.file.waitsFor = 'UNIT')],
  ['list-place', 'it has the last day of a correction', (of) => void (of.file.correctionBy = '2026-11-30')],
  [
    'list-place',
    'its history says that it waits for approval',
    (of) => told(of, ['SUBMITTED', {}], ['OVERDUE', { clockId: 'broken' }]),
  ],
];

/** What a person reads of the first example of each. */
const WORDS: [name: string, words: string][] = [
  ['history-chain', 'the history chain breaks at event 1'],
  ['history-length', 'the case counts 3 events, its history has 2'],
  ['case-owner', 'its unit sme.planning is not one of demo: no one sees it, or two agencies do'],
  ['case-without-clock', 'the case is open and has neither a running clock nor a pause with an end'],
  ['imported-with-clock', 'the case is imported and has a clock though no one adopted it'],
  ['clock-not-folded', 'clock promise-kept: startedAt is 77, the history says 1'],
  ['clock-misplaced', 'clock promise-runs is on the board of another unit than its case'],
  ['clock-standing', 'clock promise-runs is RUNNING, which the board does not show'],
  ['two-live-clocks', 'two clocks of one promise live at once: promise-runs|c'],
  ['two-live-timers', 'two timers are armed for the same thing: clock.due|runs|due'],
  ['timer-of-older-clock', 'the armed timer t3 belongs to a clock that has moved or ended since'],
  ['clock-without-timer', 'the running clock runs has not broken and has no timer for what comes next'],
  ['breach-not-matched', 'clock broken has 0 OVERDUE event(s) for 1 fired due timer(s)'],
  ['list-place', 'lists have listOrder 101, the history says 100'],
];

describe('the invariants of one case', () => {
  it('holds for a valid one', () => expect(named(whole())).toEqual([]));

  it.each(TAMPERED)('%s is reported when %s, and nothing else is', (name, _what, change, also = []) => {
    expect(named(whole(change)).toSorted()).toEqual([name, ...also].toSorted());
  });

  it.each(WORDS)('%s is said in words that a person understands, in the first example', (name, words) => {
    const [, , change] = TAMPERED.find(([of]) => of === name)!;
    const said = WHOLE_CASE_INVARIANTS.find((one) => one.name === name)!.check(whole(change), catalogue);
    expect(said).toEqual([words]);
  });

  it('say so of a clock that is paused, and of a history that cannot be folded', () => {
    const check = (name: string, change: (of: WholeCase) => void) =>
      WHOLE_CASE_INVARIANTS.find((one) => one.name === name)!.check(whole(change), catalogue);
    expect(check('clock-standing', (of) => void (clockOf(of, 'paused').standing = 'WARNING'))).toEqual([
      'clock promise-paused is PAUSED, which the board does not show',
    ]);
    expect(check('clock-not-folded', (of) => void (of.folded = new Error('no such day')))).toEqual([
      'its history cannot be folded: no such day',
    ]);
    expect(check('clock-not-folded', (of) => void (of.folded as Clock[]).shift())).toEqual([
      'clock promise-runs is stored but does not follow from the history',
    ]);
  });

  it('a case of a unit that the catalogue does not know is reported, too', () => {
    const none = { unit: () => undefined };
    const broken = WHOLE_CASE_INVARIANTS.filter(({ check }) => check(whole(), none).length > 0);
    expect(broken.map(({ name }) => name)).toEqual(['case-owner']);
  });

  it('are each tried by at least one change', () => {
    const tried = new Set(TAMPERED.map(([name]) => name));
    expect([...tried].toSorted()).toEqual(WHOLE_CASE_INVARIANTS.map(({ name }) => name).toSorted());
  });

  it.each<[string, (of: WholeCase) => void]>([
    [
      'a case that is over needs no clock',
      (of) => {
        told(of);
        Object.assign(of, { clocks: [], folded: [], timers: [] });
        Object.assign(of.file, { status: 'CLOSED', listOrder: WITHOUT_PROMISE, waitsFor: 'NONE' });
      },
    ],
    [
      'an open case may have no other clock than one that is paused with an end',
      (of) => {
        told(of);
        Object.assign(of, { timers: [], folded: [foldOf(of, 'paused')] });
        of.clocks = [clockOf(of, 'paused')];
        of.file.listOrder = WITHOUT_PROMISE;
      },
    ],
    [
      'an open case may have no other clock than one that runs',
      (of) => {
        told(of);
        Object.assign(of, { timers: of.timers.slice(0, 1), folded: [foldOf(of, 'runs')] });
        of.clocks = [clockOf(of, 'runs')];
      },
    ],
    [
      'two clocks of one promise may stand where one has ended',
      (of) => {
        of.clocks.push({ ...clockOf(of, 'kept'), occurrence: 2 });
        (of.folded as Clock[]).push({ ...foldOf(of, 'kept'), occurrence: 2 });
      },
    ],
    [
      'an imported case needs none until it is adopted',
      (of) => {
        told(of, ['IMPORTED', {}]);
        Object.assign(of, { clocks: [], folded: [], timers: [] });
        Object.assign(of.file, { origin: 'IMPORTED', listOrder: WITHOUT_PROMISE });
      },
    ],
    [
      'one that was adopted may have them',
      (of) => {
        told(of, ['ADOPTED', {}], ['OVERDUE', { clockId: 'broken' }]);
        of.file.origin = 'IMPORTED';
      },
    ],
    [
      'a clock that waits for a new calendar differs rightly',
      (of) => {
        of.recounting = true;
        Object.assign(foldOf(of, 'runs'), { calendarVersion: 'new', dueAt: 200 });
      },
    ],
    [
      'a second timer of another moment is another',
      (of) => {
        of.timers.push({ ...of.timers[0]!, id: 't3', kind: 'clock.rung', occurrence: 'warn' });
      },
    ],
    ['a timer that fired may be older than its clock', (of) => void clockOf(of, 'broken').generation++],
    [
      'an armed timer of another kind is no timer of a clock',
      (of) => void of.timers.push({ ...of.timers[0]!, id: 't3', kind: 'survey.goes-out', subjectId: 'kept' }),
    ],
  ])('%s', (_what, change) => expect(named(whole(change))).toEqual([]));

  it.each<[string, (of: WholeCase) => void]>([
    [
      'when no pass is under way',
      (of) => void Object.assign(foldOf(of, 'runs'), { calendarVersion: 'new', dueAt: 200 }),
    ],
    [
      'on the same calendar',
      (of) => {
        of.recounting = true;
        foldOf(of, 'runs').dueAt = 200;
      },
    ],
    [
      'when it has ended',
      (of) => {
        of.recounting = true;
        Object.assign(foldOf(of, 'kept'), { calendarVersion: 'new', dueAt: 200 });
      },
    ],
  ])('a clock that differs %s is named', (_what, change) => {
    expect(named(whole(change))).toEqual(['clock-not-folded']);
  });
});

describe('demonstration cases beside real ones', () => {
  it.each([
    [['LIVE', 'LIVE'], []],
    [['DEMONSTRATION', 'DEMONSTRATION'], []],
    [['DEMONSTRATION', 'IMPORTED'], []],
    [['LIVE', 'IMPORTED'], []],
    [['LIVE', 'DEMONSTRATION', 'DEMONSTRATION'], ['N1']],
    [['DEMONSTRATION', 'LIVE'], ['N0']],
  ] as const)('%j', (origins, subjects) => {
    const seen = new OriginsSeen();
    origins.forEach((origin, at) => seen.add({ origin, caseNumber: `N${at}` }));
    expect(seen.violations().map(({ subject }) => subject)).toEqual(subjects);
  });
});
