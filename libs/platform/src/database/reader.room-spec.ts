import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { Installation } from './platform.entities.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

describe.each(DATABASES)('several queries in one snapshot, on %s', (_name, postgres) => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
  });
  afterAll(() => desk.close());

  const put = (key: string) =>
    desk.get(UnitOfWork).run((manager) => manager.insert(Installation, { key, value: '' }));
  const isThere = async (reader: Reader, key: string) =>
    (await reader.find(Installation, 'WHERE key = $1', [key])).length === 1;

  it('see one moment, whatever is written between them', async () => {
    const reader = desk.get(Reader);
    const seen = await reader.atOnce(async (moment) => {
      const before = await isThere(moment, 'between');
      await put('between');
      return [before, await isThere(moment, 'between')];
    });
    expect(seen).toEqual([false, false]);
    expect(await isThere(reader, 'between')).toBe(true);
  });

  it('end the snapshot after one of them has failed', async () => {
    const reader = desk.get(Reader);
    const failing = reader.atOnce(async (moment) => {
      await isThere(moment, 'after');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await put('after');
    expect(await reader.atOnce((moment) => isThere(moment, 'after'))).toBe(true);
  });
});
