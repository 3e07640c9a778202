import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit, CaseFile, CaseReader } from '@app/cases';
import { Intake } from '@app/intake';
import { loadSettings, Reader } from '@app/platform';
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { backupTo, restoreFrom } from './backup.js';
import { withDesk } from './open-desk.js';

describe.each([
  ['SQLite', false],
  ['PostgreSQL', true],
] as const)('backup and restore on %s', (_name, postgres) => {
  let desk: TestDesk;
  let empty: TestDatabase | undefined;
  let folder: string;
  beforeAll(async () => {
    desk = await startDesk({ postgres, env: { DEMO: 'true' } });
    empty = postgres ? await createTestDatabase() : undefined;
    folder = join(desk.folder, 'backup');
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
    await backupTo(desk.settings, folder, false);
    expect(existsSync(join(folder, 'secret.key'))).toBe(false);
    await expect(backupTo(desk.settings, folder, false)).rejects.toThrow(/is there already/);
  });

  it('copies the key only when asked to, for its owner only', async () => {
    const both = join(desk.folder, 'with-key');
    await backupTo(desk.settings, both, true);
    expect((await stat(join(both, 'secret.key'))).mode & 0o777).toBe(0o600);
  });

  it('gives everything back in another place', async () => {
    const settings = loadSettings({
      DATA_DIR: join(desk.folder, 'restored'),
      ...(empty && { DATABASE_URL: empty.url }),
    });
    await mkdir(settings.DATA_DIR);
    await restoreFrom(settings, join(desk.folder, 'with-key'));
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

  it('never overwrites a desk that holds data', async () => {
    await expect(restoreFrom(desk.settings, folder)).rejects.toThrow(/there already|already exists/);
  });

  it('refuses a folder without a backup', async () => {
    await expect(restoreFrom(desk.settings, desk.folder + '/nowhere')).rejects.toThrow(/holds no backup/);
  });
});

describe('a damaged backup', () => {
  it('is refused before anything is put in its place', async () => {
    const desk = await startDesk();
    const folder = join(desk.folder, 'damaged');
    await mkdir(folder);
    await writeFile(join(folder, 'desk.sqlite'), Buffer.alloc(8_192, 7));
    const settings = loadSettings({ DATA_DIR: join(desk.folder, 'elsewhere') });
    await expect(restoreFrom(settings, folder)).rejects.toThrow(/not a database|damaged/);
    expect(existsSync(join(settings.DATA_DIR, 'desk.sqlite'))).toBe(false);
    await desk.close();
  });
});
