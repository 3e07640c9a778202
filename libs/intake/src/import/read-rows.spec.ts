import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ImportError } from './import-error.js';
import type { Mapping } from './mapping.schema.js';
import { readRows, type RawRow } from './read-rows.js';
import { surveyFile } from './survey-file.js';

type Form = Pick<Mapping, 'encoding' | 'delimiter'>;
const PLAIN: Form = { encoding: 'utf-8', delimiter: ',' };
/** 電話 and 姓名 in Big5. */
const BIG5 = Buffer.from([0xb9, 0x71, 0xb8, 0xdc, 0x2c, 0xa9, 0x6d, 0xa6, 0x57, 0x0a]);

let folder: string;
let n = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'import-'))));
afterAll(() => rm(folder, { recursive: true }));

const fileOf = async (content: string | Buffer, name = `file-${++n}.csv`) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const rowsOf = async (content: string | Buffer, form: Form = PLAIN) => {
  const rows: RawRow[] = [];
  for await (const row of readRows(await fileOf(content), form)) rows.push(row);
  return rows;
};
const why = (doing: Promise<unknown>) =>
  doing.then(
    () => 'taken',
    (error: Error) => (error instanceof ImportError ? error.message.replace(/file-\d+/, 'FILE') : error),
  );

describe('rows of a file', () => {
  it('are numbered as in a spreadsheet, the header being row 1; empty lines are left out', async () => {
    expect(await rowsOf('a,b\r\n\r\n1,"2, ""x"""\r\n3\r\n')).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['1', '2, "x"'] },
      { row: 3, cells: ['3'] },
    ]);
  });

  it('are divided by the sign of the mapping; a quotation mark within a cell is kept', async () => {
    expect(await rowsOf('a;b,c\n5" pipe;x', { ...PLAIN, delimiter: ';' })).toEqual([
      { row: 1, cells: ['a', 'b,c'] },
      { row: 2, cells: ['5" pipe', 'x'] },
    ]);
  });

  it('are read in the encoding of the mapping', async () => {
    expect(await rowsOf(BIG5, { ...PLAIN, encoding: 'big5' })).toEqual([{ row: 1, cells: ['電話', '姓名'] }]);
  });

  it('are read from a gzipped file, told by its content, not its name', async () => {
    expect(await rowsOf(gzipSync('路燈,1'))).toEqual([{ row: 1, cells: ['路燈', '1'] }]);
  });

  it.each([
    ['', []],
    ['x', [['x']]],
    ['\u001f', [['\u001f']]],
  ])('of a file as short as %j are read', async (content, cells) => {
    expect((await rowsOf(content)).map((row) => row.cells)).toEqual(cells);
  });

  it('are whole where a piece of the file ends within a character', async () => {
    const cells = Array.from({ length: 3 }, (_, at) => `${'x'.repeat(at)}${'路'.repeat(30_000)}`);
    expect((await rowsOf(cells.join('\n'))).map((row) => row.cells)).toEqual(cells.map((cell) => [cell]));
  });

  it('are handed over as bytes, too, as they lie in the file', async () => {
    const bytes: Buffer[] = [];
    const content = gzipSync('a,b\n1,2');
    const path = await fileOf(content);
    for await (const { cells } of readRows(path, PLAIN, (piece) => bytes.push(piece)))
      expect(cells).toHaveLength(2);
    expect(Buffer.concat(bytes)).toEqual(content);
  });
});

describe('a file that cannot be read', () => {
  const whole = gzipSync(`a,b\n${'x,y\n'.repeat(500)}`);
  it.each<[string | Buffer, string]>([
    [BIG5, 'it is not utf-8 text; set "encoding" in the mapping, or save the file again'],
    [
      Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xe8, 0xb7])]),
      'it is not utf-8 text; set "encoding" in the mapping, or save the file again',
    ],
    ['a,b\n1,"open\n', 'a quotation mark is not closed; it opens near line 2'],
    [Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9]), 'the gzip data is broken'],
    [whole.subarray(0, -10), 'the gzip data ends too early; copy the file again'],
  ])('is named with the reason (%#)', async (content, reason) => {
    expect(await why(rowsOf(content))).toBe(`cannot import FILE.csv: ${reason}`);
  });

  it('is named where there is none, and where it is a folder', async () => {
    const read = async (path: string) => {
      for await (const { row } of readRows(path, PLAIN)) expect(row).toBe(0);
    };
    expect(await why(read('/nowhere/x.csv'))).toBe('cannot import x.csv: there is no such file');
    expect(await why(read(folder))).toMatch(/: it is a folder, not a file$/);
  });

  it('fails with an error of another kind as it is', async () => {
    const failing = async () => {
      for await (const { row } of readRows('a\0b', PLAIN)) expect(row).toBe(0);
    };
    expect(await why(failing())).toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' });
  });
});

describe('a file looked through before the import', () => {
  const mapping = {
    ...PLAIN,
    id: 'old',
    fields: { externalId: { columns: ['id'] }, subject: { columns: ['title', 'type'] } },
  } as unknown as Mapping;
  const survey = async (content: string | Buffer) => surveyFile(await fileOf(content), mapping);

  it('gives its header, the number of rows below it, and a hash of its bytes', async () => {
    const content = gzipSync(' id ,title,type,x\n1,2,3,4\n5,6,7,8\n');
    expect(await survey(content)).toEqual({
      hash: createHash('sha256').update(content).digest('hex'),
      ...{ header: ['id', 'title', 'type', 'x'], rows: 2 },
    });
  });

  it.each([
    ['', 'it is empty'],
    ['id,a\n', 'wrong header: column title, type of the mapping old is missing. The file has: id, a'],
    ['id,id,title,type\n', 'wrong header: column id is there twice. The file has: id, id, title, type'],
    [
      'id,id,title\n',
      'wrong header: column type of the mapping old is missing; column id is there twice. The file has: id, id, title',
    ],
  ])('is refused with the header %j', async (content, reason) => {
    expect(await why(survey(content))).toBe(`cannot import FILE.csv: ${reason}`);
  });

  it('may have a column twice that the mapping does not read', async () => {
    expect((await survey('id,title,type,x,x\n')).rows).toBe(0);
  });

  it('says only the beginning of a long header', async () => {
    const said = String(
      await why(survey(Array.from({ length: 50 }, (_, at) => `${at}${'x'.repeat(60)}`).join())),
    );
    const names = said.split('The file has: ')[1]!.split(', ');
    expect(names).toHaveLength(30);
    expect(new Set(names.map(({ length }) => length))).toEqual(new Set([40]));
  });
});
