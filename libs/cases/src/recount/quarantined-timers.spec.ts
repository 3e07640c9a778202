import { SYSTEM, type StaffActor, type Trail } from '@app/people';
import { Reader, type UnitOfWork } from '@app/platform';
import type { Timer, TimerBook } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import { QuarantinedTimers } from './quarantined-timers.js';

const ADMIN = {
  ...{ kind: 'staff', id: 'id-admin', name: 'admin', roles: ['ADMIN'] },
  ...{ organisationId: 'demo', unitId: 'demo.head-office' },
} as StaffActor;
const timer = (id: string, caseId: string | null) => ({ id, kind: 'clock.due', caseId, dueAt: 5 }) as Timer;

describe('timers that wait for an operator', () => {
  let tables: Tables;
  let taken: string[];
  let noted: unknown[][];
  const all = [timer('own', 'case'), timer('other', 'of-sme'), timer('none', null)];

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile);
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: 'N' }));
    await tables.put(CaseFile, caseRow({ id: 'of-sme', organisationId: 'sme' }));
  });
  beforeEach(() => {
    [taken, noted] = [[], []];
  });
  afterAll(() => tables.close());

  const quarantined = () =>
    new QuarantinedTimers(
      { run: (change: () => unknown) => change() } as UnitOfWork,
      new Reader(tables.manager),
      {
        quarantined: async () => all,
        takeUp: async (id: string) => (taken.push(id), id !== 'armed'),
      } as unknown as TimerBook,
      { note: async (...of: unknown[]) => void noted.push(of) } as unknown as Trail,
    );

  it('are shown to an administrator of the agency of their case, or of none; to the command line all', async () => {
    const shown = await quarantined().list(ADMIN);
    const row = { kind: 'clock.due', since: 5, reason: null };
    expect(shown).toEqual([
      { id: 'own', ...row, caseNumber: 'N' },
      { id: 'none', ...row, caseNumber: null },
    ]);
    expect(await quarantined().countOf(ADMIN)).toBe(2);
    expect((await quarantined().list(SYSTEM)).map(({ id }) => id)).toEqual(['own', 'other', 'none']);
  });

  it('are taken up by those who are shown them, who are noted', async () => {
    for (const id of ['own', 'none']) expect(await quarantined().takeUp(ADMIN, id)).toBe(true);
    expect(await quarantined().takeUp(SYSTEM, 'other')).toBe(true);
    expect(taken).toEqual(['own', 'none', 'other']);
    expect(noted).toEqual([
      ['TIMER_TAKEN_UP', 'id-admin', { timer: 'own' }],
      ['TIMER_TAKEN_UP', 'id-admin', { timer: 'none' }],
      ['TIMER_TAKEN_UP', null, { timer: 'other' }],
    ]);
  });

  it("are not another agency's to take up, as if they were not there", async () => {
    expect(await quarantined().takeUp(ADMIN, 'other')).toBe(false);
    expect(await quarantined().takeUp(ADMIN, 'unknown')).toBe(false);
    expect([taken, noted]).toEqual([[], []]);
  });

  it('are noted only where they were armed again', async () => {
    expect(await quarantined().takeUp(SYSTEM, 'armed')).toBe(false);
    expect(noted).toEqual([]);
  });

  it('are no one else’s', async () => {
    const head = { ...ADMIN, roles: ['UNIT_HEAD'] } as StaffActor;
    await expect(quarantined().list(head)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    await expect(quarantined().takeUp(head, 'own')).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    expect(taken).toEqual([]);
  });
});
