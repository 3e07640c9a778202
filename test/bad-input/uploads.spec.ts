import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Removals } from '@app/attachments';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { BlobStore } from '@app/platform';
import { mkdtemp, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemWords } from '../../apps/web/src/site/problem-words.js';
import { siteWords } from '../../apps/web/src/site/words.js';
import { ApiClient } from '../support/api-client.js';
import { Browse, formOf, type SentFile } from '../support/browse.js';
import * as sample from '../support/sample-files.js';
import { startTestWeb, type TestWeb } from '../support/web.js';

jest.setTimeout(60_000);

const MB = 1024 * 1024;
const SERVICE = 'sme.finance-diagnosis';
const DETAILS = '/cases/new/details';
const BEFORE: [string, Record<string, string>][] = [
  ['service', { service: SERVICE }],
  ['subject', { subject: '路燈不亮' }],
  ['privacy', { read: `${PRIVACY_NOTICE_VERSION} ${SERVICE}` }],
];
const said = (code: string, params = {}) => problemWords(code, 'zh-TW', params);
const file = (name: string, bytes: Buffer): SentFile => ({ name, bytes });
const many = (n: number) => Array.from({ length: n }, (_, at) => file(`${at}.pdf`, sample.pdf(String(at))));
const TOO_MANY = said('too-many-files', { most: 5 });
const zeros = sample.zip([
  { name: 'mimetype', body: Buffer.from('application/vnd.oasis.opendocument.text') },
  { name: 'content.xml', body: Buffer.alloc(30 * MB) },
]);

/** Written by hand: what is refused, and how. */
const MATRIX: [string, SentFile, string][] = [
  [
    'a program named as a document',
    file('a.pdf', Buffer.from('MZ\0\0', 'latin1')),
    said('file-type-unknown'),
  ],
  ['a picture named as a document', file('a.pdf', sample.jpeg()), '內容卻是'],
  [
    'a document that is a zip as well',
    file('a.pdf', Buffer.concat([sample.pdf(), sample.zip([])])),
    said('file-mixed'),
  ],
  ['a zip bomb', file('a.odt', zeros), said('file-bomb')],
  ['a picture of too many pixels', file('a.png', sample.png({ width: 60_000, height: 60_000 })), '像素'],
  ['nothing', file('a.pdf', Buffer.alloc(0)), said('file-empty')],
  [
    'ten megabytes and one byte',
    file('a.txt', Buffer.alloc(10 * MB + 1, 'x')),
    said('file-too-large', { megabytes: 10 }),
  ],
];
/** Names that are made harmless, with what they become. */
const NAMES: [string, string][] = [
  ['../../../etc/passwd.pdf', 'passwd.pdf'],
  ['..\\..\\boot.pdf', 'boot.pdf'],
  ['收據\u202Efdp.exe.pdf', '收據fdp.exe.pdf'],
];

let web: TestWeb;
let browse: Browse;
let address = 0;
beforeAll(async () => {
  const env = {
    TRUSTED_PROXIES: 'loopback',
    DRAFTS_PER_ADDRESS_HOUR: '1000',
    UPLOADS_PER_ADDRESS_HOUR: '1000',
  };
  web = await startTestWeb({ env });
  await web.demoStaff();
});
afterAll(() => web.close());
beforeEach(async () => {
  browse = new Browse(web, new Map(), { 'x-forwarded-for': `2001:db8:1:${++address}::1` });
  await browse.get('/cases/new/service');
  for (const [name, typed] of BEFORE) await browse.post(`/cases/new/${name}`, typed);
  await browse.get(DETAILS);
});
afterEach(() => void jest.restoreAllMocks());

const upload = (files: SentFile[], description = '巷口的路燈') =>
  browse.upload(DETAILS, { description, district: '' }, files);
/** What lies on the disk, and how many rows name a file. */
async function stored() {
  await web.get(Removals).settled();
  const names: string[] = [];
  for await (const { name } of web.get(BlobStore).list()) names.push(name);
  const unfinished = await readdir(join(web.folder, 'attachments', 'unfinished')).catch(() => []);
  const { attachment: rows } = await web.rowCounts(['attachment']);
  return { names: names.toSorted(), unfinished, rows };
}
const shown = async (location: string | null) => (await browse.get(location!)).text;

describe('a file that is refused', () => {
  it.each(MATRIX)('%s: in words, the text kept, nothing of it stored', async (_what, one, words) => {
    const before = await stored();
    const sent = await upload([one], '很長的說明');
    expect(sent.location).toBe(`${DETAILS}?check`);
    const page = await browse.get(sent.location!);
    expect([page.status, page.text.includes('>很長的說明</textarea>')]).toEqual([422, true]);
    expect(page.text).toContain(words);
    expect(await stored()).toEqual(before);
  });

  it('the sixth: in words, the others kept', async () => {
    const text = await shown((await upload(many(6), '還在')).location);
    expect(text).toContain(`「5.pdf」：${TOO_MANY}`);
    expect(text).toContain('>還在</textarea>');
    expect(text.match(/name="remove"/g)).toHaveLength(5);
  });

  it('of two at once into the fifth place, one', async () => {
    await upload(many(4));
    const [one, other] = await Promise.all([
      upload([file('x.pdf', sample.pdf('x'))]),
      upload([file('y.pdf', sample.pdf('y'))]),
    ]);
    expect([one.status, other.status]).toEqual([303, 303]);
    const text = await shown(DETAILS);
    expect(text.match(/name="remove"/g)).toHaveLength(5);
    const { names, rows } = await stored();
    expect(names).toHaveLength(rows!);
  });

  it.each(NAMES)('no name: %j becomes %j', async (name, becomes) => {
    await upload([file(name, sample.pdf())]);
    expect(await shown(DETAILS)).toContain(`${becomes}</bdi>`);
  });
});

