import { CaseFile, type CaseAccess, type EndedCases, type Erasing } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { Problem, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { RetentionItem } from './retention-item.entity.js';
import { Retention } from './retention.js';

const NOW = Date.parse('2030-01-02T10:00:00+08:00');

describe('a round of retention', () => {
  let tables: Tables;
  let retention: Retention;
  let looked: string[];
  let erased: string[];
  /** What erasing does besides: what another process does at that moment, or an error. */
  let besides: () => Promise<unknown>;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, RetentionItem);
  });
  beforeEach(async () => {
    await tables.empty();
    [looked, erased, besides] = [[], [], async () => undefined];
    const services = [{ id: 'kept', retentionYears: 3 }, { id: 'for ever' }];
    const catalogue = { services: () => services } as unknown as Catalogue;
    const ended = { before: async (id: string) => (looked.push(id), []) } as unknown as EndedCases;
    const erasing = {
      erase: async ({ caseNumber }: { caseNumber: string }) => {
        erased.push(caseNumber);
        await besides();
      },
    } as unknown as Erasing;
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const reader = new Reader(tables.manager);
    const access = {} as CaseAccess;
    retention = new Retention(ended, erasing, access, catalogue, work, reader, new SetTime(NOW));
  });
  afterAll(() => tables.close());

  const put = (id: string, more: Partial<RetentionItem> = {}) =>
    tables.put(RetentionItem, {
      ...{ id, caseId: `case of ${id}`, caseNumber: `number of ${id}`, organisationId: 'demo' },
      ...{ unitId: 'demo.home', serviceId: 'kept', keptUntil: '2029-12-31', state: 'APPROVED' },
      ...{ reason: null, proposedAt: 0, decidedAt: NOW - 1, decidedBy: 'id-head', erasedAt: null },
      ...more,
    } as RetentionItem);
  const item = (id: string) => tables.manager.findOneByOrFail(RetentionItem, { id });
  const change = (id: string, more: Partial<RetentionItem>) =>
    tables.manager.update(RetentionItem, { id }, more);

  it('looks only at services with a period', async () => {
    await retention.sweep();
    expect(looked).toEqual(['kept']);
  });

  it('erases what was approved, and nothing else', async () => {
    for (const state of ['PROPOSED', 'LEFT_OUT', 'SKIPPED', 'ERASED'] as const) await put(state, { state });
    await put('one');
    await retention.sweep();
    expect(erased).toEqual(['number of one']);
    expect(await item('one')).toMatchObject({ state: 'ERASED', erasedAt: NOW });
  });

  it('leaves alone what another process has erased, or what is gone, since the list was read', async () => {
    await put('first', { decidedAt: 1 });
    await put('second', { decidedAt: 2 });
    await put('third', { decidedAt: 3 });
    besides = async () => {
      await change('second', { state: 'ERASED', erasedAt: 7 });
      await tables.manager.delete(RetentionItem, { id: 'third' });
    };
    await retention.sweep();
    expect(erased).toEqual(['number of first']);
    expect((await item('second')).erasedAt).toBe(7);
  });

  it('says why one cannot be erased, and goes on with the next', async () => {
    await put('first', { decidedAt: 1 });
    await put('second', { decidedAt: 2 });
    besides = async () => {
      besides = async () => undefined;
      throw new Problem('NOT_ALLOWED', 'erase-held');
    };
    await retention.sweep();
    expect(await item('first')).toMatchObject({ state: 'SKIPPED', reason: 'erase-held', erasedAt: null });
    expect((await item('second')).state).toBe('ERASED');
  });
});
