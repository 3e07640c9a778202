import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { TrailEvent, isAway, Staff, StaffRegister } from '../index.js';

describe.each(DATABASES)('deputies on %s', (_name, postgres) => {
  let desk: TestDesk;
  let [handler, deputy, stranger] = ['', '', ''];
  let accounts = 0;
  const create = async (name: string, organisationId = 'demo', deputyId?: string) => {
    const where = { organisationId, unitId: `${organisationId}.planning` };
    const person = { login: `${name}-${++accounts}`, name, ...where, roles: ['CASE_HANDLER' as const] };
    return (await desk.get(StaffRegister).create({ ...person, deputyId })).id;
  };
  const set = (change: object) => desk.get(StaffRegister).setAbsence(handler, change);
  const write = <T>(work: Parameters<UnitOfWork['run']>[0]) => desk.get(UnitOfWork).run(work) as Promise<T>;
  const row = () => write<Staff>((manager) => manager.findOneByOrFail(Staff, { id: handler }));

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    stranger = await create('stranger', 'sme');
  });
  beforeEach(async () => {
    deputy = await create('deputy');
    handler = await create('handler', 'demo', deputy);
  });
  afterAll(() => desk.close());

  it('can be named with the account, without an absence', async () => {
    expect(await row()).toMatchObject({ deputyId: deputy, awayUntil: null });
  });

  it('have absences that begin and end; absent fields do not change; each change is recorded', async () => {
    expect(await set({ awayUntil: '2026-08-21' })).toEqual({ deputyId: deputy, awayUntil: '2026-08-21' });
    expect(isAway(await row(), '2026-08-21')).toBe(true);
    expect(isAway(await row(), '2026-08-22')).toBe(false);
    expect(await set({ deputyId: null, awayUntil: null })).toEqual({ deputyId: null, awayUntil: null });
    const noted = await write<TrailEvent[]>((manager) =>
      manager.findBy(TrailEvent, { type: 'ABSENCE_SET', staffId: handler }),
    );
    expect(noted.map(({ detail }) => detail)).toEqual([
      { deputy, awayUntil: '2026-08-21' },
      { deputy: null, awayUntil: null },
    ]);
  });

  it.each([
    ['oneself', () => ({ deputyId: handler }), 'deputy', 'own-deputy'],
    ['somebody of another organisation', () => ({ deputyId: stranger }), 'deputy', 'unknown-deputy'],
    ['an unknown account', () => ({ deputyId: 'x' }), 'deputy', 'unknown-deputy'],
    ['a day that does not exist', () => ({ awayUntil: '2026-02-30' }), 'awayUntil', 'date'],
  ])('%s is refused, and nothing changes', async (_what, change, field, code) => {
    await expect(set(change())).rejects.toMatchObject({ detail: { fields: [{ field, code }] } });
    expect(await row()).toMatchObject({ deputyId: deputy, awayUntil: null });
  });

  it('cannot be staff who left', async () => {
    await write((manager) => manager.update(Staff, { id: deputy }, { active: false }));
    await expect(set({ deputyId: deputy })).rejects.toMatchObject({
      detail: { fields: [{ code: 'unknown-deputy' }] },
    });
  });
});
