import { describe, expect, it } from '@jest/globals';
import { ANYONE, hasRole, may, staffWho, SYSTEM, type Actor, type StaffActor } from './actor.js';
import type { Role } from './roles.js';

const staff = (...roles: Role[]): StaffActor => ({
  ...{ kind: 'staff', id: '1', name: '王', organisationId: 'demo', unitId: 'demo.guidance', roles },
});
const AGENT = staff('AUDITOR', 'FRONTLINE_AGENT');

describe('an actor', () => {
  it('has a role if it is one of its roles; one of several is enough', () => {
    expect(hasRole(AGENT, ['UNIT_HEAD', 'FRONTLINE_AGENT'])).toBe(true);
    expect(hasRole(AGENT, ['UNIT_HEAD'])).toBe(false);
    expect(hasRole(AGENT, [])).toBe(false);
  });

  it('may do what any of its roles may', () => {
    expect(may(AGENT, 'log-case')).toBe(true);
    expect(staffWho(AGENT, 'log-case')).toBe(AGENT);
  });

  it.each<[string, Actor]>([
    ['staff of another role', staff('AUDITOR')],
    ['a citizen', ANYONE],
    ['the system', SYSTEM],
    ['a citizen with roles', { ...AGENT, kind: 'citizen' } as unknown as Actor],
  ])('%s may not, as if it did not exist', (_who, actor) => {
    expect(may(actor, 'log-case')).toBe(false);
    const refusal = { kind: 'NOT_FOUND', code: 'not-found' };
    expect(() => staffWho(actor, 'log-case')).toThrow(expect.objectContaining(refusal));
  });
});
