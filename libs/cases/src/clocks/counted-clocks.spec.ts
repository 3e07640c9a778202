import { describe, expect, it } from '@jest/globals';
import type { Catalogue, ServiceEntry, VersionedClock } from '@app/catalogue';
import { makeCalendar, parseLength, type Calendar, type ClockCommitment, type Overlay } from '@app/sla/clock';
import { keyOf, type FoldableEvent } from './clock-events.js';
import type { ClockRow } from './clock.entity.js';
import { CountedClocks, type CountedClock } from './counted-clocks.js';

const at = (text: string) => Date.parse(`${text}T10:00:00+08:00`);
const WEDNESDAY = at('2026-08-19');
/** Weekends off, no holidays. */
const year = (number: number) => {
  const first = Date.UTC(number, 0, 1);
  const length = (Date.UTC(number + 1, 0, 1) - first) / 86_400_000;
  const working = Uint8Array.from({ length }, (_, day) =>
    Number(new Date(first + day * 86_400_000).getUTCDay() % 6 !== 0),
  );
  return { year: number, working, remarks: Array.from(working, () => '') };
};
const calendar = (version: string, overlays: Overlay[] = [], years = [2025, 2026]): Calendar =>
  makeCalendar({ version, overlays, years: years.map(year) });
const off = (...dates: string[]): Overlay[] =>
  dates.map((date) => ({ date, kind: 'DAY_OFF', remark: '停止上班' }));

const OLD = calendar('old');
const [LATER, OTHER] = [calendar('later', off('2026-08-20')), calendar('other')];
const SHORT = calendar('short', [], [2025]);

const rule = (id: string, more: Partial<ClockCommitment> = {}): VersionedClock => ({
  entry: { id } as VersionedClock['entry'],
  rule: {
    ...{ id, version: '1', subject: 'CASE', length: parseLength('3wd'), startOn: ['RECEIVED', 'REOPENED'] },
    ...{ stopOn: ['REPLIED'], cancelOn: ['WITHDRAWN'], pauseOn: [], resumeOn: [], onCorrection: 'RESUME' },
    ...more,
  },
});
const ANSWER = rule('law.answer');
const CASE = { serviceId: 's', organisationId: 'demo', unitId: 'demo.a', origin: 'LIVE' } as const;
const event = (seq: number, type: string, when: number, facts: object = {}): FoldableEvent =>
  ({ seq, type, at: when, facts }) as FoldableEvent;
const RECEIVED = event(1, 'RECEIVED', WEDNESDAY);

interface World {
  clocks: VersionedClock[];
  /** The versions that stored rows name. */
  kept: Record<string, VersionedClock>;
  inForce: Calendar;
  byUnit: Record<string, Calendar>;
  named: Calendar[];
  since: number | undefined;
  service: ServiceEntry | undefined;
}

function counting(more: Partial<World> = {}): CountedClocks {
  const world: World = {
    ...{ clocks: [ANSWER], kept: { 'law.answer@1': ANSWER }, inForce: OLD, byUnit: {} },
    ...{ named: [OLD, LATER, OTHER, SHORT], since: undefined, service: { id: 's' } as ServiceEntry, ...more },
  };
  return new CountedClocks({
    serviceOfCase: () => world.service,
    clocksOf: () => world.clocks,
    clock: (id: string, version: string) => world.kept[`${id}@${version}`],
    calendarOf: (_organisation: string, unit: string) => world.byUnit[unit] ?? world.inForce,
    calendarNamed: (version: string) => world.named.find((one) => one.version === version),
    inForceSince: () => world.since,
  } as unknown as Catalogue);
}
const row = (more: Partial<ClockRow> = {}): ClockRow =>
  ({
    ...{ id: 'k', commitmentId: 'law.answer', commitmentVersion: '1', calendarVersion: 'old' },
    ...{ subject: 'CASE', subjectId: '', occurrence: 1, endedAt: null, ...more },
  }) as ClockRow;
