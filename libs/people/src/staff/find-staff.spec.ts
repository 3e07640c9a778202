import { askSql, sql } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staffRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { absentFor, activeStaff, staffNames } from './find-staff.js';
import { someoneReachable } from './reachable.js';
import { Staff } from './staff.entity.js';
import { strayTeamRoles } from './team-roles.js';

const TODAY = '2026-08-19';

describe('people are found', () => {
  let tables: Tables;
  beforeAll(async () => {
    tables = await tablesInMemory(Staff);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const put = (id: string, more: Partial<Staff> = {}) =>
    tables.put(Staff, staffRow({ id, login: id, name: `name of ${id}`, ...more }));

  it('by name also when they have left, as the history still names them', async () => {
    await put('here');
    await put('left', { active: false });
    expect(await staffNames(tables.manager, ['here', 'left', null, 'nobody', 'here'])).toEqual(
      new Map([
        ['here', 'name of here'],
        ['left', 'name of left'],
      ]),
    );
    expect((await activeStaff(tables.manager, 'left', {}))?.id).toBeUndefined();
  });

  it('whose deputy someone is while they are away; who has left is stood in for by nobody', async () => {
    const deputy = { id: 'deputy', roles: ['CASE_HANDLER' as const] };
    await put('away', { deputyId: 'deputy', awayUntil: TODAY });
    await put('back', { deputyId: 'deputy', awayUntil: '2026-08-18' });
    await put('left', { deputyId: 'deputy', awayUntil: TODAY, active: false });
    const absent = await absentFor(tables.manager, deputy, TODAY);
    expect(absent.map(({ id }) => id)).toEqual(['away']);
  });

  it.each<[string, Partial<Staff>, boolean]>([
    ['with an address', {}, true],
    ['who joined at that moment', { createdAt: 1_000 }, true],
    ['who joined later', { createdAt: 1_001 }, false],
    ['without an address', { email: null }, false],
    ['who has left', { active: false }, false],
    ['with another role', { roles: ['AUDITOR'] }, false],
    ['of another organisation', { organisationId: 'sme' }, false],
  ])('as someone who could have been told: a head %s', async (_who, more, isReachable) => {
    const head = { organisationId: 'demo', email: 'head@x', roles: ['UNIT_HEAD' as const], createdAt: 0 };
    await put('head', { ...head, ...more });
    const found = someoneReachable(sql`${'demo'}`, sql`${1_000}`, ['UNIT_HEAD', 'CASE_HANDLER']);
    const rows = await askSql(tables.manager, sql`SELECT 1 AS one WHERE ${found}`);
    expect(rows).toHaveLength(isReachable ? 1 : 0);
  });

  it('whose roles do not fit their unit, among those who can sign in', async () => {
    await put('right', { unitId: 'team', roles: ['PARTNER'] });
    await put('wrong', { unitId: 'team', roles: ['CASE_HANDLER'] });
    await put('both', { unitId: 'team', roles: ['PARTNER', 'CASE_HANDLER'] });
    await put('stray', { unitId: 'unit', roles: ['PARTNER'] });
    await put('left', { unitId: 'unit', roles: ['PARTNER'], active: false });
    const rows = await askSql<{ subject: string }>(tables.manager, strayTeamRoles(sql`SELECT 'team'`));
    expect(rows.map(({ subject }) => subject).toSorted()).toEqual(['both', 'stray', 'wrong']);
  });
});
