import { describe, expect, it } from '@jest/globals';
import type { CaseFile, HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { Role, Staff } from '@app/people';
import type { Circle } from './circle.js';
import { staffAddresses, supervisorsOf } from './staff-addressees.js';

const TODAY = '2026-10-02';
const UNITS: Record<string, { parent?: string; email?: string }> = {
  agency: {},
  division: { parent: 'agency' },
  unit: { parent: 'division' },
  team: { parent: 'division' },
  mailbox: { parent: 'division', email: 'team@x' },
};

interface Person {
  roles: Role[];
  unitId?: string;
  away?: true;
  deputyId?: string;
}
const staffOf = (people: Record<string, Person>): Staff[] =>
  Object.entries(people).map(
    ([id, { roles, unitId = 'unit', away, deputyId = null }]) =>
      ({
        ...{ id, email: id, roles, unitId, deputyId, organisationId: 'o', active: true },
        awayUntil: away ? '2026-10-02' : '2026-10-01',
        absences: [],
      }) as unknown as Staff,
  );

function circle(people: Record<string, Person>, handlerId: string | null = null, acting = 'unit'): Circle {
  const staff = staffOf(people);
  const file = { organisationId: 'o', unitId: 'unit', handlerId, hotline: null, serviceId: 's' } as CaseFile;
  const catalogue = {
    unit: (id: string) => UNITS[id],
    organisation: () => ({ hotlines: [] }),
  } as unknown as Catalogue;
  return { file, catalogue, today: TODAY, staff, known: staff, acting };
}
/** Who makes a rung heard, then who only gets a copy. */
function told(of: Circle, ...to: string[]): string {
  const found = staffAddresses('RECIPIENTS_OF_RUNG', { facts: { to } } as unknown as HistoryEvent, of)!;
  const present = [...new Set(found.present)];
  const copies = [...new Set(found.away)].filter((one) => !present.includes(one));
  return `${present.join(' ')} | ${copies.join(' ')}`;
}
const HANDLER: Role[] = ['CASE_HANDLER'];
const TEAM: Role[] = ['PARTNER'];
const HEAD: Role[] = ['UNIT_HEAD'];
const away = true as const;

describe('who is away does not count as told', () => {
  it('until the last day of the absence, and no longer', () => {
    expect(told(circle({ h: { roles: HANDLER, away }, o: { roles: HANDLER } }, 'h'), 'CASE_HANDLER')).toBe(
      'o | h',
    );
    expect(told(circle({ h: { roles: HANDLER }, o: { roles: HANDLER } }, 'h'), 'CASE_HANDLER')).toBe('h | ');
  });

  it('handler and deputy away: the deputy of the deputy, however far, also in a circle of deputies', () => {
    const people = {
      h: { roles: HANDLER, away, deputyId: 'd' },
      d: { roles: HANDLER, away, deputyId: 'e' },
      e: { roles: HANDLER, away, deputyId: 'f' },
      f: { roles: HANDLER },
      other: { roles: HANDLER },
    };
    expect(told(circle(people, 'h'), 'CASE_HANDLER')).toBe('f | h');
    const round = {
      ...people,
      e: { roles: HANDLER, away, deputyId: 'h' },
      other: { roles: HANDLER, away },
      f: people.e,
    };
    expect(told(circle({ ...round, head: { roles: HEAD } }, 'h'), 'CASE_HANDLER')).toBe('head | h');
  });

  it('handler, deputy and the others of the unit away: the head, else the head above', () => {
    const people = {
      h: { roles: HANDLER, away, deputyId: 'd' },
      d: { roles: HANDLER, away },
      head: { roles: HEAD },
      above: { roles: HEAD, unitId: 'division' },
    };
    expect(told(circle(people, 'h'), 'CASE_HANDLER', 'DEPUTY')).toBe('head | h d');
    expect(told(circle({ ...people, head: { roles: HEAD, away } }, 'h'), 'CASE_HANDLER', 'DEPUTY')).toBe(
      'above | h d',
    );
  });

  it('no handler named: those at work of the unit, else the head, else the next above', () => {
    const people = {
      a: { roles: HANDLER, away },
      b: { roles: HANDLER },
      head: { roles: HEAD, unitId: 'agency' },
    };
    expect(told(circle(people), 'CASE_HANDLER')).toBe('b | a');
    expect(told(circle({ ...people, b: { roles: HANDLER, away } }), 'CASE_HANDLER')).toBe('head | a b');
  });

  it('a handler who left counts as away', () => {
    const people = { d: { roles: HANDLER, away }, head: { roles: HEAD } };
    expect(told(circle(people, 'gone'), 'CASE_HANDLER')).toBe('head | d');
  });

  it.each<[string, Role]>([
    ['the head of the unit', 'UNIT_HEAD'],
    ['the control officer', 'CONTROL_OFFICER'],
    ['the head of the agency', 'AGENCY_HEAD'],
    ['the agent', 'FRONTLINE_AGENT'],
  ])('%s away: the nearest who is at work', (_who, role) => {
    const roles: Role[] = [role];
    expect(told(circle({ x: { roles, away }, h: { roles: HANDLER } }), role)).toBe('h | x');
    expect(told(circle({ x: { roles, away }, y: { roles } }), role)).toBe('y | x');
  });

  it('one of two roles away: it is replaced, though the other hears', () => {
    const people = {
      h: { roles: HANDLER },
      c: { roles: ['CONTROL_OFFICER' as const], away },
      chief: { roles: ['AGENCY_HEAD' as const] },
    };
    expect(told(circle(people), 'CASE_HANDLER', 'CONTROL_OFFICER')).toBe('h chief | c');
  });

  it('a team: its mailbox is never away; without one the head above it', () => {
    const people = { p: { roles: TEAM, unitId: 'team', away }, head: { roles: HEAD, unitId: 'division' } };
    expect(told(circle(people, null, 'team'), 'PARTNER')).toBe('head | p');
    const boxed = { p: { roles: TEAM, unitId: 'mailbox', away } };
    expect(told(circle(boxed, null, 'mailbox'), 'PARTNER')).toBe('team@x | p');
  });

  it('a handler who is chased and away without a deputy: the unit, and she gets a copy of nothing', () => {
    const event = { facts: { handler: 'h', unit: 'unit' }, actorId: 'x' } as unknown as HistoryEvent;
    const at = circle({ h: { roles: HANDLER }, o: { roles: HANDLER } });
    expect(staffAddresses('CHASED', event, at)!.present).toEqual(['h']);
    const gone = circle({ h: { roles: HANDLER, away }, o: { roles: HANDLER } });
    expect(staffAddresses('CHASED', event, gone)!.present).toEqual(['o']);
    const covered = circle({
      h: { roles: HANDLER, away, deputyId: 'd' },
      d: { roles: HANDLER },
      o: { roles: HANDLER },
    });
    expect(staffAddresses('CHASED', event, covered)!.present).toEqual(['d']);
  });

  it('who asked and is away: her deputy, else the unit of the case', () => {
    const event = { facts: { askedBy: 'a' }, actorId: 'x' } as unknown as HistoryEvent;
    const people = { a: { roles: HANDLER, unitId: 'division' }, o: { roles: HANDLER } };
    expect(staffAddresses('ASKER', event, circle(people))!.present).toEqual(['a']);
    const gone = { ...people, a: { ...people.a, away } };
    expect(staffAddresses('ASKER', event, circle(gone))!.present).toEqual(['o']);
    const covered = { ...gone, a: { ...gone.a, deputyId: 'd' }, d: { roles: HANDLER, unitId: 'division' } };
    expect(staffAddresses('ASKER', event, circle(covered))!.present).toEqual(['d']);
  });

  it('an offer to a team, and word to the unit that owns the case, likewise', () => {
    const event = { facts: { partner: 'team' }, actorId: 'x' } as unknown as HistoryEvent;
    const offered = circle({
      p: { roles: TEAM, unitId: 'team', away },
      head: { roles: HEAD, unitId: 'division' },
    });
    expect(staffAddresses('PARTNER', event, offered)).toEqual({ present: ['head'], away: ['p'] });
    const own = circle({ a: { roles: HANDLER, away }, head: { roles: HEAD, unitId: 'division' } });
    const heard = staffAddresses('OWNER_UNIT', event, own)!;
    expect([new Set(heard.present), heard.away]).toEqual([new Set(['head']), ['a']]);
    const higher = circle({
      ...{ a: { roles: HANDLER, away }, b: { roles: HEAD, unitId: 'division', away } },
      c: { roles: HEAD, unitId: 'agency' },
    });
    const above = staffAddresses('OWNER_UNIT', event, higher)!;
    expect([new Set(above.present), above.away]).toEqual([new Set(['c']), ['a']]);
  });

  it('the list before a holiday goes to who is at work', () => {
    const list = supervisorsOf(circle({ head: { roles: HEAD, away }, chief: { roles: ['AGENCY_HEAD'] } }));
    expect([new Set(list.present), list.away]).toEqual([new Set(['chief']), ['head', 'head']]);
  });

  it('and skips who stands in where there is no head at all, but is away', () => {
    const list = supervisorsOf(circle({ h: { roles: HANDLER }, chief: { roles: ['AGENCY_HEAD'], away } }));
    expect([new Set(list.present), list.away]).toEqual([new Set(['h']), []]);
  });

  it('everyone away: no one counts as told, all get a copy', () => {
    expect(
      told(circle({ h: { roles: HANDLER, away }, head: { roles: HEAD, away } }, 'h'), 'CASE_HANDLER'),
    ).toBe(' | h');
  });
});