describe('too much in one form', () => {
  it.each([11, 40])('%i files: five are taken, and the form says why not the others', async (n) => {
    const text = await shown((await upload(many(n), '還在')).location);
    expect(text).toContain(TOO_MANY);
    expect(text).toContain('>還在</textarea>');
    expect(text.match(/name="remove"/g)).toHaveLength(5);
  });

  it('very many files: a page in words, with the way back', async () => {
    const page = await upload(many(120));
    expect(page.status).toBe(413);
    for (const words of [said('too-large'), `href="${DETAILS}"`]) expect(page.text).toContain(words);
  });

  it('a field above 64 KB: the form says so, and keeps what was read', async () => {
    const sent = await upload(many(1), '長'.repeat(30_000));
    expect(sent.location).toBe(`${DETAILS}?check`);
    const page = await browse.get(sent.location!);
    expect([page.status, page.text.includes('長'.repeat(20_000))]).toEqual([422, true]);
    expect(page.text.match(/name="remove"/g)).toHaveLength(1);
  });

  it.each(['/cases/new/subject', '/progress', '/cases/new/subject/keep', '/desk/sign-in'])(
    'a body above its limit, to %s: a page in words, with the way back',
    async (path) => {
      const page = await browse.post(path, { subject: 'x'.repeat(300_000) });
      expect(page.status).toBe(413);
      const back = path.replace('/keep', '');
      for (const words of [
        said('too-large'),
        siteWords['zh-TW'].problemPages.unreadable.text,
        `href="${back}"`,
      ])
        expect(page.text).toContain(words);
      expect((await browse.get(back)).status).toBe(200);
    },
  );

  it('a stream that is cut: nothing of it is stored, and the form is as it was', async () => {
    const before = await stored();
    await cut(file('a.pdf', Buffer.concat([sample.pdf(), Buffer.alloc(MB)])));
    // the server hears of it a moment after the connection is gone
    while ((await stored()).unfinished.length > 0) await new Promise((resolve) => void setImmediate(resolve));
    expect(await stored()).toEqual(before);
    expect((await browse.get(DETAILS)).status).toBe(200);
  });

  it('a form that ends in the middle: a page in words, with the way back', async () => {
    const body = `--x\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n${browse.token}\r\n--x\r\ncontent-disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF`;
    const before = await stored();
    const page = await browse.raw(DETAILS, body, 'multipart/form-data; boundary=x');
    expect(page.status).toBe(400);
    for (const words of ['<h1', `href="${DETAILS}"`]) expect(page.text).toContain(words);
    expect(await stored()).toEqual(before);
  });

  it.each<[string, SentFile[], number, string]>([
    ['six files', many(6), 422, 'too-many-files'],
    ['forty files', many(40), 422, 'too-many-files'],
    ['very many files', many(120), 413, 'too-large'],
  ])('%s in the API: a problem document, nothing stored', async (_what, files, status, code) => {
    const agent = await ApiClient.of(web, 'agent');
    const contact = { name: '王小明' };
    const logged = { channel: 'FAX', service: 'demo.consultation', subject: 'x', description: 'x', contact };
    const { body: made } = await agent.post('/api/v1/staff/cases', logged);
    const before = await stored();
    const answer = await agent.upload(`/api/v1/staff/cases/${made.caseNumber}/attachments`, files);
    expect([answer.status, answer.body.type.endsWith(code) || answer.body.errors[0].code]).toEqual([
      ...[status, code === 'too-large' ? true : code],
    ]);
    expect(await stored()).toEqual(before);
  });
});

describe('a full disk', () => {
  it('refuses in words, keeps the text, and leaves nothing half stored', async () => {
    const before = await stored();
    await fullAfter(100_000);
    const text = await shown((await upload([file('a.txt', Buffer.alloc(MB, 'x'))], '還在')).location);
    jest.restoreAllMocks();
    expect(text).toContain(said('storage-full'));
    expect(text).toContain('>還在</textarea>');
    expect(await stored()).toEqual(before);
    expect((await upload(many(1))).location).toBe('/cases/new/contact');
  });
});

/** Sends half of a form and goes away; resolves when the server has seen it. */
async function cut(one: SentFile): Promise<void> {
  const form = formOf({ csrf: browse.token, description: 'x' }, [one]);
  const request = new Request(`${web.url}${DETAILS}`, { method: 'POST', body: form });
  const bytes = Buffer.from(await request.arrayBuffer());
  const { hostname, port } = new URL(web.url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise<void>((resolve) => {
    const server = web.app.getHttpServer() as Server;
    server.once('connection', (there) => there.once('close', () => resolve()));
  });
  socket.on('error', () => undefined);
  const head = [
    `POST ${DETAILS} HTTP/1.1`,
    `host: ${hostname}`,
    `cookie: ${browse.cookies}`,
    `content-type: ${request.headers.get('content-type')}`,
    `content-length: ${bytes.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const sent = new Promise<void>((resolve) => {
    socket.write(bytes.subarray(0, bytes.length / 2), () => resolve());
  });
  await sent;
  socket.destroy();
  await closed;
}

/** Lets the file system take that number of bytes in one file, as a full one does. */
async function fullAfter(room: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'single-window-full-'));
  const handle = await open(join(folder, 'x'), 'w');
  const proto = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  await rm(folder, { recursive: true });
  const write = proto.write as (...all: unknown[]) => Promise<{ bytesWritten: number }>;
  let left = room;
  jest.spyOn(proto as { write: typeof write }, 'write').mockImplementation(async function (
    this: FileHandle,
    ...[chunk, at, length]: unknown[]
  ) {
    if (left <= 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const most = Math.min(left, length as number);
    left -= most;
    return write.call(this, chunk, at, most);
  });
}
