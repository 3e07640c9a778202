import type { Catalogue, SpecialDays } from '@app/catalogue';
import { SYSTEM, type StaffActor, type Trail } from '@app/people';
import { notFound, type UnitOfWork } from '@app/platform';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CalendarDays } from './calendar-days.js';
import type { MovesPreviews } from './moves-preview.js';
import type { Recount } from './recount.js';

const OFFICER = {
  ...{ kind: 'staff', id: 'id-officer', name: 'officer', roles: ['CONTROL_OFFICER'] },
  ...{ organisationId: 'demo', unitId: 'demo.head-office' },
} as StaffActor;
const DATE = '2026-09-21';
const DAY = { date: DATE, kind: 'CLOSURE', remark: '颱風', organisation: 'demo' } as const;
const PLACE = { date: DATE, organisation: 'demo' };

describe('days on which an agency deviates from the calendar', () => {
  let done: unknown[];
  let declared: object[];
  let days: CalendarDays;

  beforeEach(() => {
    [done, declared] = [[], []];
    const note =
      (what: string) =>
      async (...of: unknown[]) =>
        void done.push([what, ...of]);
    days = new CalendarDays(
      {
        declare: note('declare'),
        withdraw: note('withdraw'),
        check: (day: object) => void done.push(['check', day]),
      } as unknown as SpecialDays,
      { specialDays: () => declared, refresh: note('refresh') } as unknown as Catalogue,
      { look: note('look') } as unknown as Recount,
      { of: note('preview') } as unknown as MovesPreviews,
      { note: note('trail') } as unknown as Trail,
      { run: (change: () => unknown) => change() } as UnitOfWork,
    );
  });

  it('are declared for the own agency, noted, and counted by at once', async () => {
    expect(await days.declare(OFFICER, { ...DAY, organisation: 'sme' })).toEqual(DAY);
    expect(done).toEqual([
      ['declare', DAY],
      ['trail', 'DAY_DECLARED', 'id-officer', DAY],
      ['refresh'],
      ['look'],
    ]);
  });

  it('are withdrawn in the same way', async () => {
    await days.withdraw(OFFICER, { date: DATE });
    const noted = ['trail', 'DAY_WITHDRAWN', 'id-officer', PLACE];
    expect(done).toEqual([['withdraw', PLACE], noted, ['refresh'], ['look']]);
  });

  it('are declared by the command line for whom it names, by no one', async () => {
    await days.declare(SYSTEM, { ...DAY, organisation: 'sme' });
    expect(done[1]).toEqual(['trail', 'DAY_DECLARED', null, { ...DAY, organisation: 'sme' }]);
  });

  it('are previewed as they would be declared, checked and not stored', async () => {
    await days.previewDeclare(OFFICER, DAY);
    expect(done).toEqual([
      ['check', DAY],
      ['preview', 'demo', DAY, DAY],
    ]);
  });

  it('are previewed as withdrawn where they were declared by hand', async () => {
    declared = [{ ...DAY, declared: true }];
    await days.previewWithdraw(OFFICER, { date: DATE });
    expect(done).toEqual([['preview', 'demo', PLACE, undefined]]);
  });

  it.each([
    ['of config/', [{ ...DAY, declared: false }]],
    ['of another agency', [{ ...DAY, organisation: 'sme', declared: true }]],
    ['of a county', [{ ...DAY, region: '臺中市', declared: true }]],
    ['of another date', [{ ...DAY, date: '2026-09-22', declared: true }]],
  ])('%s are none to withdraw', async (_what, known) => {
    declared = known;
    await expect(days.previewWithdraw(OFFICER, { date: DATE })).rejects.toEqual(notFound());
    expect(done).toEqual([]);
  });

  it('are no business of a handler', async () => {
    const handler = { ...OFFICER, roles: ['CASE_HANDLER'] } as StaffActor;
    for (const refused of [
      () => days.declare(handler, DAY),
      () => days.withdraw(handler, { date: DATE }),
      () => days.previewDeclare(handler, DAY),
      () => days.previewWithdraw(handler, { date: DATE }),
    ])
      await expect(refused()).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    expect(done).toEqual([]);
  });
});
