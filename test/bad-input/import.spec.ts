import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '@app/catalogue';
import { BulkImport } from '@app/intake';
import { Reader } from '@app/platform';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BOSTON_HEADER, bostonFile, bostonRow, rocFile } from '../support/import-files.js';
import { startDesk, type TestDesk } from '../support/desk.js';

let desk: TestDesk;
let file: string;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  file = join(desk.folder, 'input.csv');
});

const importIt = (mapping = 'config/imports/boston-311.yaml') => desk.get(BulkImport).run({ file, mapping });
const rowsIn = async (table: string) =>
  Number((await desk.get(Reader).row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))!.n);
const failure = (mapping?: string): Promise<string> =>
  importIt(mapping).then(
    () => 'imported',
    (error: unknown) => (error as Error).message,
  );

const WHOLE = bostonFile(Array.from({ length: 2_000 }, (_, n) => bostonRow(n)));
const broken = (bytes: Buffer) => bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 40);

const FILES: [string, Buffer | string, RegExp][] = [
  ['wrong header', WHOLE.replace('CASE_STATUS', 'STATE'), /wrong header: column CASE_STATUS .* is missing/],
  ['a column twice', WHOLE.replace('CLOSURE_REASON', 'CASE_TITLE'), /column CASE_TITLE is there twice/],
  ['empty', '', /it is empty/],
  ['broken gzip', broken(gzipSync(WHOLE)), /the gzip data is broken/],
  ['gzip cut short', gzipSync(WHOLE).subarray(0, -200), /the gzip data ends too early/],
  [
    'bad encoding at its end',
    Buffer.concat([Buffer.from(WHOLE), Buffer.from([0xa4, 0xa4])]),
    /not utf-8 text/,
  ],
  ['UTF-16', Buffer.from(WHOLE, 'utf16le'), /wrong header|not utf-8 text/],
  ['a quotation mark left open', `${WHOLE}"1,2`, /a quotation mark is not closed/],
  ['no text at all', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /not utf-8 text/],
];

describe('a file that cannot be imported', () => {
  it.each(FILES)('%s: one clear line, nothing half done', async (_what, content, words) => {
    await writeFile(file, content);
    const said = await failure();
    expect(said).toMatch(words);
    expect(said.split('\n')).toHaveLength(1);
    expect([await rowsIn('case_file'), await rowsIn('import_run')]).toEqual([0, 0]);
  });

  it('is not there, or is a folder', async () => {
    file = join(desk.folder, 'nowhere.csv');
    expect(await failure()).toBe('cannot import nowhere.csv: there is no such file');
    file = join(desk.folder, 'folder.csv');
    await mkdir(file);
    expect(await failure()).toBe('cannot import folder.csv: it is a folder, not a file');
  });

  it('is UTF-8 where the mapping says Big5', async () => {
    await writeFile(file, new TextDecoder('big5').decode(rocFile()));
    expect(await failure('config/imports/roc-big5.yaml')).toMatch(/not big5 text|wrong header/);
    expect(await rowsIn('case_file')).toBe(0);
  });
});

const MISTAKES: [string, string, RegExp][] = [
  [
    'Open: RECEIVED',
    'Open: WAITING',
    /:\d+ boston-311 › fields\.status\.values\.Open: "WAITING" is not known/,
  ],
  ['America/New_York', 'America/Gotham', /timeZone: "America\/Gotham" is not a time zone/],
  ['MM/DD/YYYY hh:mm:ss A', 'MM/DD', /dateFormats\[1\]: "MM\/DD" is not a date format/],
  ['encoding: utf-8', 'encoding: latin1', /encoding: "latin1" is not known; allowed: utf-8, big5/],
  ['organisation: demo', 'organisation: nobody', /organisation: "nobody" is not an organisation/],
  [
    'default: demo.city-report',
    'default: sme.x',
    /fields\.service\.default: "sme.x" is not a service of demo/,
  ],
  ['externalId: { column: CASE_ENQUIRY_ID }', 'externalId: {}', /needs a column, columns or a default/],
  ['subject:', 'subjekt:', /fields.* has unknown field\(s\) subjekt/],
  ['fields:', 'fields: [', /not valid YAML/],
];