const shown = (all: CountedClock[]) =>
  all.map(({ clock, calendar: by, earlier }) => [keyOf(clock), clock.dueDate, by.version, earlier?.dueDate]);

describe('the promises that apply to a case', () => {
  it('none before anything has happened', () => expect(counting().of(CASE, [], [])).toEqual([]));

  it('none for an imported case that was not adopted', () =>
    expect(counting().of({ ...CASE, origin: 'IMPORTED' }, [RECEIVED], [])).toEqual([]));

  it('those of its service', () => {
    const all = counting().of(CASE, [RECEIVED], []);
    expect(shown(all)).toEqual([['law.answer||1', '2026-08-24', 'old', undefined]]);
    expect(all[0]!.unitId).toBe('demo.a');
  });

  it('for a service that no longer exists, only those named by rows', () => {
    expect(counting({ service: undefined }).of(CASE, [RECEIVED], [])).toEqual([]);
    expect(counting({ service: undefined }).of(CASE, [RECEIVED], [row()])).toHaveLength(1);
  });

  it('a clock keeps the version it began with, not the current one', () => {
    const clocks = [rule('law.answer', { version: '2', length: parseLength('5wd') })];
    expect(shown(counting({ clocks }).of(CASE, [RECEIVED], [row()]))).toEqual([
      ['law.answer||1', '2026-08-24', 'old', undefined],
    ]);
    expect(shown(counting({ clocks }).of(CASE, [RECEIVED], []))[0]![1]).toBe('2026-08-26');
  });

  it('for a row with an unknown version, neither that nor the current one', () =>
    expect(counting({ kept: {} }).of(CASE, [RECEIVED], [row()])).toEqual([]));

  describe('a newer promise', () => {
    const MADE = at('2026-08-20');
    const FRESH = rule('law.fresh', { startOn: ['RECEIVED', 'ACCEPTED'] });
    const clocks = [ANSWER, FRESH];
    const ids = (
      since: number | undefined,
      stored: ClockRow[],
      accepted: number,
      origin: 'LIVE' | 'DEMONSTRATION' = 'LIVE',
    ) => {
      const fresh = rule('law.fresh', { startOn: ['ACCEPTED'] });
      const events = [RECEIVED, event(2, 'ACCEPTED', accepted)];
      const all = counting({
        clocks: [ANSWER, fresh],
        since,
        kept: { 'law.answer@1': ANSWER, 'law.fresh@1': fresh },
      });
      return all.of({ ...CASE, origin }, events, stored).map(({ rule: { id } }) => id);
    };

    it('applies to what begins from then on', () => {
      expect(ids(MADE, [row()], MADE - 1)).toEqual(['law.answer']);
      expect(ids(MADE, [row()], MADE)).toEqual(['law.answer', 'law.fresh']);
      expect(ids(MADE, [row()], MADE + 1)).toEqual(['law.answer', 'law.fresh']);
    });

    it('applies to a case whose first clocks begin now', () =>
      expect(ids(MADE, [], MADE - 1)).toEqual(['law.answer', 'law.fresh']));

    it('applies to a demonstration case of any time', () =>
      expect(ids(MADE, [row()], MADE - 1, 'DEMONSTRATION')).toEqual(['law.answer', 'law.fresh']));

    it('continues where it runs already', () => {
      const known = row({ id: 'l', commitmentId: 'law.fresh' });
      expect(ids(MADE, [row(), known], MADE - 1)).toEqual(['law.answer', 'law.fresh']);
    });

    it('applies at any time when its beginning is unknown', () =>
      expect(ids(undefined, [row()], WEDNESDAY)).toEqual(['law.answer', 'law.fresh']));

    it('is counted beside those that run', () => {
      const all = counting({ clocks, since: 0 }).of(CASE, [RECEIVED], [row()]);
      expect(all.map(({ rule: { id } }) => id)).toEqual(['law.answer', 'law.fresh']);
    });
  });
});

