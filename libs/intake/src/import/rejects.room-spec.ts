import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import { Reader } from '@app/platform';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { ImportRun } from '../contact.entity.js';
import { BulkImport } from './bulk-import.js';
import { bostonFile, bostonRow, BOSTON_HEADER } from '../../../../test/support/import-files.js';
import { csvRow } from './csv-cell.js';

describe.each(DATABASES)('rows that an import rejects, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let n = 0;
  beforeAll(async () => void (desk = await startDesk({ postgres })));
  afterAll(() => desk.close());

  const run = async (text: string | Buffer, name = `file${++n}.csv`, mapping = 'boston-311') => {
    const file = join(desk.folder, name);
    await writeFile(file, text);
    return desk.get(BulkImport).run({ file, mapping: `config/imports/${mapping}.yaml` });
  };
  const refusal = (doing: Promise<unknown>) =>
    doing.then(
      () => 'taken',
      ({ message }: Error) => message,
    );
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => bostonRow(from + at));
  const counts = async () => {
    const files = await desk.get(Reader).repository(CaseFile).count();
    return [files, await desk.get(Reader).repository(ImportRun).count()];
  };

  it('are written to a file with row number and reason, readable only by its owner; the rest is imported', async () => {
    const three = rows(1_001, 3);
    three[1] = bostonRow(1_002, { CASE_STATUS: 'Reopened' });
    const result = await run(bostonFile(three));
    expect(result).toMatchObject({ rows: 3, inserted: 2, known: 0, rejected: 1, resumed: false });
    const path = join(desk.folder, `file${n}.csv.rejected.csv`);
    expect(result.rejectedFile).toBe(path);
    const text = await readFile(path, 'utf8');
    expect(text.startsWith('\uFEFFrow,reason,CASE_ENQUIRY_ID')).toBe(true);
    expect(text.split('\r\n')[1]).toMatch(/^3,"?status: /);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('include a second row with the same id in a file; the first is imported, on the next run neither', async () => {
    const twice = bostonFile([bostonRow(2_001), bostonRow(2_001), bostonRow(2_002)]);
    expect(await run(twice, 'twice.csv')).toMatchObject({ inserted: 2, rejected: 1, known: 0 });
    expect(await readFile(join(desk.folder, 'twice.csv.rejected.csv'), 'utf8')).toContain(
      'stands on an earlier row',
    );
    expect(await run(twice, 'twice.csv')).toMatchObject({ inserted: 0, rejected: 1, known: 2 });
  });

  it('have no file when there are none, and the file of an earlier run is removed', async () => {
    await run(bostonFile([bostonRow(3_001, { CASE_STATUS: 'x' })]), 'mended.csv');
    const result = await run(bostonFile([bostonRow(3_001)]), 'mended.csv');
    expect(result).toMatchObject({ rejected: 0, inserted: 1, rejectedFile: null });
    expect(await refusal(stat(join(desk.folder, 'mended.csv.rejected.csv')))).toMatch(/ENOENT/);
  });

  it('are each listed once in a file of more rows than one transaction takes', async () => {
    expect(await run(bostonFile(rows(4_000, 150)))).toMatchObject({
      rows: 150,
      inserted: 150,
      rejected: 0,
      total: 150,
    });
    expect(await run(bostonFile(rows(4_100, 100)))).toMatchObject({ rows: 100, inserted: 50, known: 50 });
  });

  it('are none where the file is broken: it is refused and nothing is written', async () => {
    const before = await counts();
    const good = bostonFile([bostonRow(5_001)]);
    const without = csvRow(BOSTON_HEADER.slice(1)) + csvRow(bostonRow(5_001).slice(1));
    const doubled = csvRow([...BOSTON_HEADER, 'CASE_STATUS']) + csvRow([...bostonRow(5_001), 'Open']);
    const broken: [string | Buffer, RegExp][] = [
      ['', /it is empty/],
      [without, /column CASE_ENQUIRY_ID of the mapping boston-311 is missing.*The file has: /],
      [doubled, /column CASE_STATUS is there twice/],
      [Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xfe])]), /not utf-8 text/],
      [`${good}"open`, /a quotation mark is not closed/],
      [Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('no gzip')]), /gzip data/],
    ];
    for (const [text, why] of broken) expect(await refusal(run(text))).toMatch(why);
    const absent = desk
      .get(BulkImport)
      .run({ file: '/nowhere.csv', mapping: 'config/imports/boston-311.yaml' });
    expect(await refusal(absent)).toMatch(/there is no such file/);
    expect(await refusal(run(good, 'good.csv', 'nowhere'))).toMatch(/there is no mapping/);
    expect(await counts()).toEqual(before);
  });
});
