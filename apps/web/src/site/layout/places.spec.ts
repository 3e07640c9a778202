import { ROLES, type Role, type StaffActor } from '@app/people';
import { describe, expect, it } from '@jest/globals';
import { landingOf, placesOf } from './places.js';

const someone = (...roles: Role[]): StaffActor => ({
  ...{ kind: 'staff', id: 'x', name: 'x', organisationId: 'demo', unitId: 'demo.guidance' },
  roles,
});
const NOTHING = { approvals: false, inbox: false, tasks: false };
const decides = (roles: Role[]) =>
  roles.some((role) => ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'].includes(role));
const landing = (...roles: Role[]) =>
  landingOf(placesOf(someone(...roles), { ...NOTHING, approvals: decides(roles) }));

describe('where sign-in leads', () => {
  it.each([
    ['an agent', ['FRONTLINE_AGENT'], '/desk/calls/new'],
    ['a handler', ['CASE_HANDLER'], '/desk'],
    ['the registry', ['REGISTRY_CLERK'], '/desk/cases?queue=unassigned'],
    ['a head', ['UNIT_HEAD'], '/desk/approvals'],
    ['the head of the agency', ['AGENCY_HEAD'], '/desk/approvals'],
    ['a control officer', ['CONTROL_OFFICER'], '/desk/board'],
    ['an auditor', ['AUDITOR'], '/desk/board'],
    ['an administrator of accounts', ['ADMIN'], '/desk/admin/people'],
    ['a head who is a handler too', ['CASE_HANDLER', 'UNIT_HEAD'], '/desk/approvals'],
  ] as [string, Role[], string][])('%s', (_who, roles, place) => {
    expect(landing(...roles)).toBe(place);
  });

  it('a partner: to the referrals, and nowhere else whatever waits', () => {
    expect(placesOf(someone('PARTNER'), NOTHING)).toEqual(['inbox']);
    const all = { approvals: true, inbox: true, tasks: true };
    expect(placesOf(someone('PARTNER'), all)).toEqual(['inbox']);
  });
});

describe('the bar', () => {
  it('has the inbox of referrals only while something waits in it', () => {
    const handler = someone('CASE_HANDLER');
    expect(placesOf(handler, NOTHING)).not.toContain('inbox');
    expect(placesOf(handler, { ...NOTHING, inbox: true })).toContain('inbox');
  });

  it('has the tasks only while there are some', () => {
    const handler = someone('CASE_HANDLER');
    expect(placesOf(handler, NOTHING)).not.toContain('tasks');
    expect(placesOf(handler, { ...NOTHING, tasks: true }).at(-1)).toBe('tasks');
  });

  it('has the approvals of a deputy', () => {
    const handler = someone('CASE_HANDLER');
    expect(placesOf(handler, NOTHING)).not.toContain('approvals');
    expect(placesOf(handler, { ...NOTHING, approvals: true })).toContain('approvals');
  });

  it('has each place once, of all roles together', () => {
    const places = placesOf(someone(...ROLES), { approvals: true, inbox: true, tasks: true });
    expect(places.toSorted()).toEqual(
      [
        'new',
        'unassigned',
        'work',
        'find',
        'board',
        'approvals',
        'unit',
        'inbox',
        'tasks',
        'admin',
      ].toSorted(),
    );
  });
});
