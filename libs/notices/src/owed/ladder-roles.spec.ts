import { describe, expect, it } from '@jest/globals';
import type { CaseFile, HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { Role, Staff } from '@app/people';
import { atWork, recipients, type Circle } from './circle.js';
import { insteadOf } from './ladder-roles.js';
import { staffAddresses, supervisorsOf } from './staff-addressees.js';

const TODAY = '2026-10-02';
const UNITS: Record<string, { parent?: string; email?: string }> = {
  agency: {},
  division: { parent: 'agency' },
  unit: { parent: 'division' },
  desk: { parent: 'agency' },
  lineDesk: { parent: 'agency' },
  team: { parent: 'division', email: 'team@x' },
};
const LINES = [
  { number: '0800-1', unit: 'lineDesk', services: ['s'] },
  { number: '0800-2', unit: 'desk', services: ['other'] },
];

type Person = [roles: Role[], unit: string, more?: Partial<Staff>];
const EVERYONE: Record<string, Person> = {
  h: [['CASE_HANDLER'], 'unit'],
  h2: [['CASE_HANDLER'], 'unit'],
  a: [['FRONTLINE_AGENT'], 'unit'],
  head: [['UNIT_HEAD'], 'unit'],
  divisionHead: [['UNIT_HEAD'], 'division'],
  agencyHead: [['UNIT_HEAD'], 'agency'],
  control: [['CONTROL_OFFICER'], 'agency'],
  chief: [['AGENCY_HEAD'], 'agency'],
  deskAgent: [['FRONTLINE_AGENT'], 'desk'],
  deskHead: [['UNIT_HEAD'], 'desk'],
  lineHead: [['UNIT_HEAD'], 'lineDesk'],
  p: [['PARTNER'], 'team'],
  teamHead: [['UNIT_HEAD'], 'team'],
  stranger: [['CONTROL_OFFICER', 'AGENCY_HEAD', 'FRONTLINE_AGENT'], 'elsewhere', { organisationId: 'o2' }],
};

interface Given {
  handler?: string | null;
  acting?: string;
  hotline?: string | null;
  lines?: typeof LINES;
}
function circle(people: Record<string, Person>, given: Given = {}): Circle {
  const known = Object.entries(people).map(
    ([id, [roles, unitId, more]]) =>
      ({
        ...{
          id,
          email: id,
          roles,
          unitId,
          deputyId: null,
          organisationId: 'o',
          active: true,
          awayUntil: null,
          absences: [],
        },
        ...more,
      }) as Staff,
  );
  const { handler = 'h', acting = 'unit', hotline = null, lines = LINES } = given;
  const file = {
    organisationId: 'o',
    unitId: 'unit',
    handlerId: handler,
    hotline,
    serviceId: 's',
  } as CaseFile;
  const catalogue = {
    unit: (id: string) => UNITS[id],
    organisation: () => ({ hotlines: lines }),
  } as unknown as Catalogue;
  return { file, catalogue, today: TODAY, staff: known.filter(({ email }) => email), known, acting };
}
const only = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, EVERYONE[id]!]));
const but = (...ids: string[]) =>
  Object.fromEntries(Object.entries(EVERYONE).filter(([id]) => !ids.includes(id)));
const rung = (of: Circle, ...to: string[]) => {
  const event = { facts: { to } } as unknown as HistoryEvent;
  const [others, desk] = (['RECIPIENTS_OF_RUNG', 'DESK_SUPERVISOR'] as const).map((whom) =>
    [...new Set(staffAddresses(whom, event, of)?.present ?? [])].toSorted().join(' '),
  );
  return { others, desk };
};

describe('whom a rung names when all are there', () => {
  it.each<[string, string, Given]>([
    ['CASE_HANDLER', 'h', {}],
    ['CASE_HANDLER', 'h h2', { handler: null }],
    ['DEPUTY', 'h2', {}],
    ['FRONTLINE_AGENT', 'a', {}],
    ['UNIT_HEAD', 'head', {}],
    ['UNIT_HEAD', 'head teamHead', { acting: 'team' }],
    ['CONTROL_OFFICER', 'control', {}],
    ['AGENCY_HEAD', 'chief', {}],
    ['PARTNER', 'p team@x teamHead', { acting: 'team' }],
  ])('%s: %s', (role, expected, given) => {
    expect(rung(circle(EVERYONE, given), role)).toEqual({ others: expected, desk: '' });
  });

  it('a named deputy before the other handlers; the head where there are none', () => {
    const withDeputy = { ...EVERYONE, h: [['CASE_HANDLER'], 'unit', { deputyId: 'a' }] as Person };
    expect(rung(circle(withDeputy), 'DEPUTY').others).toBe('a');
    expect(rung(circle(but('h2')), 'DEPUTY').others).toBe('head');
    expect(rung(circle(but('h2')), 'CASE_HANDLER', 'DEPUTY').others).toBe('h head');
    expect(rung(circle(but('h2', 'head')), 'DEPUTY').others).toBe('divisionHead');
  });

  it('without a handler and without handlers: all of the unit', () => {
    expect(rung(circle(but('h', 'h2'), { handler: null }), 'CASE_HANDLER').others).toBe('a head');
  });

  it('the head of the nearest unit above, one step after the other', () => {
    expect(rung(circle(but('head')), 'UNIT_HEAD').others).toBe('divisionHead');
    expect(rung(circle(but('head', 'divisionHead')), 'UNIT_HEAD').others).toBe('agencyHead');
    expect(rung(circle(but('teamHead'), { acting: 'team' }), 'UNIT_HEAD').others).toBe('divisionHead head');
  });
});

