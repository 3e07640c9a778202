import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Attachments, Attachment, Removals } from '@app/attachments';
import { CaseActs, type CaseFile } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { StaffRegister, type StaffActor } from '@app/people';
import { BlobStore, Problem, Reader } from '@app/platform';
import { request as httpRequest } from 'node:http';
import { ApiClient } from '../../../../test/support/api-client.js';
import { formOf, type Browse, type Page, type SentFile } from '../../../../test/support/browse.js';
import * as sample from '../../../../test/support/sample-files.js';
import { DATABASES, startTestWeb, type TestWeb } from '../../../../test/support/web.js';
import { signedIn } from '../spec-support.js';

jest.setTimeout(60_000);
const PDF: SentFile = { name: '公文 (1).pdf', bytes: sample.pdf() };
const PHOTO: SentFile = { name: '照片.jpg', bytes: sample.jpeg({ metadata: [sample.exifSegment()] }) };
const PROGRAM: SentFile = { name: 'setup.exe', bytes: Buffer.from('MZ\0\0', 'latin1') };

describe.each(DATABASES)('files on the page of a case, on %s', (_name, postgres) => {
  let web: TestWeb;
  let ann: Browse;
  let other: Browse;
  let agent: StaffActor;
  let file: CaseFile;
  let path: string;

  beforeAll(async () => {
    web = await startTestWeb({ postgres, env: { ATTACHMENT_MB: '1' } });
    ann = await signedIn(web, 'demo.guidance', ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'ann');
    other = await signedIn(web, 'sme.planning', ['CASE_HANDLER'], 'other');
    const where = {
      organisationId: 'demo',
      unitId: 'demo.service-desk',
      roles: ['FRONTLINE_AGENT' as const],
    };
    const { id } = await web.get(StaffRegister).create({ login: 'ben', name: 'ben', ...where });
    agent = { kind: 'staff', id, name: 'ben', ...where };
  });
  afterAll(() => web.close());
  beforeEach(async () => {
    const contact = { name: '王小明', email: 'ming@example.tw' };
    const matter = { service: 'demo.finance-diagnosis', subject: '貸款', description: '內容', contact };
    const opened = { ...matter, channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION };
    file = (await web.get(Intake).logCase(agent, opened)).file;
    const input = { unit: 'demo.guidance' };
    await web.get(CaseActs).perform({ actor: agent, caseNumber: file.caseNumber, act: 'assign', input });
    path = `/desk/cases/${file.caseNumber}`;
  });

  /** The hidden fields of the form of an act, as the last page has them. */
  const hiddenOf = ({ text }: Page, act = 'message'): Record<string, string> => {
    const form = text.slice(text.indexOf(`id="form-${act}"`)).split('</form>')[0]!;
    const fields = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
    return Object.fromEntries(
      fields.map(([, name, value]) => [name!, value!]).filter(([name]) => name !== 'csrf'),
    );
  };
  const send = async (files: SentFile[], typed: Record<string, string> = {}, act = 'message') =>
    ann.upload(
      `${path}/acts/${act}`,
      { ...hiddenOf(await ann.get(path), act), text: '如附件', ...typed },
      files,
    );
  const attached = () => web.get(Attachments).of(file, 'ALL');
  const events = async () =>
    (await web.get(Reader).rows('SELECT 1 FROM history_event WHERE "caseId" = $1', [file.id])).length;
  const idIn = ({ text }: Page) => /name="remove" value="([\w-]+)"/.exec(text)![1]!;
  const download = (id: string, browse = ann, of = path) =>
    fetch(`${web.url}${of}/attachments/${id}`, { headers: { cookie: browse.cookies }, redirect: 'manual' });

  it('go with an act, and can be downloaded as they were named', async () => {
    const page = await send([PDF, PHOTO]);
    expect([page.status, page.location]).toEqual([303, `${path}?done=message`]);
    const shown = await ann.get(path);
    expect(shown.text).toMatch(/<bdi class="file-name">公文 \(1\)\.pdf<\/bdi>/);
    expect(shown.text).toContain('已移除照片中的位置資訊');
    const [pdf] = await attached();
    const answer = await download(pdf!.id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(sample.pdf())).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(sample.pdf().length),
      'content-disposition': `attachment; filename="file.pdf"; filename*=UTF-8''%E5%85%AC%E6%96%87%20%281%29.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('come with internal notes too, and are marked so', async () => {
    await send([PDF], {}, 'note');
    expect((await ann.get(path)).text).toContain('內部檔案，民眾看不到');
    expect((await attached())[0]!.shown).toBe(false);
  });

  it('need not be chosen: the empty input of a browser is no file', async () => {
    const page = await send([{ name: '', bytes: Buffer.alloc(0) }]);
    expect([page.status, await attached()]).toEqual([303, []]);
  });

  it('that are refused say why by name; what was typed and the good ones stay', async () => {
    const before = await events();
    const page = await send([PDF, PROGRAM], { text: '很長的說明' });
    expect([page.status, await events()]).toEqual([422, before]);
    expect(page.text).toContain('「setup.exe」：不是可以收的檔案類型');
    expect(page.text).toContain('>很長的說明</textarea>');
    expect(page.text).toContain('公文 (1).pdf');
    const again = await ann.upload(`${path}/acts/message`, { ...hiddenOf(page), text: '很長的說明' }, []);
    expect([again.status, (await attached()).map(({ name }) => name)]).toEqual([303, [PDF.name]]);
  });

  it('can be removed before sending; what was typed stays', async () => {
    const refused = await send([PDF, PHOTO, PROGRAM]);
    const left = await ann.upload(
      `${path}/acts/message`,
      { ...hiddenOf(refused), text: '內容', remove: idIn(refused) },
      [],
    );
    expect([left.status, left.text.includes('>內容</textarea>'), left.text.includes('公文 (1).pdf')]).toEqual(
      [200, true, false],
    );
    expect(left.text).toContain('照片.jpg');
    // removed in another tab meanwhile
    const again = { ...hiddenOf(left), text: '還在', remove: idIn(refused) };
    const page = await ann.upload(`${path}/acts/message`, again, []);
    expect([page.status, page.text.includes('>還在</textarea>')]).toEqual([200, true]);
  });

  it('of one form never go with another', async () => {
    const refused = await send([PDF, PROGRAM]);
    expect(hiddenOf(refused)['draft']).not.toBe(hiddenOf(refused, 'note')['draft']);
    await ann.upload(`${path}/acts/note`, { ...hiddenOf(refused, 'note'), text: '註記' }, []);
    expect(await attached()).toEqual([]);
  });

  it('are attached once when the form is sent twice', async () => {
    const fields = { ...hiddenOf(await ann.get(path)), text: '如附件' };
    const before = await events();
    const sent = [1, 2, 3].map(() => ann.upload(`${path}/acts/message`, fields, [PDF]));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303, 303]);
    expect([(await attached()).length, (await events()) - before]).toEqual([1, 1]);
  });

  it.each<[string, SentFile[], string]>([
    ['the sixth', Array.from({ length: 6 }, (_, n) => ({ ...PDF, name: `${n}.pdf` })), '最多只能附 5 個檔案'],
    [
      'a megabyte and a byte',
      [{ name: 'a.txt', bytes: Buffer.alloc(1024 * 1024 + 1, 'x') }],
      '檔案太大，每個檔案不能超過 1 MB',
    ],
    ['an empty one', [{ name: 'a.pdf', bytes: Buffer.alloc(0) }], '這個檔案是空的'],
    ['a wrong name', [{ name: 'a.png', bytes: sample.pdf() }], '檔名結尾是 .png，內容卻是 pdf'],
    [
      'a zip bomb',
      [{ name: 'a.docx', bytes: sample.ooxml('docx', [{ name: 'x', body: Buffer.alloc(2 ** 21) }]) }],
      '解開後過大',
    ],
    [
      'a pixel bomb',
      [{ name: 'a.png', bytes: sample.png({ width: 60_000, height: 60_000 }) }],
      '60000 × 60000',
    ],
  ])('are refused in words: %s', async (_, files, words) => {
    const page = await send(files);
    expect([page.status, page.text.includes(words), page.text.includes('如附件')]).toEqual([422, true, true]);
    expect(await attached()).toEqual([]);
  });

  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\a.pdf', 'a.pdf'],
    ['x\u202Efdp.pdf', 'xfdp.pdf'],
    ['مستند.pdf', 'مستند.pdf'],
    ['<script>alert(1)</script>.pdf', 'script_.pdf'],
  ])('have a safe name: %j', async (name, kept) => {
    expect((await send([{ ...PDF, name }])).status).toBe(303);
    const [{ name: stored } = { name: '' }] = await attached();
    expect(stored.endsWith(kept)).toBe(true);
    expect((await ann.get(path)).text).not.toContain('<script>alert');
  });

  it('are answered with words and not at all stored when the disk is full', async () => {
    const before = await web.get(Reader).rows('SELECT id FROM attachment');
    const full = jest.spyOn(web.get(BlobStore), 'put').mockRejectedValue(new Problem('BUSY', 'storage-full'));
    const page = await send([PDF]);
    full.mockRestore();
    expect([page.status, page.text.includes('系統儲存空間不足')]).toEqual([503, true]);
    expect(await web.get(Reader).rows('SELECT id FROM attachment')).toEqual(before);
  });

  it('are not found by others, nor under another case, nor without signing in', async () => {
    await send([PDF]);
    const [{ id } = { id: '' }] = await attached();
    const stranger = path;
    const first = file;
    const opened = await web
      .get(Intake)
      .logCase(agent, {
        ...{ service: 'demo.finance-diagnosis', subject: 'x', description: 'x', contact: { name: '林' } },
        ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION },
      })
      .catch(() => undefined);
    const another = `/desk/cases/${opened?.file.caseNumber ?? first.caseNumber}`;
    expect([
      (await download(id, other)).status,
      opened ? (await download(id, ann, another)).status : 404,
      (await download('nothing')).status,
      (await download(id, ann, '/desk/cases/x')).status,
      (await fetch(`${web.url}${stranger}/attachments/${id}`, { redirect: 'manual' })).status,
    ]).toEqual([404, 404, 404, 404, 303]);
  });

  it('are not read without the token of the form, which must come first', async () => {
    const fields = { ...hiddenOf(await ann.get(path)), text: 'x' };
    const rows = async () => (await web.get(Reader).rows('SELECT id FROM attachment')).length;
    const before = await rows();
    const forms = [
      formOf({ csrf: 'wrong', ...fields }, [PDF]),
      formOf(fields, [PDF]),
      formOf({ ...fields, csrf: ann.token }, [PDF]),
    ];
    for (const body of forms) {
      const answer = await fetch(`${web.url}${path}/acts/message`, {
        method: 'POST',
        body,
        headers: { cookie: ann.cookies },
      });
      expect(answer.status).toBe(403);
    }
    expect(await rows()).toBe(before);
  });

  it('are refused by every other route', async () => {
    for (const elsewhere of ['/progress', `${path}/lookup-code`, '/desk/sign-in', '/api/v1/progress'])
      expect((await ann.upload(elsewhere, {}, [PDF])).status).toBe(415);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['no parts', 'multipart/form-data; boundary=x', 'nothing'],
    [
      'a form that ends in a file',
      'multipart/form-data; boundary=x',
      'CSRF--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF',
    ],
    [
      'many fields',
      'multipart/form-data; boundary=x',
      `CSRF${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(200)}--x--`,
    ],
  ])('are refused as unreadable: %s', async (_, type, body) => {
    await ann.get(path);
    const token = `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${ann.token}\r\n`;
    const page = await ann.raw(`${path}/acts/message`, body.replace('CSRF', token), type);
    expect([400, 403, 413]).toContain(page.status);
    expect(await attached()).toEqual([]);
  });

  it('come back with what was read of a text that is far too long', async () => {
    await ann.get(path);
    const page = await ann.upload(`${path}/acts/message`, { text: 'b'.repeat(70_000) }, []);
    expect([page.status, page.text.includes('b'.repeat(60_000))]).toEqual([422, true]);
    expect(await attached()).toEqual([]);
  });

  it('leave nothing when the sender goes away in the middle', async () => {
    const fields = { ...hiddenOf(await ann.get(path)), text: 'x' };
    const stored = async () => {
      const names: string[] = [];
      for await (const { name } of web.get(BlobStore).list()) names.push(name);
      return names.length;
    };
    const before = [await stored(), (await web.get(Reader).rows('SELECT id FROM attachment')).length];
    const taking = jest.spyOn(web.get(BlobStore), 'put');
    await cutOff(
      formOf({ csrf: ann.token, ...fields }, [{ name: 'a.txt', bytes: Buffer.alloc(900_000, 'x') }]),
      ann.cookies,
    );
    await expect(taking.mock.results[0]!.value as Promise<unknown>).rejects.toThrow(/./);
    taking.mockRestore();
    expect([await stored(), (await web.get(Reader).rows('SELECT id FROM attachment')).length]).toEqual(
      before,
    );
  });

  /** Sends the first half of a form and closes the connection once the server stores a file. */
  async function cutOff(form: FormData, cookie: string): Promise<void> {
    const whole = new Response(form);
    const body = Buffer.from(await whole.arrayBuffer());
    const headers = {
      cookie,
      'content-type': whole.headers.get('content-type')!,
      'content-length': body.length,
    };
    const sending = httpRequest(`${web.url}${path}/acts/message`, { method: 'POST', headers });
    sending.on('error', () => undefined);
    const put = web.get(BlobStore).put as jest.Mock;
    sending.write(body.subarray(0, body.length / 2));
    while (put.mock.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    sending.destroy();
  }

  describe('through the API', () => {
    let api: ApiClient;
    beforeAll(async () => void (api = await ApiClient.of(web, 'ann')));
    const url = () => `/api/v1/staff/cases/${file.caseNumber}`;

    it('wait in a draft, go with the act that names it, and are listed and downloaded', async () => {
      const added = await api.upload(`${url()}/attachments`, [PDF, PHOTO]);
      expect([added.status, added.body]).toEqual([
        201,
        {
          draft: expect.any(String),
          attachments: [
            {
              id: expect.any(String),
              name: PDF.name,
              type: 'pdf',
              size: PDF.bytes.length,
              state: 'NOT_SCANNED',
              removed: null,
            },
            expect.objectContaining({ name: PHOTO.name, removed: 'LOCATION' }),
          ],
        },
      ]);
      const acted = await api.post(`${url()}/acts/message`, {
        text: '如附件',
        attachments: added.body.draft,
      });
      expect(acted.status).toBe(200);
      const { attachments } = (await api.get(url())).body;
      expect(attachments[0]).toMatchObject({
        name: PDF.name,
        event: acted.body.version,
        from: 'staff',
        shown: true,
      });
      const answer = await api.get(`${url()}/attachments/${attachments[0].id}`);
      expect([answer.status, answer.text]).toEqual([200, sample.pdf().toString()]);
    });

    it('can be added to a draft begun before', async () => {
      const { draft } = (await api.upload(`${url()}/attachments`, [PDF])).body;
      await api.upload(`${url()}/attachments?draft=${draft}`, [PHOTO]);
      await api.post(`${url()}/acts/note`, { text: 'x', attachments: draft });
      expect(await attached()).toHaveLength(2);
    });

    it('are all taken or none', async () => {
      const answer = await api.upload(`${url()}/attachments`, [PDF, PROGRAM]);
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [{ field: 'files', code: 'file-type-unknown', message: expect.stringContaining('類型') }],
      ]);
      await web.get(Removals).settled();
      expect(
        await web
          .get(Reader)
          .repository(Attachment)
          .countBy({ draft: answer.body.draft ?? 'x' }),
      ).toBe(0);
    });

    it('are refused as bad input, never as an error of ours', async () => {
      const statuses = [
        await api.post(`${url()}/attachments`, {}),
        await api.upload(`${url()}/attachments`, []),
        await api.upload('/api/v1/staff/cases/DEMO-1150819-99999-0/attachments', [PDF]),
        await api.upload(`${url()}/attachments?draft=..`, [PDF]),
        await api.post(`${url()}/acts/message`, { text: 'x', attachments: ['a'] }),
        await api.post(`${url()}/acts/message`, { text: 'x', attachments: '../..' }),
        await new ApiClient(web).upload(`${url()}/attachments`, [PDF]),
        await (await ApiClient.of(web, 'other')).upload(`${url()}/attachments`, [PDF]),
      ].map(({ status }) => status);
      expect(statuses).toEqual([415, 422, 404, 404, 422, 404, 401, 404]);
      expect(await attached()).toEqual([]);
    });
  });
});
