import { describe, expect, it } from '@jest/globals';
import type { ImportedCase } from '@app/cases';
import type { ImportRun } from '../contact.entity.js';
import type { Mapping } from './mapping.schema.js';
import { Pass } from './pass.js';
import { Rejection } from './read-field.js';
import type { RawRow } from './read-rows.js';
import type { Rejects } from './rejects.js';

const NOW = 1_000;
const EARLIER: ImportRun = {
  ...{ id: 'run', mapping: 'old', file: 'a.csv', fileHash: 'h', state: 'RUNNING', rowsRead: 5 },
  ...{ inserted: 4, known: 0, rejected: 1, startedAt: 7, finishedAt: null },
};

describe('a pass over a file', () => {
  const begin = (before: ImportRun | null = null) => {
    const reasons: string[] = [];
    const rejects = {
      path: 'a.csv.rejected.csv',
      get count() {
        return reasons.length;
      },
      add: (_raw: RawRow, reason: string) => Promise.resolve(void reasons.push(reason)),
    } as unknown as Rejects;
    const surveyed = { hash: 'h', header: ['id'], rows: 9 };
    return { pass: new Pass({ id: 'old' } as Mapping, surveyed, before, rejects, NOW, 'a.csv'), reasons };
  };
  const take = (
    pass: Pass,
    id: string,
    translate = (): ImportedCase => ({ externalId: id }) as ImportedCase,
  ) => pass.take({ row: 2, cells: [id] }, translate);

  it('keeps what waits; a second row of the same id, and one that cannot be read, are rejected', async () => {
    const { pass, reasons } = begin();
    await take(pass, 'A');
    await take(pass, 'A');
    await take(pass, 'B', () => {
      throw new Rejection('status: empty');
    });
    await take(pass, 'C');
    expect(pass.waiting.map(({ externalId }) => externalId)).toEqual(['A', 'C']);
    expect(reasons).toEqual(['externalId: "A" stands on an earlier row already', 'status: empty']);
    expect(pass.progress()).toEqual({ rows: 4, inserted: 0, known: 0, total: 9, rejected: 2 });
    expect(pass.result()).toMatchObject({ rejected: 2, rejectedFile: 'a.csv.rejected.csv' });
  });

  it('ends with any other error', async () => {
    const { pass, reasons } = begin();
    const broken = take(pass, 'A', () => {
      throw new Error('a mistake of ours');
    });
    await expect(broken).rejects.toThrow('a mistake of ours');
    expect(reasons).toEqual([]);
  });

  it('counts what was inserted and what was known, and its longest transaction', () => {
    const { pass } = begin();
    pass.count(3, 1);
    pass.count(2, 4);
    for (const ms of [12, 30, 7]) pass.took(100, ms);
    expect(pass.result()).toEqual({
      ...{ mapping: 'old', rows: 0, total: 9, inserted: 5, known: 5, rejected: 0 },
      ...{ resumed: false, rejectedFile: null, longestMs: 30 },
    });
    expect(pass.pace.rows).toBe(120);
  });

  it('is a run of its own, that says how far it has come with what is inserted now', () => {
    const { pass } = begin();
    pass.count(3, 1);
    expect(pass.row(2)).toEqual({
      ...{ id: expect.any(String), mapping: 'old', file: 'a.csv', fileHash: 'h', state: 'RUNNING' },
      ...{ rowsRead: 0, inserted: 5, known: 1, rejected: 0, startedAt: NOW, finishedAt: null },
    });
  });

  it('goes on with a run that was not finished: what that inserted is counted', () => {
    const { pass } = begin(EARLIER);
    pass.count(2, 4);
    expect(pass.row(1)).toMatchObject({ id: 'run', startedAt: 7, inserted: 7, known: 4, rowsRead: 0 });
    expect(pass.result()).toMatchObject({ resumed: true, inserted: 2 });
  });

  it('is to be recorded as done unless it was, and nothing was added', () => {
    expect(begin().pass.unfinished()).toBe(true);
    expect(begin(EARLIER).pass.unfinished()).toBe(true);
    const again = begin({ ...EARLIER, state: 'DONE' }).pass;
    expect([again.unfinished(), again.result().resumed]).toEqual([false, false]);
    again.count(1, 0);
    expect(again.unfinished()).toBe(true);
  });
});
