import { jest } from '@jest/globals';
import { CaseFile } from '@app/cases';
import { TrailEvent, StaffRegister } from '@app/people';
import { Reader, WRITE_SOURCE } from '@app/platform';
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { bostonFile, bostonRow } from '../../../test/support/import-files.js';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { addAdopt } from './commands/adopt.js';
import { addAudit } from './commands/audit.js';
import { addBackup } from './commands/backup.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addStaff } from './commands/staff.js';

const ADD = [addAdopt, addAudit, addBackup, addExport, addImport, addStaff];

describe.each(DATABASES)('what operators do, on %s', (_name, postgres) => {
  let desk: TestDesk;
  const before = { ...process.env };

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    const { DATA_DIR, DATABASE_URL } = desk.settings;
    Object.assign(process.env, { DATA_DIR, ...(DATABASE_URL && { DATABASE_URL }) });
    jest.spyOn(console, 'log').mockReturnValue();
  }, 60_000);
  afterAll(async () => {
    process.env = before;
    jest.restoreAllMocks();
    await desk.close();
  });

  const run = (...typed: string[]) => {
    const program = new Command().exitOverride();
    for (const add of ADD) add(program);
    return program.parseAsync(['node', 'desk', ...typed]);
  };
  const traces = async () =>
    (
      await desk
        .get(Reader)
        .repository(TrailEvent)
        .find({ order: { seq: 'ASC' } })
    ).map(({ type }) => type);

  afterEach(() => {
    process.exitCode = undefined;
  });

  it('is recorded in the trail: import, adopt, export, backup', async () => {
    const before = (await traces()).length;
    const file = join(desk.folder, 'boston.csv');
    await writeFile(file, bostonFile([bostonRow(6)]));
    await run('import', file, '--mapping', 'boston-311');
    const { caseNumber } = await desk
      .get(Reader)
      .repository(CaseFile)
      .findOneByOrFail({ origin: 'IMPORTED' });
    await run('adopt', caseNumber);
    await run('export', '--json', '--out', join(desk.folder, 'cases.jsonl'));
    await run('backup', join(desk.folder, 'copy'));
    expect((await traces()).slice(before)).toEqual(['IMPORTED', 'ADOPTED', 'EXPORTED', 'BACKED_UP']);
  });

  it('is missed when its row is removed: the audit names the place', async () => {
    const said = async () => {
      jest.mocked(console.log).mockClear();
      await run('audit');
      process.exitCode = undefined;
      return jest
        .mocked(console.log)
        .mock.calls.flat()
        .filter((line) => line.startsWith('audit-chain'));
    };
    await run('export', '--out', join(desk.folder, 'cases.csv'));
    expect(await said()).toEqual([]);
    const before = await traces();
    const first = 1 + before.indexOf('EXPORTED');
    await desk
      .get<DataSource>(WRITE_SOURCE)
      .query(`UPDATE audit_event SET detail = '{}' WHERE type = 'EXPORTED'`);
    expect(await said()).toEqual([expect.stringContaining(`audit-chain audit_event ${first}: `)]);
  });

  it.each(['abc', '-5', '0'])('refuses a token of %s days', async (days) => {
    const login = `someone${days.length}`;
    const where = { organisationId: 'demo', unitId: 'demo.service-desk' };
    await desk
      .get(StaffRegister)
      .create({ login, name: login, ...where, roles: ['AUDITOR'] })
      .catch(() => undefined);
    const asked = run('token', 'create', '--user', login, `--days=${days}`);
    await expect(asked).rejects.toMatchObject({
      detail: { fields: [{ field: 'days', code: 'days-above-0' }] },
    });
  });
});
