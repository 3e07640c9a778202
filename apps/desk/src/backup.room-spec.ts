import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActsWithFiles, Attachment, AttachmentDrafts, Attachments, Orphans } from '@app/attachments';
import { Audit, CaseFile, CaseKey, CaseReader } from '@app/cases';
import { Intake } from '@app/intake';
import { TrailEvent } from '@app/people';
import { loadSettings, Reader, UnitOfWork } from '@app/platform';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pdf } from '../../../test/support/sample-files.js';
import { DATABASES } from '../../../test/support/databases.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../test/support/desk.js';
import { backupTo, keysBeside, restoreFrom, type BackupOptions } from './backup.js';
import { withDesk } from './open-desk.js';

const now = WEDNESDAY_MORNING;
async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

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

  it('never overwrites the keys of an earlier backup', async () => {
    const keys = keysBeside(await copied());
    const before = await readFile(join(keys, 'case-keys.csv'), 'utf8');
    const folder = join(desk.folder, 'with-the-keys-of-another');
    await expect(backupTo(desk.settings, folder, { keys })).rejects.toThrow(/case-keys.csv is there already/);
    expect(existsSync(folder)).toBe(false);
    expect(await readFile(join(keys, 'case-keys.csv'), 'utf8')).toBe(before);
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
    const keys = await desk.get(Reader).repository(CaseKey).count();
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
    expect(restored).toMatchObject({ keys, erased: 1 });
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
        expect(notes.map(({ detail }) => detail)).toEqual([{ keys, erased: 1 }]);
      },
      { settings },
    );
    await fresh?.drop();
  });

  describe('with files', () => {
    let caseId: string;
    let blobs: string[];
    beforeAll(async () => {
      const contact = { name: '王小明', email: 'ming@example.tw' };
      const report = { service: 'demo.feedback-mailbox', subject: '有附件', description: '如圖', contact };
      const { file } = await desk.get(Intake).report(report, { address: '192.0.2.9' });
      caseId = file.id;
      const actor = { kind: 'citizen', caseId } as const;
      const act = { actor, caseNumber: file.caseNumber, act: 'message', input: { text: '照片' } } as const;
      for (const name of ['a.pdf', 'b.pdf'])
        await desk
          .get(AttachmentDrafts)
          .stage({ holder: { ...act, draft: 'draft-of-1' }, name, content: pieces(pdf(name)) });
      await desk.get(ActsWithFiles).perform(act, 'draft-of-1');
      blobs = (await desk.get(Reader).repository(Attachment).find()).map(({ blob }) => blob);
    });
    const placeOf = (blob: string) => join('attachments', blob.slice(0, 2), blob.slice(2, 4), blob);
    const emptyDesk = async () => {
      const database = postgres ? await createTestDatabase() : undefined;
      const folder = join(desk.folder, `empty-${++folders}`);
      await mkdir(folder);
      const settings = loadSettings({ DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) });
      return { settings, folder, drop: async () => database?.drop() };
    };

    it('restores them with the data: each opens, and the audit finds nothing', async () => {
      const folder = await copied({ withKey: true });
      const { settings, drop } = await emptyDesk();
      expect(await restoreFrom(settings, folder, { now })).toMatchObject({ files: 2 });
      await withDesk(
        async (restored) => {
          const listed = await restored.get(Attachments).of({ id: caseId }, 'ALL');
          expect(listed.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf']);
          const { content } = await restored.get(Attachments).openOf({ id: caseId }, listed[1]!.id, 'ALL');
          expect((await buffer(content)).equals(pdf('b.pdf'))).toBe(true);
          const found = [];
          for await (const one of restored.get(Orphans).violations()) found.push(one);
          expect(found).toEqual([]);
        },
        { settings },
      );
      await drop();
    });

    it.each<[string, (path: string) => Promise<unknown>, RegExp]>([
      ['missing', (path) => rm(path), /is missing: the backup is incomplete/],
      ['cut off', (path) => truncate(path, 20), /is damaged/],
      ['changed', (path) => writeFile(path, 'x'), /is damaged/],
    ])('restores nothing when one of them is %s', async (_, spoil, said) => {
      const folder = await copied();
      await spoil(join(folder, placeOf(blobs[0]!)));
      const { settings, folder: target, drop } = await emptyDesk();
      await expect(restoreFrom(settings, folder, { now })).rejects.toThrow(said);
      expect(await readdir(target)).toEqual([]);
      await drop();
    });

    it('restores neither rows nor files of a case without a key', async () => {
      const folder = await copied();
      const keys = join(keysBeside(folder), 'case-keys.csv');
      const lines = (await readFile(keys, 'utf8')).split('\n');
      await writeFile(keys, lines.filter((line) => !line.startsWith(caseId)).join('\n'));
      const { settings, folder: target, drop } = await emptyDesk();
      expect(await restoreFrom(settings, folder, { now })).toMatchObject({ files: 0, erased: 1 });
      expect(blobs.filter((blob) => existsSync(join(target, placeOf(blob))))).toEqual([]);
      await copyFile(join(desk.folder, 'secret.key'), join(target, 'secret.key'));
      await withDesk(
        async (restored) => expect(await restored.get(Reader).repository(Attachment).count()).toBe(0),
        {
          settings,
        },
      );
      await drop();
    });

    it('copies what is there when one was removed meanwhile, and says so', async () => {
      const file = join(desk.folder, placeOf(blobs[1]!));
      const content = await readFile(file);
      await rm(file);
      const folder = join(desk.folder, `backup-${++folders}`);
      expect(await backupTo(desk.settings, folder)).toMatchObject({ files: 1, missing: 1 });
      const { settings, drop } = await emptyDesk();
      expect(await restoreFrom(settings, folder, { now })).toMatchObject({ files: 1 });
      await drop();
      await writeFile(file, content);
    });
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
