import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CaseImport, ImportedCase } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { Reader, Settings, TimeSource, UnitOfWork } from '@app/platform';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bostonFile, bostonRow } from '../../../../test/support/import-files.js';
import type { ImportRun } from '../contact.entity.js';
import { BulkImport } from './bulk-import.js';
import type { ImportProgress } from './pass.js';

const NOW = Date.parse('2026-08-19T10:00:00+08:00');

/** The service with a database of maps, in which another import may come first. */
describe('the transactions of an import', () => {
  let folder: string;
  let stored: Set<string>;
  let runs: ImportRun[];
  let before: ImportRun | null;
  /** Errors of the next transactions. */
  let failing: object[];
  let sizes: number[];
  /** The clock of the process: only the transactions take time, 7 ms each. */
  let ms = 1_000;
  let n = 0;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bulk-'))));
  afterAll(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    [stored, runs, before, failing, sizes] = [new Set(), [], null, [], []];
    jest.spyOn(performance, 'now').mockImplementation(() => ms);
  });

  const cases = {
    known: (_mapping: string, ids: string[]) => Promise.resolve(new Set(ids.filter((id) => stored.has(id)))),
    insert: (_manager: unknown, _mapping: string, fresh: ImportedCase[]) => {
      sizes.push(fresh.length);
      ms += 7;
      const error = failing.shift();
      // the other import has written the first of them
      stored.add(fresh[0]!.externalId);
      if (error) throw error;
      for (const { externalId } of fresh) stored.add(externalId);
      return Promise.resolve();
    },
  };
  const organisation = 'demo';
  const catalogue = {
    organisation: () => ({ id: organisation }),
    service: (id: string) => ({ id, organisation, unit: 'demo.unit' }),
    unit: (id: string) => ({ id, organisation }),
  };
  /** The same mapping and the same bytes are the same run, whatever the file is called. */
  const earlier = ({ mapping, fileHash }: Partial<ImportRun>) =>
    Promise.resolve(before?.mapping === mapping && before?.fileHash === fileHash ? before : null);
  const manager = { save: (_entity: unknown, row: ImportRun) => Promise.resolve(void runs.push(row)) };
  const service = () =>
    new BulkImport(
      cases as unknown as CaseImport,
      catalogue as unknown as Catalogue,
      { run: (doing: (of: object) => Promise<unknown>) => doing(manager) } as unknown as UnitOfWork,
      { repository: () => ({ findOneBy: earlier }) } as unknown as Reader,
      { now: () => NOW } as TimeSource,
      { DATA_DIR: folder } as Settings,
    );
  const run = async (rows: number, onProgress?: (progress: ImportProgress) => void) => {
    const file = join(folder, `${++n}.csv`);
    await writeFile(file, bostonFile(Array.from({ length: rows }, (_, at) => bostonRow(at))));
    const order = { file, mapping: 'config/imports/boston-311.yaml' };
    return service().run({ ...order, ...(onProgress && { onProgress }) });
  };
  const twin = (code: string) => Object.assign(new Error('unique'), { driverError: { code } });

  it('take a hundred rows at first, then as many as the time of each allows; the run is recorded in each', async () => {
    const said: number[] = [];
    const result = await run(150, ({ rows }) => said.push(rows));
    expect(result).toMatchObject({ rows: 150, total: 150, inserted: 150, known: 0 });
    expect(sizes).toEqual([100, 50]);
    expect(said).toEqual([100, 150]);
    expect(runs.map(({ state, inserted }) => [state, inserted])).toEqual([
      ...[
        ['RUNNING', 100],
        ['RUNNING', 150],
        ['DONE', 150],
      ],
    ]);
    expect(runs.at(-1)).toMatchObject({ file: `${n}.csv`, finishedAt: NOW, startedAt: NOW });
    expect(result.longestMs).toBe(7);
  });

  it('leave out what is known; where that is all, none is made', async () => {
    for (let at = 0; at < 4; at++) stored.add(String(900_000_000_000 + at));
    expect(await run(6)).toMatchObject({ inserted: 2, known: 4 });
    expect(sizes).toEqual([2]);
    before = { ...runs.at(-1)! };
    runs = [];
    expect(await run(6)).toMatchObject({ inserted: 0, known: 6, resumed: false });
    expect([sizes, runs]).toEqual([[2], []]);
    expect(await run(5)).toMatchObject({ inserted: 0, known: 5 });
    expect(runs).toMatchObject([{ state: 'DONE', inserted: 0 }]);
    expect(runs[0]!.id).not.toBe(before.id);
  });

  it.each(['23505', 'SQLITE_CONSTRAINT_UNIQUE'])(
    'that meet rows which another import wrote meanwhile (%s) are tried again without them',
    async (code) => {
      failing = [twin(code), twin(code)];
      expect(await run(5)).toMatchObject({ inserted: 3, known: 2 });
      expect(sizes).toEqual([5, 4, 3]);
    },
  );

  it('are tried three times', async () => {
    failing = [twin('23505'), twin('23505'), twin('23505')];
    await expect(run(9)).rejects.toThrow('unique');
    expect(sizes).toEqual([9, 8, 7]);
  });

  it.each([twin('SQLITE_FULL'), new Error('no code'), twin('')])(
    'that fail otherwise end the import (%#)',
    async (error) => {
      failing = [error];
      await expect(run(3)).rejects.toThrow(error.message);
      expect(sizes).toEqual([3]);
    },
  );
});
