import { describe, expect, it } from '@jest/globals';
import { DEMO_STAFF } from './staff.js';

/** By hand: who can be tried out, and where each works. */
const PEOPLE = {
  agent: ['demo.service-desk', 'FRONTLINE_AGENT'],
  handler: ['demo.guidance', 'CASE_HANDLER'],
  head: ['demo.guidance', 'CASE_HANDLER UNIT_HEAD'],
  partner: ['demo.finance-team', 'PARTNER'],
  startup: ['demo.startup-team', 'PARTNER'],
  supervisor: ['demo.head-office', 'AGENCY_HEAD CONTROL_OFFICER UNIT_HEAD'],
  admin: ['demo.head-office', 'ADMIN'],
};

describe('the people of the demonstration', () => {
  it('have the roles that its stories need, each at the own desk', () => {
    const people = Object.entries(DEMO_STAFF).map(([login, { unitId, roles }]) => [
      login,
      [unitId, roles.toSorted().join(' ')],
    ]);
    expect(Object.fromEntries(people)).toEqual(PEOPLE);
    for (const [login, staff] of Object.entries(DEMO_STAFF))
      expect([login, staff.email]).toEqual([staff.login, `${login}@demo.example`]);
  });
});
