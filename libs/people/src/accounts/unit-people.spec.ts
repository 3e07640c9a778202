import { Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { staffRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { StaffActor } from '../staff/actor.js';
import { Staff } from '../staff/staff.entity.js';
import { UnitPeople } from './unit-people.js';

const ADMIN: StaffActor = {
  ...{ kind: 'staff', id: 'admin', name: 'admin', organisationId: 'demo', unitId: 'demo.head-office' },
  roles: ['ADMIN'],
};

describe('how many people a unit has', () => {
  let tables: Tables;
  beforeAll(async () => void (tables = await tablesInMemory(Staff)));
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  let count = 0;
  const put = (roles: Staff['roles'], more: Partial<Staff> = {}) => {
    const id = `p${++count}`;
    const where = { organisationId: 'demo', unitId: 'demo.guidance' };
    return tables.put(Staff, staffRow({ id, login: id, roles, ...where, ...more }));
  };

  it('are those who can sign in, each with all roles; of the own organisation', async () => {
    for (const roles of [['CASE_HANDLER'], ['CASE_HANDLER'], ['CASE_HANDLER', 'UNIT_HEAD']] as const)
      await put([...roles]);
    await put(['CASE_HANDLER'], { active: false });
    await put(['AUDITOR'], { unitId: 'demo.registry' });
    await put(['CASE_HANDLER'], { organisationId: 'sme', unitId: 'sme.planning' });
    const reader = new Reader(tables.manager.connection as DataSource);
    const people = await new UnitPeople(reader).count(ADMIN);
    expect(Object.fromEntries(people)).toEqual({
      'demo.guidance': { active: 3, roles: { CASE_HANDLER: 3, UNIT_HEAD: 1 } },
      'demo.registry': { active: 1, roles: { AUDITOR: 1 } },
    });
  });
});
