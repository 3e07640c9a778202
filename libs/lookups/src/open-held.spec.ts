import { CaseFile } from '@app/cases';
import { ROLES, type Role, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { OpenHeld } from './open-held.js';

const who = (role: Role) =>
  ({
    ...{ kind: 'staff', id: 'id', name: 'name', organisationId: 'demo', unitId: 'demo.home', roles: [role] },
  }) as StaffActor;

describe('how many open cases a person has, for who keeps accounts', () => {
  let tables: Tables;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile);
    const row = (id: string, more: Partial<CaseFile> = {}) => caseRow({ id, handlerId: 'person', ...more });
    await tables.put(CaseFile, row('a'), row('b'), row('closed', { open: false }));
    await tables.put(CaseFile, row('another', { handlerId: 'other' }), row('none', { handlerId: null }));
    await tables.put(CaseFile, row('elsewhere', { organisationId: 'sme' }));
  });
  afterAll(() => tables.close());

  const count = (role: Role, id = 'person') => new OpenHeld(new Reader(tables.manager)).count(who(role), id);

  it('counts what is open in that person’s name in the own agency', async () => {
    expect([await count('ADMIN'), await count('ADMIN', 'other'), await count('ADMIN', 'nobody')]).toEqual([
      2, 1, 0,
    ]);
  });

  it.each(ROLES.filter((role) => role !== 'ADMIN'))('is not told to %s', async (role) => {
    await expect(count(role)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  });
});
