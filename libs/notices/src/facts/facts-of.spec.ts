import { describe, expect, it } from '@jest/globals';
import type { CaseContext, CaseFile, ClockRow, DueRow, HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { Basics } from './fact.js';
import { basicsOf, basicsOfDue, factsOf, seenIn } from './facts-of.js';
import {
  acceptance,
  dueDateOf,
  extended,
  furtherExplanation,
  partnersReply,
  type RunningClock,
} from './running-clocks.js';

const FILE = {
  ...{ id: 'c', organisationId: 'demo', serviceId: 's', unitId: 'demo.a', handlerId: 'h', codeVersion: 3 },
  ...{ caseNumber: 'N-1', receivedAt: 7, district: '西屯區' },
} as CaseFile;
const BASICS = { organisation: 'demo', service: 's', unit: 'demo.a', caseNumber: 'N-1', receivedAt: 7 };
const event = (type: HistoryEvent['type'], facts: object = {}): HistoryEvent =>
  ({ type, facts }) as HistoryEvent;

describe('what every message of a case keeps', () => {
  it('whose it is, and the version of its code', () =>
    expect(basicsOf(event('REPLIED'), FILE)).toEqual({ ...BASICS, codeVersion: 3 }));

  it('the version and the questionnaire that the event names', () =>
    expect(basicsOf(event('CODE_RENEWED' as never, { codeVersion: 4, surveyId: 'v' }), FILE)).toEqual({
      ...{ ...BASICS, codeVersion: 4, surveyId: 'v' },
    }));

  it.each<[string, object, Partial<CaseFile>, object]>([
    [
      'of its own unit: with the handler',
      { clockId: 'k', unit: 'demo.a' },
      {},
      { acting: 'demo.a', handler: 'h' },
    ],
    [
      'of its own unit without a handler: the unit',
      { clockId: 'k', unit: 'demo.a' },
      { handlerId: null },
      { acting: 'demo.a' },
    ],
    [
      'of a partner: the partner, not the handler',
      { clockId: 'k', unit: 'demo.b' },
      {},
      { acting: 'demo.b' },
    ],
    ['none: none', { unit: 'demo.a' }, {}, {}],
  ])('who must act on a promise %s', (_what, facts, change, holder) =>
    expect(basicsOf(event('WARNED', facts), { ...FILE, ...change })).toEqual({
      ...{ ...BASICS, codeVersion: 3, ...holder },
    }),
  );

  it('in a list of what is due: who must act on each', () => {
    const own = basicsOfDue({ unitId: 'demo.a' } as DueRow, FILE);
    expect(own).toEqual({ ...BASICS, acting: 'demo.a', handler: 'h' });
    const theirs = basicsOfDue({ unitId: 'demo.b' } as DueRow, FILE);
    expect(theirs).toEqual({ ...BASICS, acting: 'demo.b' });
  });
});

describe('what a message keeps besides', () => {
  const basics: Basics = { organisation: 'demo' };
  const clocks: { state: string; row: Partial<ClockRow> }[] = [
    {
      state: 'RUNNING',
      row: { commitmentId: 'law.x', commitmentVersion: '1', subjectId: '', dueDate: '2026-08-24' },
    },
    { state: 'PAUSED', row: { commitmentId: 'law.p', commitmentVersion: '1' } },
    { state: 'PAUSED', row: { commitmentId: 'law.p', commitmentVersion: '1' } },
    { state: 'PAUSED', row: { commitmentId: 'law.hidden', commitmentVersion: '1' } },
  ];
  let reads = 0;
  const names = ['commitmentId', 'commitmentVersion', 'subjectId', 'dueDate'];
  const prepare = () => ({
    reader: true,
    all: (values: unknown[]) => {
      reads++;
      return clocks.filter(({ state }) => values.includes(state)).map(({ row }) => row);
    },
  });
  const connection = {
    ...{ options: { type: 'better-sqlite3' }, logger: { logQuery: () => undefined } },
    getMetadata: () => ({
      tableName: 'clock',
      columns: names.map((name) => ({ propertyName: name, databaseName: name })),
    }),
    driver: { databaseConnection: { prepare } },
  };
  const catalogue = {
    clock: (id: string) =>
      id === 'law.x' ? { rule: { startOn: [], stopOn: [], extension: {} } } : undefined,
    commitment: (id: string) => ({ public: id !== 'law.hidden' }),
  } as unknown as Catalogue;
  const of = (kinds: string[], happened: HistoryEvent) => {
    reads = 0;
    const context = { manager: { connection }, file: FILE } as unknown as CaseContext;
    return factsOf(kinds, seenIn(happened, context, catalogue), basics);
  };

  it('nothing that its words may not name', async () => {
    expect(await of(['replied'], event('REPLIED', { lastDay: '2026-08-20', partner: 'p' }))).toEqual(basics);
    expect(await of([], event('CORRECTION_REQUESTED', { lastDay: '2026-08-20' }))).toEqual(basics);
    expect(reads).toBe(0);
  });

  it('what they always name, and what they may, of all its kinds', async () => {
    const correction = event('CORRECTION_REQUESTED', { lastDay: '2026-08-20' });
    expect(await of(['correction-requested'], correction)).toEqual({
      ...{ ...basics, lastDay: '2026-08-20', paused: ['law.p'] },
    });
    expect(await of(['extended', 'correction-requested'], event('EXTENDED'))).toMatchObject({
      newDueDate: '2026-08-24',
    });
  });

  it('the clocks are read once, however many facts need them', async () => {
    await of(['referred', 'referral-offered', 'extended'], event('EXTENDED'));
    expect(reads).toBe(1);
  });
});

describe('the date that an event speaks of', () => {
  const clock = (more: object, row: object = {}): RunningClock => ({
    ...{ startOn: [], stopOn: [], extendable: false, ...more },
    row: { subjectId: 'r', commitmentId: 'law.x', dueDate: '2026-08-24', ...row } as ClockRow,
  });
  const accepting = { stopOn: ['REFERRAL_ACCEPTED'] };

  it.each<[string, RunningClock, Parameters<typeof dueDateOf>[1], object, string | undefined]>([
    ['acceptance of its referral', clock(accepting), acceptance, { referralId: 'r' }, '2026-08-24'],
    ['acceptance of its chain', clock(accepting), acceptance, { chainId: 'r' }, '2026-08-24'],
    ['of another referral: none', clock(accepting), acceptance, { referralId: 'q' }, undefined],
    [
      'of the case itself: none',
      clock(accepting, { subjectId: '' }),
      acceptance,
      { referralId: '' },
      undefined,
    ],
    ['an answer is no acceptance', clock({}), acceptance, { referralId: 'r' }, undefined],
    ['the answer of its partner', clock({}), partnersReply, { chainId: 'r' }, '2026-08-24'],
    ['an acceptance is no answer', clock(accepting), partnersReply, { referralId: 'r' }, undefined],
    ['extended: each that can be', clock({ extendable: true }), extended, {}, '2026-08-24'],
    [
      'extended: the one that is named',
      clock({ extendable: true }),
      extended,
      { commitment: 'law.x' },
      '2026-08-24',
    ],
    ['extended: not another', clock({ extendable: true }), extended, { commitment: 'law.y' }, undefined],
    ['extended: none that cannot be', clock({}), extended, {}, undefined],
    ['a further explanation', clock({ startOn: ['DISSATISFIED'] }), furtherExplanation, {}, '2026-08-24'],
    ['no further explanation', clock({ startOn: ['RECEIVED'] }), furtherExplanation, {}, undefined],
    [
      'one without a date',
      clock({ startOn: ['DISSATISFIED'] }, { dueDate: null }),
      furtherExplanation,
      {},
      undefined,
    ],
  ])('%s', (_what, one, which, facts, date) =>
    expect(dueDateOf([one], which, event('EXTENDED', facts))).toBe(date),
  );

  it('of several the nearest, as they are ordered', () => {
    const several = [
      clock({ extendable: true }, { dueDate: 'a' }),
      clock({ extendable: true }, { dueDate: 'b' }),
    ];
    expect(dueDateOf(several, extended, event('EXTENDED'))).toBe('a');
    expect(dueDateOf([], extended, event('EXTENDED'))).toBeUndefined();
  });
});