describe('a mapping with mistakes', () => {
  it.each(MISTAKES)('%s → %s', async (right, wrong, words) => {
    const mapping = join(desk.folder, 'mistaken.yaml');
    await writeFile(file, WHOLE);
    await writeFile(
      mapping,
      (await readFile('config/imports/boston-311.yaml', 'utf8')).replace(right, wrong),
    );
    const error = await importIt(mapping).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.join('\n')).toMatch(words);
    expect(await rowsIn('case_file')).toBe(0);
  });

  it('that is not there', async () =>
    expect(await failure('config/imports/none.yaml')).toMatch(
      /there is no mapping config\/imports\/none.yaml/,
    ));
});

const BAD: [string, string[], string][] = [
  ['unknown status', bostonRow(1, { CASE_STATUS: 'Lost' }), 'status: "Lost" is not in'],
  ['unknown channel', bostonRow(1, { Source: 'Pigeon' }), 'channel: "Pigeon" is not in'],
  ['no number', bostonRow(1, { CASE_ENQUIRY_ID: ' ' }), 'externalId: empty'],
  ['a number that cannot be seen', bostonRow(1, { CASE_ENQUIRY_ID: '\u200B\u3164' }), 'externalId: empty'],
  ['a long number', bostonRow(1, { CASE_ENQUIRY_ID: 'x'.repeat(101) }), 'externalId: 101 characters'],
  ['no date', bostonRow(1, { OPEN_DT: '' }), 'receivedAt: empty'],
  ['30 February', bostonRow(1, { OPEN_DT: '02/30/2015 01:00:00 AM' }), 'is not a date'],
  ['the future', bostonRow(1, { OPEN_DT: '01/01/2099 01:00:00 AM' }), 'lies in the future'],
  ['closed without a time', bostonRow(1, { CLOSED_DT: '' }), 'closedAt: empty'],
  ['open with a closing', bostonRow(6, { CLOSED_DT: '04/15/2015 12:32:32 PM' }), 'closedAt: given'],
  ['closed long before', bostonRow(1, { CLOSED_DT: '01/01/2015 12:32:32 PM' }), 'closedAt: before'],
  ['a cell too few', bostonRow(1).slice(1), `the row has ${BOSTON_HEADER.length - 1} cells`],
  ['twice', bostonRow(0), 'stands on an earlier row'],
];

describe('a row that cannot become a case', () => {
  it('is written down with number and reason, and the others go in', async () => {
    const odd = bostonRow(500, { CASE_TITLE: 'A\u0000B\u0007 "quoted"\r\nline' });
    await writeFile(file, bostonFile([bostonRow(0), odd, ...BAD.map(([, row]) => row)]));
    const result = await importIt();
    expect(result).toMatchObject({ inserted: 2, known: 0, rejected: BAD.length });
    const lines = (await readFile(result.rejectedFile!, 'utf8')).split('\r\n');
    expect(lines[0]).toBe(`\uFEFFrow,reason,${BOSTON_HEADER.join(',')}`);
    BAD.forEach(([what, , reason], at) => {
      const line = lines[at + 1]!.replaceAll('""', '"');
      expect([what, line.startsWith(`${at + 4},`), line.includes(reason)]).toEqual([what, true, true]);
    });
    const stored = await desk
      .get(Reader)
      .rows(`SELECT subject FROM case_file WHERE "externalId" = '900000000500'`);
    expect(stored).toEqual([{ subject: 'A B "quoted" line' }]);
  });

  it('cannot run a formula in a spreadsheet', async () => {
    const evil = bostonRow(2, { CASE_STATUS: 'Lost', CASE_TITLE: '=HYPERLINK("http://evil.example")' });
    await writeFile(file, bostonFile([evil]));
    const { rejectedFile } = await importIt();
    expect(await readFile(rejectedFile!, 'utf8')).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  it('is none that was closed seconds before it was opened: two clocks, not a mistake', async () => {
    const row = bostonRow(3, { OPEN_DT: '03/04/2015 04:15:30 PM', CLOSED_DT: '03/04/2015 04:15:00 PM' });
    await writeFile(file, bostonFile([row]));
    expect(await importIt()).toMatchObject({ inserted: 1, rejected: 0 });
  });
});
