import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejects } from './rejects.js';

describe('the file of rejected rows', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'rejects-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('begins with a header, then has number, reason and cells of each row; for its owner only', async () => {
    const path = join(folder, 'two.csv');
    const rejects = new Rejects(path, ['id', 'title']);
    await rejects.add({ row: 3, cells: ['A1', '路燈'] }, 'status: empty');
    await rejects.add({ row: 7, cells: ['A2', '=1'] }, 'a, b');
    await rejects.close();
    const text = '\uFEFFrow,reason,id,title\r\n3,status: empty,A1,路燈\r\n7,"a, b",A2,\'=1\r\n';
    expect(await readFile(path, 'utf8')).toBe(text);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(rejects.count).toBe(2);
  });

  it('is not made without a row, and that of an earlier run is removed at once', async () => {
    const path = join(folder, 'none.csv');
    await writeFile(path, 'of an earlier run');
    const rejects = new Rejects(path, ['id']);
    expect(existsSync(path)).toBe(false);
    await rejects.close();
    expect([rejects.count, existsSync(path)]).toEqual([0, false]);
  });

  it('holds all rows, also when they come faster than the disk takes them', async () => {
    const path = join(folder, 'many.csv');
    const rejects = new Rejects(path, ['id']);
    for (let row = 2; row < 202; row++) await rejects.add({ row, cells: ['x'.repeat(1_000)] }, 'no');
    await rejects.close();
    expect((await readFile(path, 'utf8')).split('\r\n')).toHaveLength(202);
  });
});