describe('the front-line desk of a referral that no one accepted', () => {
  it.each<[string, Given, string]>([
    ['the line the case came by', { hotline: '0800-2' }, 'deskHead head'],
    ['the lines of its service', { hotline: null }, 'head lineHead'],
    ['where the agents sit, for an unknown line', { hotline: '0800-9' }, 'deskHead head'],
    ['where the agents sit, without any line', { lines: [] }, 'deskHead head'],
  ])('%s', (_what, given, expected) => {
    const of = circle(EVERYONE, { acting: 'team', ...given });
    expect(rung(of, 'DESK_SUPERVISOR', 'PARTNER')).toEqual({ desk: expected, others: 'p team@x teamHead' });
  });

  it('who is both of the desk and of the team hears once, as the desk', () => {
    const both = {
      ...only('head'),
      x: [['UNIT_HEAD'], 'desk'] as Person,
      y: [['FRONTLINE_AGENT'], 'desk'] as Person,
    };
    const of = circle(
      { ...both, head: [['UNIT_HEAD'], 'team'] },
      { acting: 'team', lines: [], handler: null },
    );
    const { desk, others } = rung(of, 'DESK_SUPERVISOR', 'UNIT_HEAD');
    expect([desk, others]).toEqual(['x', 'head']);
    const one = circle(only('head', 'deskAgent'), { acting: 'unit', lines: [] });
    expect(rung(one, 'DESK_SUPERVISOR', 'UNIT_HEAD')).toEqual({ desk: 'head', others: '' });
  });

  it('none of them there: the nearest hears in the words of the desk', () => {
    const ofTeam = circle(only('teamHead', 'control'), { acting: 'team', lines: [] });
    expect(rung(ofTeam, 'DESK_SUPERVISOR')).toEqual({ desk: 'control', others: '' });
    expect(rung(circle(only('control')), 'DESK_SUPERVISOR')).toEqual({ desk: 'control', others: '' });
    expect(rung(circle(only('control')), 'UNIT_HEAD')).toEqual({ desk: '', others: 'control' });
  });
});

describe('who hears instead, where no one holds the role', () => {
  it.each<[string, string[], string[], string]>([
    ['for a handler the head', ['CASE_HANDLER'], ['head', 'control', 'chief'], 'head'],
    ['for a handler without head the control officer', ['CASE_HANDLER'], ['control', 'chief'], 'control'],
    ['for a handler at last the chief', ['CASE_HANDLER'], ['chief', 'deskAgent'], 'chief'],
    ['for a deputy as for a handler', ['DEPUTY'], ['control', 'chief'], 'control'],
    ['for a team as for a handler', ['PARTNER'], ['control', 'chief'], 'control'],
    ['for an agent as for a handler', ['FRONTLINE_AGENT'], ['control', 'chief'], 'control'],
    ['for a head the control officer', ['UNIT_HEAD'], ['h', 'control', 'chief'], 'control'],
    ['for a head the chief before the handler', ['UNIT_HEAD'], ['h', 'chief'], 'chief'],
    ['for a head at last the handler', ['UNIT_HEAD'], ['h'], 'h'],
    ['for the desk as for a head', ['DESK_SUPERVISOR'], ['h', 'control'], 'control'],
    ['for control the chief', ['CONTROL_OFFICER'], ['h', 'head', 'chief'], 'chief'],
    ['for control the head before the handler', ['CONTROL_OFFICER'], ['h', 'head'], 'head'],
    ['for the chief control', ['AGENCY_HEAD'], ['h', 'head', 'control'], 'control'],
    ['for the chief the head', ['AGENCY_HEAD'], ['h', 'head'], 'head'],
    ['for several, above the highest', ['CASE_HANDLER', 'CONTROL_OFFICER'], ['chief', 'head'], 'chief'],
    ['at last the agents of the organisation', ['AGENCY_HEAD'], ['deskAgent', 'stranger'], 'deskAgent'],
    ['then anyone of the organisation', ['CASE_HANDLER'], ['clerk', 'stranger'], 'clerk'],
    ['never a partner', ['CASE_HANDLER'], ['p'], ''],
    ['never another organisation', ['CONTROL_OFFICER'], ['stranger'], ''],
  ])('%s', (_what, roles, people, expected) => {
    const there = { ...only(...people.filter((one) => one !== 'clerk')) };
    if (people.includes('clerk')) there['clerk'] = [['REGISTRY_CLERK'], 'desk'];
    expect([...new Set(insteadOf(circle(there), roles))].join(' ')).toBe(expected);
  });
});

describe('who is at work', () => {
  it('from the day after the last day of the absence', () => {
    const away = (until: string | null) =>
      atWork(circle({ h: [['CASE_HANDLER'], 'unit', { awayUntil: until }] })).staff.length;
    expect(['2026-10-01', '2026-10-02', '2026-10-03', null].map(away)).toEqual([1, 0, 0, 1]);
  });

  it('those away are named apart, and both only by address', () => {
    const of = circle({
      h: [['CASE_HANDLER'], 'unit'],
      gone: [['CASE_HANDLER'], 'unit', { awayUntil: TODAY }],
      silent: [['CASE_HANDLER'], 'unit', { email: null }],
    });
    const names = (here: Circle) =>
      here.known.filter((one) => here.staff.includes(one)).map(({ email }) => email);
    expect(recipients(of, names)).toEqual({ present: ['h'], away: ['h', 'gone'] });
  });

  it('heads of the units concerned and control officers get the list before a holiday', () => {
    const listed = (of: Circle) => [...new Set(supervisorsOf(of).present)].join(' ');
    expect(listed(circle(EVERYONE, { acting: 'team' }))).toBe('teamHead head control');
    expect(listed(circle(but('control')))).toBe('head chief');
    expect(listed(circle(but('head', 'divisionHead', 'agencyHead', 'teamHead')))).toBe('control');
  });
});