describe('the calendar of a clock', () => {
  const choice = (inForce: Calendar, stored: ClockRow[], events = [RECEIVED], more: Partial<World> = {}) =>
    shown(counting({ inForce, ...more }).of(CASE, events, stored))[0]!.slice(1);

  it.each<[string, Calendar, string, unknown[]]>([
    ['its own, while that is in force', OLD, 'old', ['2026-08-24', 'old', undefined]],
    ['a new one that makes it later', LATER, 'old', ['2026-08-25', 'later', undefined]],
    ['a new one that leaves its date', OTHER, 'old', ['2026-08-24', 'other', undefined]],
    ['its own, when a new one would make it earlier', OLD, 'later', ['2026-08-25', 'later', '2026-08-24']],
    ['the one in force, when its own is not kept', OLD, 'gone', ['2026-08-24', 'old', undefined]],
    ['the one in force, when its own ends too soon', OLD, 'short', ['2026-08-24', 'old', undefined]],
  ])('%s', (_what, inForce, calendarVersion, said) =>
    expect(choice(inForce, [row({ calendarVersion })])).toEqual(said),
  );

  it('an ended clock stays as judged, even if a new calendar gives a later date', () => {
    const events = [RECEIVED, event(2, 'REPLIED', at('2026-08-20'))];
    const ended = row({ endedAt: at('2026-08-20') });
    expect(choice(LATER, [ended], events)).toEqual(['2026-08-24', 'old', undefined]);
    expect(choice(OLD, [row({ calendarVersion: 'later', endedAt: 1 })], events)).toEqual([
      ...['2026-08-25', 'later', undefined],
    ]);
  });

  it('a clock without a row uses the one in force', () => {
    const events = [RECEIVED, event(2, 'REPLIED', at('2026-08-20')), event(3, 'REOPENED', at('2026-08-20'))];
    const all = counting({ inForce: LATER }).of(CASE, events, [row({ endedAt: 1 })]);
    expect(all.map(({ calendar: by }) => by.version)).toEqual(['old', 'later']);
  });

  describe('an earlier date', () => {
    const yes = (facts: object, type = 'EARLIER_DATE_ACCEPTED') =>
      choice(OLD, [row({ calendarVersion: 'later' })], [RECEIVED, event(2, type, WEDNESDAY + 1, facts)]);
    const taken = ['2026-08-24', 'old', undefined];
    const waits = ['2026-08-25', 'later', '2026-08-24'];

    it('applies once a person agreed to it', () =>
      expect(yes({ clockId: 'k', calendarVersion: 'old' })).toEqual(taken));
    it('waits when another clock was agreed to', () =>
      expect(yes({ clockId: 'l', calendarVersion: 'old' })).toEqual(waits));
    it('waits when the date of another calendar was agreed to', () =>
      expect(yes({ clockId: 'k', calendarVersion: 'other' })).toEqual(waits));
    it('waits when another event was recorded for the clock', () =>
      expect(yes({ clockId: 'k', calendarVersion: 'old' }, 'WARNED')).toEqual(waits));
  });

  it('a referral uses the calendar of its partner, who must act', () => {
    const accept = rule('law.accept', {
      subject: 'REFERRAL',
      startOn: ['REFERRED'],
      stopOn: ['REFERRAL_ACCEPTED'],
    });
    const facts = { referralId: 'r', chainId: 'r', partner: 'demo.b' };
    const events = [RECEIVED, event(2, 'REFERRED', WEDNESDAY, facts)];
    const all = counting({ clocks: [ANSWER, accept], byUnit: { 'demo.b': LATER } }).of(CASE, events, []);
    expect(all.map(({ unitId, calendar: by }) => [unitId, by.version])).toEqual([
      ['demo.a', 'old'],
      ['demo.b', 'later'],
    ]);
  });

  it('an error other than CalendarRangeError is thrown', () => {
    const broken = { version: 'broken' } as Calendar;
    const ask = () => choice(OLD, [row({ calendarVersion: 'broken' })], [RECEIVED], { named: [broken] });
    expect(ask).toThrow(TypeError);
  });
});
