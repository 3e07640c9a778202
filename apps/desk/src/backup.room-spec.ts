import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit, CaseFile, CaseKey, CaseReader } from '@app/cases';
import { Intake } from '@app/intake';
import { TrailEvent } from '@app/people';
import { loadSettings, Reader, UnitOfWork } from '@app/platform';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASES } from '../../../test/support/databases.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../test/support/desk.js';
import { backupTo, keysBeside, restoreFrom, type BackupOptions } from './backup.js';
import { withDesk } from './open-desk.js';

const now = WEDNESDAY_MORNING;

describe.each(DATABASES)('backup and restore on %s', (_name, postgres) => {
  let desk: TestDesk;
  let empty: TestDatabase | undefined;
  let folders = 0;
  /** Each test makes its own backup. */
  const copied = async (options: BackupOptions = {}) => {
    const folder = join(desk.folder, `backup-${++folders}`);
    await backupTo(desk.settings, folder, options);
    return folder;
  };
  beforeAll(async () => {
    desk = await startDesk({ postgres, env: { DEMO: 'true' } });
    empty = postgres ? await createTestDatabase() : undefined;
    const contact = { name: '王小明', email: 'ming@example.tw' };
    await desk
      .get(Intake)
      .report(
        { service: 'demo.feedback-mailbox', subject: '路燈', description: '不亮', contact },
        { address: '192.0.2.1' },
      );
  });
  afterAll(async () => {
    await empty?.drop();
    await desk.close();
  });

  it('copies a running desk without its key', async () => {
    const folder = await copied();
    expect(existsSync(join(folder, 'secret.key'))).toBe(false);
    await expect(backupTo(desk.settings, folder)).rejects.toThrow(/is there already/);
  });

  it('copies the key only when asked to, readable only by its owner', async () => {
    const both = await copied({ withKey: true });
    expect((await stat(join(both, 'secret.key'))).mode & 0o777).toBe(0o600);
  });

  it('restores everything in another place', async () => {
    const settings = loadSettings({
      DATA_DIR: join(desk.folder, 'restored'),
      ...(empty && { DATABASE_URL: empty.url }),
    });
    await mkdir(settings.DATA_DIR);
    await restoreFrom(settings, await copied({ withKey: true }), { now });
    await withDesk(
      async (restored) => {
        const file = await restored.get(Reader).repository(CaseFile).findOneByOrFail({ subject: '路燈' });
        expect(await restored.get(CaseReader).description(file)).toBe('不亮');
        const found = [];
        for await (const violation of restored.get(Audit).violations()) found.push(violation.invariant);
        expect(found.filter((name) => name !== 'timer-left-lying')).toEqual([]);
      },
      { settings },
    );
  });

  it('holds no data key of a case, in any byte', async () => {
    const folder = await copied();
    const keys = await readFile(join(keysBeside(folder), 'case-keys.csv'), 'utf8');
    const wrapped = keys
      .trim()
      .split('\n')
      .map((line) => line.split(',')[1]!);
    expect(Math.min(...wrapped.map(({ length }) => length))).toBeGreaterThan(40);
    const copy = await readFile(join(folder, postgres ? 'desk.pgdump' : 'desk.sqlite'));
    expect(wrapped.filter((key) => copy.includes(key))).toEqual([]);
    expect((await stat(join(keysBeside(folder), 'case-keys.csv'))).mode & 0o777).toBe(0o600);
  });

  it('drill: yesterday’s data with today’s keys; what was erased today stays erased', async () => {
    const yesterday = join(desk.folder, 'yesterday');
    const report = { service: 'demo.feedback-mailbox', subject: '人孔蓋', description: '鬆動' };
    const contact = { name: '陳小美', email: 'mei@example.tw' };
    await desk.get(Intake).report({ ...report, contact }, { address: '192.0.2.2' });
    await backupTo(desk.settings, yesterday);
    const { id } = await desk.get(Reader).repository(CaseFile).findOneByOrFail({ subject: '人孔蓋' });
    await desk.get(UnitOfWork).run(async (manager) => {
      await manager.delete(CaseKey, { caseId: id });
      await manager.update(CaseFile, { id }, { erasedAt: now });
    });
    await desk.get(Intake).report({ ...report, subject: '新的', contact }, { address: '192.0.2.2' });
    const today = join(desk.folder, 'today');
    await backupTo(desk.settings, today);

    const fresh = postgres ? await createTestDatabase() : undefined;
    const folderOfThen = join(desk.folder, 'drill');
    const settings = loadSettings({ DATA_DIR: folderOfThen, ...(fresh && { DATABASE_URL: fresh.url }) });
    await mkdir(folderOfThen);
    const restored = await restoreFrom(settings, yesterday, { keys: keysBeside(today), now });
    expect(restored).toMatchObject({ keys: 1, erased: 1 });
    await copyFile(join(desk.folder, 'secret.key'), join(folderOfThen, 'secret.key'));
    await withDesk(
      async (then) => {
        const files = then.get(Reader).repository(CaseFile);
        const erased = await files.findOneByOrFail({ subject: '人孔蓋' });
        expect(erased.erasedAt).toBe(now);
        expect(await then.get(CaseReader).description(erased)).toBeNull();
        expect(await then.get(CaseReader).petitioner(id)).toBeNull();
        expect(await then.get(CaseReader).description(await files.findOneByOrFail({ subject: '路燈' }))).toBe(
          '不亮',
        );
        const notes = await then.get(Reader).repository(TrailEvent).findBy({ type: 'RESTORED' });
        expect(notes.map(({ detail }) => detail)).toEqual([{ keys: 1, erased: 1 }]);
      },
      { settings },
    );
    await fresh?.drop();
  });

  it('asks for the keys where they are not beside the backup', async () => {
    const settings = loadSettings({ DATA_DIR: join(desk.folder, 'none') });
    const elsewhere = { keys: join(desk.folder, 'nowhere'), now };
    const given = { ...settings, ...(empty && { DATABASE_URL: empty.url }) };
    await expect(restoreFrom(given, await copied(), elsewhere)).rejects.toThrow(/--keys/);
  });

  it('never overwrites a desk that holds data', async () => {
    await expect(restoreFrom(desk.settings, await copied(), { now })).rejects.toThrow(
      /there already|already exists/,
    );
  });

  it('refuses a folder without a backup', async () => {
    await expect(restoreFrom(desk.settings, desk.folder + '/nowhere', { now })).rejects.toThrow(
      /holds no backup/,
    );
  });
});

describe('a damaged backup', () => {
  it('is refused before anything is restored', async () => {
    const desk = await startDesk();
    const folder = join(desk.folder, 'damaged');
    await mkdir(folder);
    await writeFile(join(folder, 'desk.sqlite'), Buffer.alloc(8_192, 7));
    await mkdir(keysBeside(folder));
    await writeFile(join(keysBeside(folder), 'case-keys.csv'), '');
    const settings = loadSettings({ DATA_DIR: join(desk.folder, 'elsewhere') });
    await expect(restoreFrom(settings, folder, { now })).rejects.toThrow(/not a database|damaged/);
    expect(existsSync(join(settings.DATA_DIR, 'desk.sqlite'))).toBe(false);
    await desk.close();
  });
});
