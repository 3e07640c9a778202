import { Staff, type StaffActor } from '@app/people';
import { SetTime, type Problem } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { staffRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { CaseAccess } from '../record/case-access.js';
import { Tracking } from './tracking.js';

describe('who may track a case (列管)', () => {
  const staff = [
    staffRow({ id: 'id-head', login: 'head' }),
    staffRow({ id: 'id-handler', login: 'handler' }),
    staffRow({ id: 'id-outside', login: 'outside', unitId: 'demo.elsewhere' }),
    staffRow({ id: 'id-away', login: 'away', awayUntil: '2026-08-19' }),
    staffRow({ id: 'id-left', login: 'left', active: false }),
    staffRow({ id: 'id-other', login: 'other', organisationId: 'sme' }),
  ];
  let tables: Tables;
  beforeAll(async () => {
    tables = await tablesInMemory(Staff);
    await tables.put(Staff, ...staff);
  });
  afterAll(() => tables.close());
  const file = { id: 'case', organisationId: 'demo', unitId: 'demo.home', handlerId: 'id-handler' };
  const access = { sees: ({ unitId }: StaffActor) => unitId === 'demo.home' } as unknown as CaseAccess;
  const place = () => ({ manager: tables.manager, file }) as never;
  const at = (instant: string) => new Tracking(access, new SetTime(Date.parse(instant)));
  const WEDNESDAY = '2026-08-19T10:00:00+08:00';
  const logins = (people: Staff[]) => people.map(({ login }) => login);
  const refused = async (name: string) => {
    const { kind, detail } = await at(WEDNESDAY)
      .chosen(place(), name, 'tracker')
      .then(
        () => Promise.reject(new Error(`${name} was taken`)),
        (error: unknown) => error as Problem,
      );
    expect(kind).toBe('INVALID');
    return detail.fields!.map(({ field, code }) => `${field} ${code}`);
  };

  it('those of the agency who see it, are at work and do not handle it', async () => {
    expect(logins(await at(WEDNESDAY).choices(place()))).toEqual(['head']);
  });

  it('a person who was away, from the day after the absence on, in Taipei', async () => {
    expect(logins(await at('2026-08-19T23:59:59+08:00').choices(place()))).toEqual(['head']);
    expect(logins(await at('2026-08-20T00:00:00+08:00').choices(place()))).toEqual(['head', 'away']);
  });

  it('is named by id or login, whose capitals do not matter', async () => {
    for (const name of ['id-head', 'head', 'HEAD'])
      expect(await at(WEDNESDAY).chosen(place(), name, 'tracker')).toBe('id-head');
  });

  it('anyone else is refused with the reason, and who does not see the case as if not known', async () => {
    expect(await refused('handler')).toEqual(['tracker tracker-handles']);
    expect(await refused('away')).toEqual(['tracker tracker-away']);
    expect(await refused('outside')).toEqual(['tracker unknown-staff']);
    expect(await refused('no-one')).toEqual(['tracker unknown-staff']);
  });
});
